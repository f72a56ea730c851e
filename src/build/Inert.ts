/**
 * Lets a bundler drop the top-level values of a module that a stage does not reach.
 *
 * `export const A = Schema.Struct({…})` is a call, so a bundler must keep it: it cannot know that nothing else changes.
 * Here a declaration whose evaluation provably only makes a value is wrapped as `/* @__PURE__ *\/ (() => …)()`, which
 * every bundler drops when the name goes unused. What is not provable stays, and costs only an unneeded recomputation:
 * calls of functions of ours (but the engine's, which only declare), of methods not on the list below, and anything that assigns.
 * Write `/* @__PURE__ *\/` before such a call to vouch for it.
 *
 * The proof rests on two facts: libraries do not change our state by being called while a module loads, and the
 * listed methods do not change what they are called on.
 */
import type { Node } from "./Syntax.ts"
import * as Syntax from "./Syntax.ts"

/** Calls into these only store the functions they are given; elsewhere a function argument counts as called at once. */
const deferring = /^(?:effect\/(?:Schema\w*|Context|Layer|Effect|Stream|Config|Cause|cli\/.*)|@effect\/.*)$/

/** Our own modules whose functions only declare: the engine keeps no registry. */
const declaring = /\/engine\/\w+\.ts$/

/** What runs an effect instead of describing it. */
const running = /^run[A-Z]/

const pureGlobals = new Set(
  ("Array BigInt BigInt64Array Boolean Date.UTC Error Float64Array Int32Array JSON.parse JSON.stringify Map Number Object.entries "
    + "Object.freeze Object.fromEntries Object.keys Object.values Array.from Array.of RangeError RegExp Set String String.fromCharCode "
    + "String.fromCodePoint String.raw Symbol Symbol.for TextDecoder TextEncoder TypeError URL Uint16Array Uint32Array Uint8Array WeakMap WeakSet").split(" ")
)

/** Methods that return a new value and do not call what they are given. */
const plainMethods = new Set(
  ("annotate annotateKey at check concat encodeKeys endsWith entries extend flat get has includes indexOf join keys make makeUnsafe omit "
    + "padEnd padStart pick repeat slice split startsWith toLowerCase toReversed toSpliced toString toUpperCase trim trimEnd trimStart values with").split(" ")
)

/** Methods that return a new value and call the functions they are given. */
const callingMethods = new Set("filter find findIndex flatMap map mapFields mapMembers pipe rebuild reduce replace replaceAll some every toSorted".split(" "))

const changingMethods = new Set(
  "add append assign clear copyWithin defineProperty delete fill pop push register reverse set setPrototypeOf shift sort splice unshift".split(" ")
)

export interface Inert {
  /** The module with every provably inert declaration wrapped. */
  readonly text: string
  /** Loading the module changes nothing outside it: an importer that uses none of its names can leave it out. */
  readonly whole: boolean
}

/** Wraps the inert declarations of a module. `isOurs` tells our files from libraries by import specifier. */
export const wrap = (text: string, program: Node, isOurs: (specifier: string) => boolean): Inert => {
  const module = bindingsOf(program, isOurs)
  const pieces: Array<string> = []
  let at = 0
  let whole = true
  const put = (start: number, end: number, before: string, after: string) => {
    pieces.push(text.slice(at, start), before, text.slice(start, end), after)
    at = end
  }
  for (const statement of program["body"] as ReadonlyArray<Node>) {
    if (harmless.has(statement.type)) continue
    const declaration = (statement.type === "ExportNamedDeclaration" ? statement["declaration"] : statement) as Node | null
    if (declaration === null || declaration.type === "FunctionDeclaration") continue
    if (declaration.type === "ClassDeclaration" && isInert(declaration, module, text)) {
      put(declaration.start, declaration.end, `const ${declaration["id"].name} = /* @__PURE__ */ (() => `, ")();")
    } else if (declaration.type === "VariableDeclaration" && declaration["kind"] === "const") {
      for (const { id, init } of declaration["declarations"]) {
        if (!isInert(init, module, text)) whole = false
        else if (id.type !== "Identifier") whole = false
        else if (!init.type.endsWith("FunctionExpression") && init.type !== "Literal") put(init.start, init.end, "/* @__PURE__ */ (() => (", "))()")
      }
    } else whole = false
  }
  pieces.push(text.slice(at))
  return { text: pieces.join(""), whole }
}

const harmless = new Set(["ImportDeclaration", "ExportAllDeclaration", "EmptyStatement"])

interface Module {
  /** Every top-level name. */
  readonly names: ReadonlySet<string>
  /** Names that are, or may be, functions of ours. */
  readonly functions: ReadonlySet<string>
  /** Functions of this file that do nothing but return a value: `(a) => expression`. */
  readonly formulas: ReadonlyMap<string, Node>
  /** Name → specifier, for names imported from a library or a declaring module. */
  readonly libraries: ReadonlyMap<string, string>
  /** Names that stand for a whole module of ours. */
  readonly namespaces: ReadonlySet<string>
}

const bindingsOf = (program: Node, isOurs: (specifier: string) => boolean): Module => {
  const names = new Set<string>()
  const libraries = new Map<string, string>()
  const namespaces = new Set<string>()
  const functions = new Set<string>()
  const formulas = new Map<string, Node>()
  for (const statement of program["body"] as ReadonlyArray<Node>) {
    if (statement.type === "ImportDeclaration") {
      for (const { type, local } of statement["specifiers"]) {
        names.add(local.name)
        const specifier = statement["source"].value
        if (!isOurs(specifier) || declaring.test(specifier)) libraries.set(local.name, specifier)
        else if (type === "ImportNamespaceSpecifier") namespaces.add(local.name)
        else functions.add(local.name)
      }
      continue
    }
    const declaration = statement["declaration"] ?? statement
    for (const { id, init } of declaration["declarations"] ?? []) {
      for (const name of Syntax.boundNames(id)) {
        names.add(name)
        if (init === null || init.type.endsWith("FunctionExpression")) functions.add(name)
        if (init?.type === "ArrowFunctionExpression" && init["body"].type !== "BlockStatement") formulas.set(name, init["body"])
      }
    }
    if (declaration["id"]) {
      names.add(declaration["id"].name)
      functions.add(declaration["id"].name)
    }
  }
  return { names, functions, formulas, libraries, namespaces }
}

const isInert = (node: Node | null, module: Module, text: string): boolean => {
  if (node === null) return true
  const inert = (child: Node | null) => isInert(child, module, text)
  switch (node.type) {
    case "Identifier":
    case "Literal":
    case "ThisExpression":
      return true
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return true
    case "MemberExpression":
      return inert(node["object"]) && (!node["computed"] || inert(node["property"]))
    case "UnaryExpression":
      return node["operator"] !== "delete" && inert(node["argument"])
    case "Property":
      return (!node["computed"] || inert(node["key"])) && inert(node["value"])
    case "ClassDeclaration":
    case "ClassExpression":
      return inert(node["superClass"]) && node["body"].body.every((member: Node) => isInertMember(member, inert))
    case "CallExpression":
    case "NewExpression":
      return isVouchedFor(node, text) ? node["arguments"].every(inert) : isInertCall(node, module, text)
    case "TaggedTemplateExpression":
      return pureGlobals.has(text.slice(node["tag"].start, node["tag"].end)) && inert(node["quasi"])
    case "TemplateElement":
      return true
    case "ArrayExpression":
    case "BinaryExpression":
    case "ChainExpression":
    case "ConditionalExpression":
    case "LogicalExpression":
    case "ObjectExpression":
    case "ParenthesizedExpression":
    case "SpreadElement":
    case "TemplateLiteral":
      return [...Syntax.children(node)].every(inert)
    default:
      return false
  }
}

const isInertMember = (member: Node, inert: (node: Node | null) => boolean): boolean => {
  if (member.type === "StaticBlock") return false
  if (member["computed"] && !inert(member["key"])) return false
  return member.type === "MethodDefinition" || !member["static"] || inert(member["value"])
}

const isVouchedFor = (call: Node, text: string): boolean => /\/\* @__PURE__ \*\/\s*$/.test(text.slice(Math.max(0, call.start - 40), call.start))

const isInertCall = (call: Node, module: Module, text: string): boolean => {
  const kind = calleeKind(call["callee"], module, text)
  return kind !== "unknown" && call["arguments"].every((argument: Node) => isInertArgument(argument, kind, module, text))
}

/** What a callee known to change nothing does with the functions it is given. */
type Callee = "stores" | "calls" | "unknown"

const calleeKind = (callee: Node, module: Module, text: string): Callee => {
  if (callee.type === "CallExpression") return isInertCall(callee, module, text) ? calleeKind(callee["callee"], module, text) : "unknown"
  const root = rootOf(callee)
  if (root.type === "Identifier") {
    const library = module.libraries.get(root["name"])
    if (library !== undefined) return !deferring.test(library) && !declaring.test(library) ? "calls" : running.test(callee["property"]?.name ?? root["name"]) ? "unknown" : "stores"
    if (!module.names.has(root["name"]) && pureGlobals.has(text.slice(callee.start, callee.end))) return "calls"
    const formula = callee === root ? module.formulas.get(root["name"]) : undefined
    if (formula !== undefined) return isInert(formula, { ...module, formulas: without(module.formulas, root["name"]) }, text) ? "calls" : "unknown"
    if (module.namespaces.has(root["name"]) && callee["object"] === root) return "unknown"
  }
  if (callee.type !== "MemberExpression" || callee["computed"] || !isInert(callee["object"], module, text)) return "unknown"
  const method = callee["property"].name
  return plainMethods.has(method) ? "stores" : callingMethods.has(method) ? "calls" : "unknown"
}

/** A formula that calls itself is none. */
const without = (formulas: ReadonlyMap<string, Node>, name: string) => new Map([...formulas].filter(([known]) => known !== name))

const rootOf = (node: Node): Node => (node.type === "MemberExpression" ? rootOf(node["object"]) : node)

const isInertArgument = (argument: Node, callee: Callee, module: Module, text: string): boolean => {
  if (callee === "stores") return isInert(argument, module, text) && !changesModule(argument, module)
  switch (argument.type) {
    case "ArrowFunctionExpression":
      return argument["body"].type !== "BlockStatement" && isInert(argument["body"], module, text)
    case "FunctionExpression":
      return false
    case "Identifier":
      return !module.functions.has(argument["name"])
    case "ObjectExpression":
      return argument["properties"].every((property: Node) => property.type === "Property" && isInertArgument(property["value"], callee, module, text))
    default:
      return isInert(argument, module, text)
  }
}

/** Whether anything below assigns to, or calls a changing method on, a name of the module's top level. */
const changesModule = (node: Node, module: Module): boolean => {
  let found = false
  const ofModule = (target: Node) => {
    const root = rootOf(target)
    return root.type === "Identifier" && module.names.has(root["name"]) && !module.libraries.has(root["name"])
  }
  Syntax.walk(node, (inner) => {
    if (inner.type === "AssignmentExpression") found ||= ofModule(inner["left"])
    else if (inner.type === "UpdateExpression" || (inner.type === "UnaryExpression" && inner["operator"] === "delete")) found ||= ofModule(inner["argument"])
    else if (inner.type === "CallExpression" && inner["callee"].type === "MemberExpression") {
      found ||= changingMethods.has(inner["callee"].property.name) && ofModule(inner["callee"].object)
    }
  })
  return found
}
