/**
 * What a profile may ask for as a role: a family or a domain of `config/taxonomy/roles.v1.json`, or one of its groups.
 *
 * The names stand here, so that a misspelt one is refused where it is read; a test compares them with the table.
 */
import * as Schema from "effect/Schema"

const groups = ["machine_learning", "software_engineering", "infrastructure", "data"] as const

const domains = [
  "engineering", "research", "product", "design", "solutions", "sales", "marketing", "operations", "people", "finance", "legal", "security", "it"
] as const

const families = [
  "frontend_engineering", "mobile_engineering", "network_engineering", "quality_engineering", "embedded_engineering", "hardware_engineering",
  "robotics_engineering", "data_center_engineering", "manufacturing_engineering", "civil_engineering", "developer_experience",
  "engineering_management", "general_engineering", "ai_engineering", "ai_research", "applied_science", "science", "data_science", "data_engineering",
  "data_analysis", "data_governance", "product_management", "product_operations", "technical_program_management", "product_design",
  "design_research", "brand_design", "solutions_engineering", "forward_deployed_engineering", "deployment", "implementation", "customer_success",
  "customer_support", "account_executive", "sales_development", "sales_management", "sales_operations", "business_development", "partnerships",
  "product_marketing", "growth_marketing", "general_marketing", "brand_and_content", "creative_production", "communications", "events_and_community",
  "developer_relations", "business_operations", "program_management", "executive_support", "workplace", "supply_chain", "manufacturing",
  "store_operations", "recruiting", "people_partner", "people_operations", "total_rewards", "learning_and_development", "accounting",
  "financial_planning", "investment", "tax_and_treasury", "audit_and_risk", "procurement", "counsel", "legal_operations", "compliance",
  "public_policy", "information_security", "physical_security", "trust_and_safety", "it_support", "it_systems"
] as const

/** A name that is a group and a family means the group. */
export const RoleName = Schema.Literals([...groups, ...domains, ...families]).annotate({ identifier: "RoleName" })
export type RoleName = typeof RoleName.Type
