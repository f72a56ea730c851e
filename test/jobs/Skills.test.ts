import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { PostingText } from "../../schemas/Posting.ts"
import type { RawText } from "../../schemas/RawText.ts"
import { FoundSkill } from "../../schemas/Skills.ts"
import * as Blocks from "../../src/jobs/Blocks.ts"
import * as Lines from "../../src/jobs/Lines.ts"
import * as Skills from "../../src/jobs/Skills.ts"
import * as Tokens from "../../src/jobs/Tokens.ts"
import * as TestLines from "./Lines.ts"
import * as Taxonomy from "./Taxonomy.ts"

const lines = (raw: string, form: PostingText["form"] = "plain") => Lines.of(Blocks.of({ form, raw: raw as RawText }))
const said = (title: string, { lines }: Lines.Lines) => Skills.find(title, TestLines.skills(lines, Taxonomy.skills), Taxonomy.skills)
const find = (raw: string, title = "", form: PostingText["form"] = "plain") => said(title, lines(raw, form))
const ids = (raw: string, title = "") => find(raw, title).map(({ skill }) => skill).join(" ")

/** Sentence → the skills it names. */
const sentences: ReadonlyArray<readonly [string, string]> = [
  ["We write C, C++ and C#.", "c c_plus_plus c_sharp"],
  ["C/C++ on Linux", "c c_plus_plus linux"],
  ["Modern C++17, C++20 and CMake", "c_plus_plus cmake"],
  ["You report to our C-suite and to C-level executives.", ""],
  ["We closed our Series C in May.", ""],
  ["Take vitamin C.", ""],
  ["Proficiency in C is expected.", "c"],
  ["the C programming language", "c"],
  [".NET, ASP.NET Core and Entity Framework", "dotnet asp_dotnet entity_framework"],
  ["dotnet or .Net Core", "dotnet"],
  ["our net revenue retention, and the .network domain", ""],
  ["F# and OCaml", "f_sharp ocaml"],
  ["Services in Go, Rust and Python", "go rust python"],
  ["Golang", "go"],
  ["written in Go", "go"],
  ["Go developers who care", "go"],
  ["You drive our go-to-market motion.", "go_to_market"],
  ["Own Go-To-Market for EMEA, and go to customers", "go_to_market"],
  ["Go to our website to apply.", ""],
  ["Go above and beyond for customers.", ""],
  ["Ready, set, Go!", ""],
  ["We go live weekly with strong engineering teams.", ""],
  ["R, SAS or Stata", "r sas stata"],
  ["Python/R", "python r"],
  ["Experience with R or MATLAB", "r matlab"],
  ["Our R&D engineers work closely with R & D finance.", ""],
  ["Call Mr. R. Smith.", ""],
  ["tidyverse and RStudio", "r"],
  ["Java and JavaScript are not the same.", "java javascript"],
  ["Javascript/Typescript", "javascript typescript"],
  ["Visit the island of Javanese dancers.", ""],
  ["React, Redux and React Native", "react redux react_native"],
  ["React quickly to incidents", "react"],
  ["You will react to events.", "react"],
  ["Node.js, node js and NodeJS", "node_js"],
  ["Vue.js 3 with Nuxt", "vue_js nuxt"],
  ["Next.js", "next_js"],
  ["Spring Boot microservices", "spring microservices"],
  ["Java, Spring, Hibernate", "java spring hibernate"],
  ["Join us in Spring 2027.", ""],
  ["Spring 2027 Software Engineering Intern", ""],
  ["We meet each spring for planning.", ""],
  ["Express, Koa and Fastify", "fastify"],
  ["Node.js/Express", "node_js express"],
  ["Express interest by Friday.", ""],
  ["Ruby on Rails", "ruby_on_rails"],
  ["Rails and Sidekiq", "ruby_on_rails"],
  ["We lay the guard rails.", ""],
  ["Swift and Objective-C", "swift objective_c"],
  ["Swift developers welcome", "swift"],
  ["Swift action is needed.", ""],
  ["We take swift decisions about code.", ""],
  ["Scala with Spark", "scala spark"],
  ["PySpark jobs on Databricks", "spark databricks"],
  ["Rust or C++", "rust c_plus_plus"],
  ["rust prevention coatings", ""],
  ["Advanced Excel skills", "excel"],
  ["Proficient in Word, Excel and PowerPoint", "excel microsoft_powerpoint"],
  ["Excel in a fast-paced environment with strong skills.", ""],
  ["You excel at writing code.", ""],
  ["Excel at using data", ""],
  ["REST APIs and gRPC", "rest_api grpc"],
  ["RESTful services", "rest_api"],
  ["the rest of the team", ""],
  ["Flask, FastAPI or Django", "flask fastapi django"],
  ["A flask of tea", ""],
  ["AWS (EC2, S3, Lambda)", "aws amazon_ec2 amazon_s3 aws_lambda"],
  ["GCP and Azure", "google_cloud microsoft_azure"],
  ["Amazon Web Services", "aws"],
  ["K8s, Docker & Helm", "kubernetes docker helm"],
  ["at the helm of the ship", ""],
  ["Terraform, Ansible, Chef and Puppet", "terraform ansible chef puppet"],
  ["Our chef cooks lunch.", ""],
  ["CI/CD with GitHub Actions", "ci_cd github_actions"],
  ["CI / CD", "ci_cd"],
  ["continuous integration", "ci_cd"],
  ["Git and GitHub", "git github"],
  ["It is legit digital work.", ""],
  ["PostgreSQL, MySQL or MS SQL", "postgresql mysql microsoft_sql_server"],
  ["T-SQL and PL/SQL", "t_sql pl_sql"],
  ["NoSQL stores such as MongoDB", "nosql mongodb"],
  ["Kafka, Airflow, dbt", "kafka airflow dbt"],
  ["Tableau or Power BI dashboards", "tableau power_bi"],
  ["ML and NLP", "machine_learning nlp"],
  ["machine-learning models", "machine_learning"],
  ["Ship it in 5 ml bottles.", ""],
  ["LLMs, RAG and fine-tuning", "llm rag fine_tuning"],
  ["a rag rug", ""],
  ["PyTorch, JAX", "pytorch jax"],
  ["scikit-learn, pandas and NumPy", "scikit_learn pandas numpy"],
  ["We saw pandas at the zoo", "pandas"],
  ["A/B tests and experimentation", "a_b_testing experimentation"],
  ["FP&A and M&A", "financial_planning_analysis mergers_acquisitions"],
  ["US GAAP, IFRS and SOX", "us_gaap ifrs sox"],
  ["Salesforce, HubSpot and Outreach", "salesforce hubspot outreach"],
  ["community outreach programs", ""],
  ["Jira and Confluence", "jira confluence"],
  ["Figma, Sketch, Adobe XD", "figma sketch adobe_xd"],
  ["Sketch out your ideas", ""],
  ["CPA or CFA", "cpa cfa"],
  ["PMP certification", "pmp"],
  ["Fluent in English and German", "english german"],
  ["Native French speaker", "french"],
  ["the English Channel", ""],
  ["Spanish or Portuguese", "spanish portuguese"],
  ["TS/SCI clearance", "security_clearance"],
  ["TCP/IP, DNS and BGP", "tcp_ip dns bgp"],
  ["SolidWorks and GD&T", "solidworks gd_t"],
  ["Python3", "python"],
  ["ＰＹＴＨＯＮ", "python"],
  ["Pythonic", ""],
  ["Python开发工程师", "python"],
  ["PythonとGoの経験", "python"],
  ["SQL; Python. Go.", "sql python"],
  ["React. Native apps.", "react"],
  ["Machine. Learning", ""],
  ["machine\nlearning", ""],
  ["Programming languages: Go", "go"],
  ["Spark joy, Spark Innovation", ""],
  ["We spark joy.", ""],
  ["Boost productivity for customers", ""],
  ["a lean team with strong skills", ""],
  ["Lean Six Sigma", "lean"],
  ["an eight-hour workday", ""],
  ["Workday and SAP", "workday sap"],
  ["our sales arm", ""],
  ["soap and water", ""]
]

describe("Skills", () => {
  it.each(sentences)("in %j are %j", (sentence, expected) => assert.strictEqual(ids(sentence).split(" ").sort().join(" "), expected.split(" ").sort().join(" ")))

  it("are found in titles, and required there", () => {
    assert.deepStrictEqual(find("", "Senior Backend Engineer (Go/Rust), Platform"), [
      { skill: "go", importance: "required", title: [25, 27] },
      { skill: "rust", importance: "required", title: [28, 32] }
    ])
    assert.strictEqual(ids("", "Director, Go-to-Market"), "go_to_market")
  })

  it("are required, preferred or mentioned by the heading they stand under", () => {
    const html =
      "<p>We use Ruby.</p><h3>Requirements</h3><ul><li>Python</li><li>SQL</li></ul><p><strong>Nice to have:</strong></p><ul><li>Rust</li></ul><h3>What we offer</h3><p>Kotlin days and Python days</p>"
    const expected = ["ruby mentioned", "python required", "sql required", "rust preferred", "kotlin mentioned"]
    assert.deepStrictEqual(find(html, "", "html").map(({ importance, skill }) => `${skill} ${importance}`), expected)
    const plain = "We use Ruby.\nRequirements\n- Python\n- SQL\n\nNice to have:\n- Rust\n\nWhat we offer\nKotlin days and Python days"
    assert.deepStrictEqual(find(plain).map(({ importance, skill }) => `${skill} ${importance}`), expected)
    const flat = "We use Ruby. Requirements Python and SQL. Nice to have: Rust. What we offer Kotlin days and Python days"
    assert.deepStrictEqual(find(flat).map(({ importance, skill }) => `${skill} ${importance}`), expected)
    const german = "Wir nutzen Ruby.\nDein Profil\n- Python\n- SQL\nVon Vorteil:\n- Rust\nWir bieten\nKotlin und Python"
    assert.deepStrictEqual(find(german).map(({ importance, skill }) => `${skill} ${importance}`), expected)
  })

  it("are preferred where their own sentence says so", () => {
    const text = "Requirements\n- Python\n- Rust is a plus; SQL\n- Ideally some Kotlin. Java"
    assert.deepStrictEqual(find(text).map(({ importance, skill }) => `${skill} ${importance}`), [
      "python required",
      "rust preferred",
      "sql required",
      "kotlin preferred",
      "java required"
    ])
  })

  it("are as important as in the place where they matter most", () => {
    const text = "We love Python.\nNice to have:\n- Rust\n- Python\nRequirements\n- Python\nWhat we offer\nRust"
    assert.deepStrictEqual(find(text).map(({ importance, skill, text = [] }) => `${skill} ${importance} ${text.length / 2}`), ["python required 3", "rust preferred 2"])
  })

  it("are told by ids and positions alone", () => {
    const text = lines("Requirements\n• Python, C++ and Go")
    assert.deepStrictEqual(said("", text).map(({ skill, text: [start, end] = [] }) => [skill, text.text.slice(start, end)]), [["python", "Python"], ["c_plus_plus", "C++"], ["go", "Go"]])
  })

  const isFound = Schema.is(Schema.Array(FoundSkill))
  const Words = Schema.Array(Schema.Union([Schema.String, Schema.Literals(["Go", ", ", "Python", " ", "R", "/", "Requirements", "\n", "nice to have", "C++", "2027", "Spring", "é", "漢", "\ud800", ".NET"])]))

  it.prop("stay inside of any text", [Words, Schema.String], ([words, title]) => {
    const text = lines(words.join(""))
    const found = said(title, text)
    assert.isTrue(isFound(found))
    for (const one of found) {
      for (const [places, whole] of [[one.title ?? [], title], [one.text ?? [], text.text]] as const) {
        for (let at = 0; at < places.length; at += 2) assert.isTrue(places[at]! < places[at + 1]! && places[at + 1]! <= whole.length)
      }
    }
  })

  it.prop("do not change with a paragraph more", [Words, Words], ([before, after]) => {
    const [text, longer] = [before.join(""), `${before.join("")}\n\nWe walk our dogs at noon\n\n${after.join("")}`]
    const places = (found: ReadonlyArray<FoundSkill>) => new Set(found.map(({ skill }) => skill))
    const alone = new Set([...places(find(text)), ...places(find(after.join("")))])
    assert.deepStrictEqual([...places(find(longer))].sort(), [...alone].sort())
  })

  it("has a table without a term that means two skills", () => {
    const meanings = new Map<string, string>()
    for (const { as_written = [], id, in_company = [], terms = [] } of Taxonomy.skills.skills) {
      for (const term of [...terms, ...as_written, ...in_company]) {
        const tokens = Tokens.of(term)
        assert.isAbove(tokens.count, 0, term)
        const words = Array.from({ length: tokens.count }, (_, index) => Tokens.word(tokens, index)).join(" ")
        assert.include([undefined, id], meanings.get(words), term)
        meanings.set(words, id)
        assert.include(ids(`, ${term}, Python`).split(" "), id, term)
      }
    }
    assert.strictEqual(new Set(Taxonomy.skills.skills.map(({ id }) => id)).size, Taxonomy.skills.skills.length)
  })
})
