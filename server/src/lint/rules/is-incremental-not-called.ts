import type { Location } from "../../base/location.ts";
import { inSource } from "../../base/span.ts";
import { defineRule, type ModelContext } from "../define-rule.ts";
import type { Fix } from "../finding.ts";

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
  bad: [
    {
      clause: "the name is tested instead of being called",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental %}
      ^^^^^^^^^^^^^^ is-incremental-not-called incremental full-refresh
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
`,
      fixes: [
        {
          title: "Call is_incremental()",
          fixed: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
`,
        },
      ],
    },
    {
      clause: "as a part of a condition, or with its package's name",
      code: `
//- models/part.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {% if execute and not is_incremental %}where true{% endif %}
                                                        ^^^^^^^^^^^^^^ is-incremental-not-called incremental full-refresh
//- models/qualified.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {{ 'where true' if dbt.is_incremental }}
                                                         ^^^^^^^^^^^^^^ is-incremental-not-called incremental full-refresh
`,
    },
    {
      clause: "in a macro: the finding stands at the call",
      code: `
//- macros/recent.sql
{% macro recent() %}{% if is_incremental %}where updated_at > '2024-01-01'{% endif %}{% endmacro %}
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {{ recent() }}
                                     ^^^^^^^^ is-incremental-not-called incremental full-refresh
`,
    },
  ],
  good: [
    {
      clause: "the macro is called",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {% if is_incremental ( ) and true %}where updated_at > '2024-01-01'{% endif %}
`,
    },
    {
      clause: "the name stands in text, a comment or a string",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
{# if is_incremental #}
select '{{ "is_incremental" }}' as is_incremental from {{ ref('orders') }} {% if is_incremental() %}where true{% endif %}
`,
    },
    {
      clause: "the template asks whether there is such a macro",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} {% if is_incremental is defined %}where updated_at > current_date - 1{% endif %}
`,
    },
  ],
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
