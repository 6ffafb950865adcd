const SURROGATE = /[\ud800-\udfff]/;

/** Whether positions in a text differ between Python, which counts code points, and JavaScript, which counts UTF-16 units. */
export function hasPairs(text: string): boolean {
  return SURROGATE.test(text);
}

/** `len(text)` as Python counts it. */
export function pointLength(text: string): number {
  if (!hasPairs(text)) return text.length;
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** The characters of a text as Python sees them, one string each. */
export function points(text: string): readonly string[] {
  return hasPairs(text) ? Array.from(text) : text.split("");
}

/** Where the code point number `index` starts in UTF-16; `index` may be the length. */
export function unitOffset(text: string, index: number): number {
  if (!hasPairs(text)) return index;
  let unit = 0;
  for (let left = index; left > 0 && unit < text.length; left--) unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  return unit;
}

/** The number of the code point that starts at a UTF-16 offset. */
export function pointOffset(text: string, unit: number): number {
  return hasPairs(text) ? pointLength(text.slice(0, unit)) : unit;
}

/** Orders two texts by code point, as Python does; UTF-16 order differs beyond U+FFFF. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  if (!hasPairs(left) && !hasPairs(right)) return left < right ? -1 : 1;
  const [a, b] = [points(left), points(right)];
  for (let at = 0; at < a.length && at < b.length; at++) {
    const difference = (a[at]?.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Whether Python's `str.isspace` holds for a character. */
export function isSpace(character: string): boolean {
  return SPACE.test(character);
}
