import { System } from "../../schemas/Provider.ts"
import { contract } from "./contract.ts"

for (const system of System.literals) contract(system)
