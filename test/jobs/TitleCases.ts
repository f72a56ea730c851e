/**
 * Titles and what they say: title | family | seniority | track. `-` is `null` or `unspecified`.
 */
export interface TitleCase {
  readonly title: string
  readonly family: string | null
  readonly seniority: string
  readonly track: string
}

const table = `
Software Engineer | software_engineering | - | -
Senior Software Engineer | software_engineering | senior | -
Sr. Software Engineer | software_engineering | senior | -
Staff Software Engineer | software_engineering | staff | -
Senior Staff Software Engineer | software_engineering | staff | -
Principal Software Engineer | software_engineering | principal | -
Lead Software Engineer | software_engineering | lead | -
Junior Software Developer | software_engineering | entry | -
Jr Software Developer | software_engineering | entry | -
Mid-Level Software Engineer | software_engineering | mid | -
Intermediate Backend Engineer | software_engineering | mid | -
Software Engineer, Intern | software_engineering | intern | -
Software Engineering Intern | software_engineering | intern | -
Software Engineer Internship - Summer 2026 | software_engineering | intern | -
Software Engineer - New Grad | software_engineering | entry | -
New Grad Software Engineer | software_engineering | entry | -
Graduate Software Engineer | software_engineering | entry | -
Associate Software Engineer | software_engineering | entry | -
Software Engineer III | software_engineering | - | -
Software Engineer II | software_engineering | - | -
Software Engineer I | software_engineering | - | -
Software Engineer 2 | software_engineering | - | -
Software Engineer (L5) | software_engineering | - | -
Software Engineer, IC3 | software_engineering | - | -
Senior Software Engineer II | software_engineering | senior | -
SWE | software_engineering | - | -
SDE II | software_engineering | - | -
Software Engineer, Level 4 | software_engineering | - | -
Software Engineer, Sales Tools | software_engineering | - | -
Software Engineer - Marketing Platform | software_engineering | - | -
Software Engineer (Legal Tech) | software_engineering | - | -
Software Engineer for Finance Systems | software_engineering | - | -
Software Engineer, Payroll | software_engineering | - | -
Senior Software Engineer, Trust & Safety | software_engineering | senior | -
Software Engineer, Recruiting Products | software_engineering | - | -
Engineer, Software | software_engineering | - | -
Backend Engineer | software_engineering | - | -
Back-End Developer | software_engineering | - | -
Full-Stack Engineer | software_engineering | - | -
Full Stack Developer (React/Node) | software_engineering | - | -
Fullstack Software Engineer, Growth | software_engineering | - | -
Product Engineer | software_engineering | - | -
Founding Engineer | software_engineering | - | -
C++ Developer | software_engineering | - | -
C# Developer | software_engineering | - | -
.NET Developer | software_engineering | - | -
Senior Java Developer | software_engineering | senior | -
Golang Engineer | software_engineering | - | -
Member of Technical Staff | software_engineering | - | -
Senior Member of Technical Staff | software_engineering | senior | -
Member of Technical Staff, Inference | software_engineering | - | -
Year at Northwind - Software Engineer, Internship | software_engineering | intern | -
Acme Labs - Senior Software Engineer | software_engineering | senior | -
Frontend Engineer | frontend_engineering | - | -
Senior Front End Developer | frontend_engineering | senior | -
Software Engineer, Frontend | frontend_engineering | - | -
UI Engineer | frontend_engineering | - | -
React Developer | frontend_engineering | - | -
iOS Engineer | mobile_engineering | - | -
Senior Android Developer | mobile_engineering | senior | -
Software Engineer (iOS) | mobile_engineering | - | -
Software Engineer, Android | mobile_engineering | - | -
Flutter Developer | mobile_engineering | - | -
Site Reliability Engineer | infrastructure | - | -
Senior SRE | infrastructure | senior | -
DevOps Engineer | infrastructure | - | -
Platform Engineer | infrastructure | - | -
Software Engineer, Infrastructure | infrastructure | - | -
Kernel Engineer | infrastructure | - | -
Cloud Engineer | infrastructure | - | -
Compiler Engineer | infrastructure | - | -
Network Engineer | network_engineering | - | -
QA Engineer | quality_engineering | - | -
Senior Test Automation Engineer | quality_engineering | senior | -
Firmware Engineer | embedded_engineering | - | -
Embedded Software Engineer | embedded_engineering | - | -
Electrical Engineer | hardware_engineering | - | -
Mechanical Engineer, Robotics | hardware_engineering | - | -
ASIC Design Verification Engineer | hardware_engineering | - | -
FPGA Engineer | hardware_engineering | - | -
Robotics Engineer | robotics_engineering | - | -
Perception Engineer | robotics_engineering | - | -
Controls Engineer | robotics_engineering | - | -
Data Center Technician | data_center_engineering | - | -
Manufacturing Engineer | manufacturing_engineering | - | -
Civil Engineer | civil_engineering | - | -
Technical Writer | developer_experience | - | -
Engineering Manager | engineering_management | - | manager
Senior Engineering Manager, Payments | engineering_management | senior | manager
Manager, Software Engineering | engineering_management | - | manager
Software Development Manager | engineering_management | - | manager
Director of Engineering | engineering_management | director | manager
Director, Engineering | engineering_management | director | manager
VP of Engineering | engineering_management | executive | manager
SVP, Engineering | engineering_management | executive | manager
Head of Engineering | engineering_management | director | manager
Chief Technology Officer | engineering_management | executive | manager
CTO | engineering_management | executive | manager
Tech Lead | general_engineering | lead | -
Tech Lead Manager, Search | general_engineering | lead | manager
Staff Engineer | general_engineering | staff | -
Senior Engineer - Payments Infrastructure | infrastructure | senior | -
Engineer | general_engineering | - | -
Marketing Engineer | general_engineering | - | -
Distinguished Engineer | general_engineering | principal | -
Machine Learning Engineer | machine_learning | - | -
Senior ML Engineer | machine_learning | senior | -
AI/ML Engineer | machine_learning | - | -
Machine Learning Engineering Manager | machine_learning | - | manager
MLOps Engineer | machine_learning | - | -
Computer Vision Engineer | machine_learning | - | -
Applied AI Engineer | ai_engineering | - | -
Software Engineer, Machine Learning | machine_learning | - | -
Prompt Engineer | ai_engineering | - | -
Training: ML Framework Engineer | machine_learning | - | -
Research Scientist | ai_research | - | -
Senior Research Scientist, Alignment | ai_research | senior | -
Research Engineer | ai_research | - | -
Research Engineer / Research Scientist | ai_research | - | -
Machine Learning Research Engineer | ai_research | - | -
Research Engineer / Data Scientist | ai_research | - | -
Data Scientist and Recruiter | data_science | - | -
Researcher, Safety | ai_research | - | -
Research Intern | ai_research | intern | -
Postdoctoral Researcher | ai_research | - | -
Research Manager | ai_research | - | manager
Research Fellow | ai_research | - | -
Applied Scientist | applied_science | - | -
Applied Scientist II | applied_science | - | -
Biologist | science | - | -
Senior Scientist | science | senior | -
Data Scientist | data_science | - | -
Lead Data Scientist | data_science | lead | -
Data Scientist, Marketing | data_science | - | -
Data Science Manager | data_science | - | manager
Manager, Data Science | data_science | - | manager
Head of Data Science | data_science | director | manager
Quantitative Researcher | data_science | - | -
Economist | data_science | - | -
Data Engineer | data_engineering | - | -
Senior Data Engineer, Finance | data_engineering | senior | -
Data Architect | data_engineering | - | -
Database Administrator | data_engineering | - | -
Data Analyst | data_analysis | - | -
Junior Data Analyst | data_analysis | entry | -
Analytics Engineer | data_analysis | - | -
Business Intelligence Analyst | data_analysis | - | -
Product Analyst | data_analysis | - | -
Data Steward | data_governance | - | -
Product Manager | product_management | - | -
Senior Product Manager, Payments | product_management | senior | -
Associate Product Manager | product_management | entry | -
Group Product Manager | product_management | - | manager
Principal Product Manager | product_management | principal | -
Product Manager, Security | product_management | - | -
Product Owner | product_management | - | -
Director of Product Management | product_management | director | manager
Head of Product | product_management | director | manager
Chief Product Officer | product_management | executive | manager
Manager, Product Management | product_management | - | manager
Product Operations Manager | product_operations | - | -
Technical Program Manager | technical_program_management | - | -
Senior Technical Program Manager, Infrastructure | technical_program_management | senior | -
Scrum Master | technical_program_management | - | -
Product Designer | product_design | - | -
Senior UX Designer | product_design | senior | -
Staff Product Designer, Growth | product_design | staff | -
UX/UI Designer | product_design | - | -
Content Designer | product_design | - | -
Design Manager | product_design | - | manager
Head of Design | product_design | director | manager
UX Researcher | design_research | - | -
Quantitative UX Researcher | design_research | - | -
Graphic Designer | brand_design | - | -
Senior Motion Designer | brand_design | senior | -
Brand Designer, Marketing | brand_design | - | -
Creative Director | creative_production | director | manager
Art Director | creative_production | - | -
Video Editor | creative_production | - | -
Solutions Architect | solutions_engineering | - | -
Senior Solutions Engineer | solutions_engineering | senior | -
Sales Engineer | solutions_engineering | - | -
Pre-Sales Engineer | solutions_engineering | - | -
Manager, Solutions Architecture | solutions_engineering | - | manager
Director of Sales Engineering | solutions_engineering | director | manager
Forward Deployed Engineer | forward_deployed_engineering | - | -
Forward Deployed Software Engineer - Paris | forward_deployed_engineering | - | -
AI Deployment Engineer | deployment | - | -
Deployment Strategist | deployment | - | -
Implementation Consultant | implementation | - | -
Implementation Manager | implementation | - | -
Engagement Manager | implementation | - | -
Customer Success Manager | customer_success | - | -
Senior Customer Success Manager, Enterprise | customer_success | senior | -
Director, Customer Success | customer_success | director | manager
Technical Account Manager | customer_success | - | -
Client Services Manager | customer_success | - | -
Customer Support Specialist | customer_support | - | -
Technical Support Engineer | customer_support | - | -
Customer Service Representative | customer_support | - | -
Support Engineer, Tier 2 | customer_support | - | -
Account Executive | account_executive | - | -
Senior Account Executive, Mid-Market | account_executive | senior | -
Enterprise Account Executive | account_executive | - | -
Account Manager | account_executive | - | -
Strategic Account Manager | account_executive | - | -
Account Director, Large Enterprise | account_executive | - | -
Sales Development Representative | sales_development | - | -
SDR | sales_development | - | -
Lead Development Representative | sales_development | - | -
Sales Associate | sales_development | - | -
Sales Manager | sales_management | - | -
VP of Sales | sales_management | executive | manager
Regional Sales Director | sales_management | director | manager
Sales, Software | sales_management | - | -
Manager, Sales | sales_management | - | manager
Head of Sales | sales_management | director | manager
Sales Operations Analyst | sales_operations | - | -
Revenue Operations Manager | sales_operations | - | -
Deal Desk Analyst | sales_operations | - | -
Business Development Manager | business_development | - | -
Partnerships Manager | partnerships | - | -
Head of Partnerships | partnerships | director | manager
Partner Development Manager | partnerships | - | -
Channel Sales Manager | partnerships | - | -
Product Marketing Manager | product_marketing | - | -
Director of Product Marketing | product_marketing | director | manager
Senior Product Marketing Manager, Security | product_marketing | senior | -
Growth Marketing Manager | growth_marketing | - | -
SEO Specialist | growth_marketing | - | -
Demand Generation Manager | growth_marketing | - | -
Head of Demand Generation | growth_marketing | director | manager
Growth - Performance Marketing | growth_marketing | - | -
Growth - Software Engineer | software_engineering | - | -
Lead Generation Specialist | - | - | -
Marketing Manager | general_marketing | - | -
Marketing Manager, Software | general_marketing | - | -
Chief Marketing Officer | general_marketing | executive | manager
Field Marketing Manager | general_marketing | - | -
Marketing Intern | general_marketing | intern | -
Content Strategist | brand_and_content | - | -
Social Media Manager | brand_and_content | - | -
Copywriter | brand_and_content | - | -
Managing Editor | brand_and_content | - | -
Communications Manager | communications | - | -
Head of Communications | communications | director | manager
Privacy & Security Communications | communications | - | -
Events Manager | events_and_community | - | -
Community Manager | events_and_community | - | -
Developer Advocate | developer_relations | - | -
Developer Relations Engineer | developer_relations | - | -
Chief of Staff | business_operations | - | -
Chief of Staff to the CEO | business_operations | - | -
Chief Operating Officer | business_operations | executive | manager
Operations Manager | business_operations | - | -
Business Operations Associate | business_operations | - | -
Strategy & Operations Lead | business_operations | lead | -
Strategy & Operations Manager, Support | customer_support | - | -
Business Analyst | business_operations | - | -
General Manager | business_operations | - | -
Program Manager | program_management | - | -
Project Manager | program_management | - | -
Senior Project Manager | program_management | senior | -
Program Manager, Data Centers | program_management | - | -
Recruiting Program Manager | recruiting | - | -
Program Manager, People Programs | people_operations | - | -
Executive Assistant | executive_support | - | -
Senior Executive Assistant | executive_support | senior | -
Executive Assistant to CEO | executive_support | - | -
Executive Assistant to the CTO | executive_support | - | -
Executive Business Partner (Technical VP Support) | executive_support | - | -
Administrative Assistant | executive_support | - | -
Office Manager | executive_support | - | -
Facilities Manager | workplace | - | -
Workplace Coordinator | workplace | - | -
Construction Manager | workplace | - | -
Supply Chain Manager | supply_chain | - | -
Warehouse Associate | supply_chain | - | -
Truck Driver | supply_chain | - | -
Production Supervisor | manufacturing | - | manager
Store Manager | store_operations | - | manager
Barista | store_operations | - | -
Recruiter | recruiting | - | -
Technical Recruiter | recruiting | - | -
Recruiter, Software Engineering | recruiting | - | -
Senior Technical Recruiter, Machine Learning | recruiting | senior | -
Recruiting Manager | recruiting | - | manager
Sourcer, Go To Market | recruiting | - | -
Talent Acquisition Partner | recruiting | - | -
HR Business Partner | people_partner | - | -
Head of People | people_partner | director | manager
Chief People Officer | people_partner | executive | manager
People Operations Specialist | people_operations | - | -
HRIS Analyst | people_operations | - | -
Compensation Analyst | total_rewards | - | -
Learning & Development Specialist | learning_and_development | - | -
Instructional Designer | learning_and_development | - | -
Accountant | accounting | - | -
Senior Accountant | accounting | senior | -
Staff Accountant | accounting | - | -
Accounting Manager | accounting | - | manager
Controller | accounting | - | -
Accounts Payable Specialist | accounting | - | -
Manager, Technical Accounting and Reporting | accounting | - | manager
Financial Analyst | financial_planning | - | -
FP&A Manager | financial_planning | - | -
Finance Manager | financial_planning | - | -
Strategic Finance Lead | financial_planning | lead | -
Chief Financial Officer | financial_planning | executive | manager
VP, Finance | financial_planning | executive | manager
Head of Hardware Finance | financial_planning | director | manager
Corporate Development Associate | investment | - | -
Investor Relations Manager | investment | - | -
Tax Manager | tax_and_treasury | - | -
Payroll Specialist | tax_and_treasury | - | -
Internal Auditor | audit_and_risk | - | -
Risk Analyst | audit_and_risk | - | -
Manager, IT Risk and Controls | audit_and_risk | - | manager
Procurement Manager | procurement | - | -
Strategic Sourcing Lead | procurement | lead | -
Legal Counsel | counsel | - | -
Senior Counsel, Employment | counsel | senior | -
Associate General Counsel | counsel | - | -
Associate General Counsel, Hardware | counsel | - | -
General Counsel | counsel | - | -
Product Counsel | counsel | - | -
Lead Counsel, Product and IP | counsel | lead | -
Paralegal | legal_operations | - | -
Contracts Manager | legal_operations | - | -
Compliance Officer | compliance | - | -
AML Analyst | compliance | - | -
Data Protection Officer | compliance | - | -
Public Policy Manager | public_policy | - | -
Head of Government Affairs | public_policy | director | manager
Security Engineer | information_security | - | -
Senior Security Engineer, Cloud | information_security | senior | -
Security Software Engineer | information_security | - | -
Penetration Tester | information_security | - | -
CISO | information_security | executive | manager
SOC Analyst | information_security | - | -
Engineer, Security | information_security | - | -
Security Guard | physical_security | - | -
Corporate Security Manager | physical_security | - | -
Trust & Safety Analyst | trust_and_safety | - | -
Content Moderator | trust_and_safety | - | -
IT Support Specialist | it_support | - | -
Help Desk Technician | it_support | - | -
Systems Administrator | it_systems | - | -
IT Manager | it_systems | - | -
Salesforce Administrator | it_systems | - | -
Director of IT | it_systems | director | manager
Senior Manager | - | senior | manager
Manager | - | - | manager
Intern | - | intern | -
Director | - | director | manager
General Application | - | - | -
Registered Nurse | - | - | -
Graduate Intern, Software Engineering | software_engineering | intern | -
Intern Program Manager | program_management | - | -
Software Engineer, Staff | software_engineering | staff | -
Software Engineer (Senior) | software_engineering | senior | -
Software Engineer - Senior or Staff | software_engineering | staff | -
Senior/Staff Software Engineer | software_engineering | staff | -
Security Reliability Engineer, Lead | information_security | lead | -
Software Engineer, Senior Care Products | software_engineering | - | -
Recruiter, Senior Leadership Roles | recruiting | - | -
Product Designer, Staff Tools | product_design | - | -
Recruiter, Executive Search | recruiting | - | -
Product Manager, Lead Generation | product_management | - | -
Advisor to the CEO | - | - | -
Software Engineer (IC) | software_engineering | - | ic
Individual Contributor, Data Science | data_science | - | ic
Engineering Manager (IC) | engineering_management | - | -
Sales Manager (Senior Manager) | sales_management | senior | manager
Associate Manager, Compliance | compliance | - | -
Senior SDM, Payments | engineering_management | senior | manager
Data Scientist, Causal Inference | data_science | - | -
Team Lead, Customer Support | customer_support | lead | -
Managing Director, Investments | investment | executive | manager
Associate Director, Regulatory Affairs | compliance | - | -
Assistant Vice President, Compliance | compliance | - | -
Vice President of Marketing | general_marketing | executive | manager
Co-Founder | - | executive | -
Softwareentwickler (m/w/d) | software_engineering | - | -
Senior Softwareentwicklerin (w/m/d) | software_engineering | senior | -
Werkstudent Softwareentwicklung | - | intern | -
Praktikum im Marketing | general_marketing | intern | -
Vertriebsmitarbeiter im Innendienst | sales_development | - | -
Leiter Vertrieb (m/w/d) | sales_management | director | manager
Buchhalter (m/w/d) | accounting | - | -
Projektleiter Bau | program_management | - | -
Teamleiter Kundenservice | customer_support | lead | manager
Rechtsanwalt | counsel | - | -
Ingénieur Logiciel | software_engineering | - | -
Développeur Full Stack (H/F) | software_engineering | - | -
Chef de Projet | program_management | - | -
Directeur Financier | financial_planning | director | manager
Stagiaire Marketing | general_marketing | intern | -
Responsable Commercial | sales_management | - | -
Ingeniero de Software Sénior | software_engineering | senior | -
Desarrollador Backend | software_engineering | - | -
Gerente de Ventas | sales_management | - | -
Becario de Marketing | general_marketing | intern | -
Engenheiro de Software Júnior | software_engineering | entry | -
Analista Financeiro Pleno | financial_planning | mid | -
Estagiário de Marketing | general_marketing | intern | -
Medior Softwareontwikkelaar | software_engineering | mid | -
Hoofd Marketing | general_marketing | director | manager
Klantenservice Medewerker | customer_support | - | -
ソフトウェアエンジニア | software_engineering | - | -
シニア ソフトウェアエンジニア | software_engineering | senior | -
機械学習エンジニア | machine_learning | - | -
営業部長 | sales_management | director | manager
プロダクトマネージャー | product_management | - | -
カスタマーサクセスマネージャー | customer_success | - | -
インターン | - | intern | -
Robotics Program Manager | technical_program_management | - | -
Senior Program Manager, Hardware | technical_program_management | senior | -
Technical Revenue Lead | accounting | lead | -
Payroll Compliance Manager | tax_and_treasury | - | -
Sales District Manager | sales_management | - | -
District Manager | store_operations | - | -
Paid Search Manager | growth_marketing | - | -
GRC Program Manager | information_security | - | -
Salesforce Application Developer | it_systems | - | -
Director of Talent | recruiting | director | manager
Laboratory Manager | science | - | -
Sales Compensation Manager | sales_operations | - | -
Director, Partner Operations | sales_operations | director | manager
Document Controller | executive_support | - | -
Commissions Analyst | accounting | - | -
`

const stated = (cell: string, otherwise: string): string => cell === "-" ? otherwise : cell

export const cases: ReadonlyArray<TitleCase> = table.trim().split("\n").map((line) => {
  const [title, family, seniority, track] = line.split(" | ") as [string, string, string, string]
  return { title, family: family === "-" ? null : family, seniority: stated(seniority, "unspecified"), track: stated(track, "unspecified") }
})
