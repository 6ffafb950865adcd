import type { Condition } from "./conditions.ts";

const literal = String.raw`(?:TRUE|FALSE|NULL|-?\s?[\d.]+|'[^']*')`;
const column = String.raw`(?:[\w"\`[\]]+ \. )*[\w"\`[\]]+`;
/** `1 = 1`, `true`, `'a' <> 'b'`: no column has a part in it. */
const constant = new RegExp(`^(?:TRUE|${literal} (?:=|==|<>|!=|<|>|<=|>=) ${literal}) $`);
const nullCheck = new RegExp(`^(?:NOT )?${column} IS NOT NULL $`);

/**
 * Whether a condition asks the same of a row on every run, so that nothing stored is left out by it:
 * a constant, or a check for NULL alone.
 */
export function isIdle({ clause, text }: Pick<Condition, "clause" | "text">): boolean {
  if (clause === "limit") return false;
  return text.split(/(?<= )OR (?=\S)/).every((it) => constant.test(it) || nullCheck.test(it));
}
