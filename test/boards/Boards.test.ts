import { contract } from "./contract.ts"

contract("ashby")
contract("greenhouse")
contract("workable")
