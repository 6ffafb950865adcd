import * as v from "valibot";

const uri = v.pipe(v.string("a string"), v.minLength(1, "a URI"));
const natural = v.pipe(v.number("a number"), v.integer("a whole number"), v.minValue(0, "0 or more"));
const position = v.object({ line: natural, character: natural }, "a position");
const range = v.object({ start: position, end: position }, "a range");
const world = v.picklist(["incremental", "full-refresh"], '"incremental" or "full-refresh"');
const list = v.array(v.unknown(), "a list");
const flag = v.optional(v.boolean("true or false"));

const textDocument = v.object({ uri }, "a text document");
const ofFile = v.object({ uri }, "an object with a `uri`");
const inDocument = v.object({ textDocument }, "an object with a `textDocument`");
const atPosition = v.object({ textDocument, position }, "an object with a `textDocument` and a `position`");

/** What the parameters of each request must look like; a request that isn't here takes any. */
const SHAPES = {
  "textDocument/definition": atPosition,
  "textDocument/references": v.object(
    { textDocument, position, context: v.object({ includeDeclaration: v.boolean("true or false") }, "an object") },
    "an object with a `textDocument` and a `position`",
  ),
  "textDocument/documentSymbol": inDocument,
  "workspace/symbol": v.object({ query: v.string("a string") }, "an object with a `query`"),
  "textDocument/hover": atPosition,
  "textDocument/completion": atPosition,
  "textDocument/codeLens": inDocument,
  "textDocument/diagnostic": inDocument,
  "textDocument/codeAction": v.object(
    { textDocument, range, context: v.object({ diagnostics: list }, "an object with `diagnostics`") },
    "an object with a `range`",
  ),
  "workspace/executeCommand": v.object(
    { command: v.string("a string"), arguments: v.optional(list) },
    "an object with a `command`",
  ),
  "highwater/compiled": ofFile,
  "highwater/linesMade": v.object(
    { uri, at: v.object({ uri, position }, "a place in a file") },
    "an object with a `uri`",
  ),
  "highwater/statements": v.object({ uri, world }, "an object with a `uri` and a `world`"),
  "highwater/sourceOfLine": v.object({ uri, world, line: natural }, "an object with a `uri`"),
  "highwater/plan": v.object({ uri, world }, "an object with a `uri` and a `world`"),
  "highwater/run": v.object(
    { uri, world, withParents: flag, withDownstream: flag },
    "an object with a `uri` and a `world`",
  ),
  "highwater/cancel": ofFile,
  "highwater/status": ofFile,
  "highwater/runRecord": ofFile,
} as const satisfies Readonly<Record<string, v.GenericSchema>>;

/** What is wrong with the parameters of a request, in a sentence that names the part; undefined when nothing is. */
export function problemOfParams(method: string, params: unknown): string | undefined {
  const shape: v.GenericSchema | undefined = SHAPES[method as keyof typeof SHAPES];
  const parsed = shape && v.safeParse(shape, params);
  const issue = parsed?.issues?.[0];
  if (!issue) return undefined;
  const part = v.getDotPath(issue);
  const where = part === null ? "its parameters" : `\`${part}\``;
  if (part !== null && issue.received === "undefined") return `${method}: ${where} is missing.`;
  return `${method}: ${where} must be ${issue.message}, not ${issue.received}.`;
}
