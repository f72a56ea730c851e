/**
 * A posting's domain from its title alone, against the department that its employer put it in.
 */
import * as Section from "../Section.ts"

const about = "the domain understood from the title alone, against the employer's department"

export const measure: Section.Measure = ({ labels }) => Section.absent("domain", about, `${labels.length} labels, none measured yet`)
