/**
 * Makes `derive` give its last answer again while it is asked with the same parts.
 *
 * Lists count as the same when their elements are identical, so a list may be made anew each time.
 * One cell of one `ProjectHost`: it holds one answer and is no cache for several callers.
 */
export function keepLast<P extends readonly unknown[], V>(derive: (...parts: P) => V): (...parts: P) => V {
  let last: { readonly parts: P; readonly value: V } | undefined;
  return (...parts) => {
    if (!last || !parts.every((it, at) => same(it, last?.parts[at]))) last = { parts, value: derive(...parts) };
    return last.value;
  };
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
