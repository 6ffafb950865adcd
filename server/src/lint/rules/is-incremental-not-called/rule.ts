import type { Location } from "../../../base/location.ts";
import { inSource } from "../../../base/span.ts";
import { defineRule, type ModelContext } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

const NAME = "is_incremental";

export const isIncrementalNotCalled = defineRule({
  name: "is-incremental-not-called",
  since: "0.1.0",
  severity: "error",
  looksAt: "model",
  worlds: ["incremental", "full-refresh"],
  summary: "`is_incremental` without parentheses is always true.",
  why: `
The name alone is the macro itself, and a macro is true in Jinja. The block is rendered on every run: on the first one
too, when the table it asks for does not exist yet.
`,
  fix: "always",
  bad,
  good,
  check(context) {
    for (const { at, causes } of context.compiled.incrementalNames) {
      const cause = causes.at(-1);
      const name = nameIn(context, cause ?? at);
      context.report({
        at: cause ? at : (name ?? at),
        cause: cause && (name ?? cause),
        message:
          "is_incremental is not called here. The macro itself is always true, so both worlds get the incremental part.",
        fixes: name ? [callFix(name)] : [],
      });
    }
  },
});

/** The name within the text that was evaluated. */
function nameIn({ snapshot }: ModelContext, { path, span }: Location): Location | undefined {
  const text = snapshot.files.get(path)?.text.slice(span.start, span.end) ?? "";
  const at = text.search(/\bis_incremental\b(?!\s*\()/);
  if (at === -1) return undefined;
  return { path, span: inSource(span.start + at, span.start + at + NAME.length) };
}

function callFix({ path, span }: Location): Fix {
  return { title: "Call is_incremental()", edits: [{ at: { path, span: inSource(span.end, span.end) }, text: "()" }] };
}
