// Random edits as people and pastes make them, from a seed: the same seed makes the same run.

/** A generator of integers below `sides`. */
export function dice(seed) {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const SNIPPETS = [
  "{{",
  "}}",
  "{%",
  "%}",
  "{#",
  "#}",
  "'",
  '"',
  "(",
  ")",
  "[",
  "]",
  "\n",
  "\r\n",
  "\t",
  ":",
  "- ",
  "|",
  ",",
  "\u{1F600}",
  "é",
  "\0",
  "{% if is_incremental() %}",
  "{% endif %}",
  "{% for a in range(10**9) %}",
  "{{ ref('",
  "{{ ref('orders') }}",
  "{{ this }}",
  "{{ 'x' * 10**9 }}",
  "{% macro m(a, b=1) %}",
  "{% endmacro %}",
  "{% raw %}",
  "{% set x = ",
  "{% call ",
  "where ",
  "select *",
  "config(materialized='incremental', unique_key=",
  "models:\n  - name: orders\n",
  "&a *a",
  "<<: *a",
  "? [",
  "!!python/object",
];

/** The text after one random edit. `others` are texts to paste pieces of. */
export function mutate(text, roll, others) {
  const at = roll(text.length + 1);
  const length = 1 + roll(roll(4) === 0 ? 200 : 8);
  switch (roll(7)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(at + length);
    case 3:
      return text.slice(0, at) + SNIPPETS[roll(SNIPPETS.length)] + text.slice(at);
    case 4:
      return text.slice(0, at) + text.slice(at, at + length) + text.slice(at);
    case 5: {
      const other = others[roll(others.length)];
      const from = roll(other.length + 1);
      return text.slice(0, at) + other.slice(from, from + length * 10) + text.slice(at);
    }
    default: {
      const to = roll(text.length + 1);
      const [start, end] = at < to ? [at, to] : [to, at];
      return text.slice(0, start) + text.slice(end);
    }
  }
}
