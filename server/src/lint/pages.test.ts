import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rulePage, ruleTable } from "./pages.ts";
import { rules } from "./rules/index.ts";

const folder = new URL("../../../docs/rules/", import.meta.url);
const page = (name: string) => readFileSync(new URL(name, folder), "utf8");
const HINT = "run `npm run codegen`";

test("every rule has its page, and the pages are those of the rules as they are", () => {
  expect(readdirSync(folder).sort(), HINT).toEqual(["README.md", ...rules.map((it) => `${it.name}.md`)].sort());
  for (const rule of rules) expect(page(`${rule.name}.md`), HINT).toBe(rulePage(rule));
  expect(page("README.md"), HINT).toBe(ruleTable(rules));
});

test("a page shows what is found, what is not, and what a quick fix makes of it", () => {
  const text = rulePage({
    name: "some-rule",
    since: "0.1.0",
    severity: "warning",
    looksAt: "incremental-model",
    worlds: ["incremental"],
    summary: "Something is wrong.",
    why: "\nIt hurts.\n",
    fix: "sometimes",
    bad: [
      {
        clause: "the thing",
        code: "\nselect 1\n       ^ some-rule incremental\n",
        severity: "info",
        fixes: [{ title: "Take 2", fixed: "\nselect 2\n" }],
      },
    ],
    good: [
      {
        clause: "no thing",
        adapter: "trino",
        code: "\n//- macros/a.sql\n{% macro a() %}{% endmacro %}\n//- models/b.sql\nselect 3\n",
      },
    ],
    check: () => undefined,
  });
  expect(text).toContain("- **Severity** warning, info\n- **Worlds** incremental\n");
  expect(text).toContain(
    "### The thing (info)\n\n```sql\nselect 1\n       ^ incremental\n```\n\nQuick fix *Take 2*:\n\n```sql\nselect 2\n```",
  );
  expect(text).toContain(
    "### No thing, on trino\n\n`macros/a.sql`\n\n```sql\n{% macro a() %}{% endmacro %}\n```\n\n`models/b.sql`\n\n```sql\nselect 3\n```",
  );
});
