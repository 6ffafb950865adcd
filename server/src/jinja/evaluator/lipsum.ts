import { asInteger, clamped, isIntegral } from "../numbers.ts";
import { truthy } from "../text.ts";
import { NativeFunction, PyError, type Value } from "../values.ts";

const WORDS = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore".split(
  " ",
);

/**
 * `lipsum(n=5, html=true, min=20, max=100)`: filler text in paragraphs.
 *
 * Jinja2 draws it at random; ours is the same at each render, so that a preview stands still.
 */
export const lipsum = new NativeFunction("lipsum", (positional, keyword, { charge }) => {
  const given = (at: number, name: string, otherwise: Value): Value => {
    const [value = otherwise] = [positional[at], keyword.get(name)].filter((it) => it !== undefined);
    return value;
  };
  const paragraphs = count(given(0, "n", 5));
  const words = Math.max(1, count(given(2, "min", 20)));
  charge(paragraphs, paragraphs * words * 12);
  const html = truthy(given(1, "html", true));
  const made = Array.from({ length: paragraphs }, (_, at) => paragraph(at, words));
  return html ? made.map((it) => `<p>${it}</p>`).join("\n") : made.join("\n\n");
});

function paragraph(at: number, words: number): string {
  const text = Array.from({ length: words }, (_, word) => WORDS[(at * 7 + word) % WORDS.length]).join(" ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function count(value: Value): number {
  if (isIntegral(value)) return Math.max(0, clamped(asInteger(value)));
  throw new PyError("TypeError", "lipsum() takes whole numbers");
}
