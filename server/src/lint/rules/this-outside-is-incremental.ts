import { conditionsOf } from "../../analysis/conditions.ts";
import type { WorldView } from "../../analysis/subject.ts";
import { inSource, overlaps, type RenderedSpan } from "../../base/span.ts";
import { defineRule, type IncrementalContext } from "../define-rule.ts";
import { indentAt } from "../filter-fix.ts";
import type { Edit, Fix } from "../finding.ts";
import { insertionPoint } from "../place.ts";

export const thisOutsideIsIncremental = defineRule({
  name: "this-outside-is-incremental",
  since: "0.1.0",
  severity: "error",
  looksAt: "incremental-model",
  worlds: ["full-refresh"],
  summary: "`{{ this }}` is queried outside `is_incremental()`.",
  why: `
On the first run the target table does not exist, and on a full refresh it is about to be replaced. A query that reads
it there fails in production and in CI, after passing on a machine where the table was already built.

\`{% else %}\` and \`not is_incremental()\` are no guards: they are just the runs without a table.
`,
  fix: "sometimes",
  bad: [
    {
      clause: "in the SQL, without any guard",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at
from {{ ref('orders') }}
where updated_at > (select max(updated_at) from {{ this }})
                                                ^^^^^^^^^^ this-outside-is-incremental full-refresh
`,
      fixes: [
        {
          title: "Wrap the filter in is_incremental()",
          fixed: `
{{ config(materialized='incremental', unique_key='order_id') }}
select order_id, updated_at
from {{ ref('orders') }}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
`,
        },
      ],
    },
    {
      clause: "in an else branch, or under `not is_incremental()`: these are no guards",
      code: `
//- models/in_else.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if is_incremental() %}where updated_at > '2024-01-01'
{% else %}where order_id not in (select order_id from {{ this }})
                                                      ^^^^^^^^^^ this-outside-is-incremental full-refresh
{% endif %}
//- models/negated.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if not is_incremental() %}where order_id not in (select order_id from {{ this }}){% endif %}
                                                                         ^^^^^^^^^^ this-outside-is-incremental full-refresh
`,
    },
    {
      clause: "in a query that the template runs",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
{% set newest = run_query('select max(updated_at) from ' ~ this) %}
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this-outside-is-incremental full-refresh
select * from {{ ref('orders') }}
`,
    },
    {
      clause: "in a macro: the finding stands at the call",
      code: `
//- macros/newest.sql
{% macro newest(column) %}(select max({{ column }}) from {{ this }}){% endmacro %}
//- models/model.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} where updated_at > {{ newest('updated_at') }}
                                                        ^^^^^^^^^^^^^^^^^^^^ this-outside-is-incremental full-refresh
`,
    },
  ],
  good: [
    {
      clause: "inside the guard, alone or together with another condition",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if execute and is_incremental() %}where updated_at > (select max(updated_at) from {{ this }}){% endif %}
`,
    },
    {
      clause: "in hooks and settings, which run when the table is there",
      code: `
{{ config(
    materialized='incremental',
    unique_key='order_id',
    post_hook='analyze {{ this }}',
    pre_hook=['delete from ' ~ this ~ ' where false']
) }}
select * from {{ ref('orders') }}
`,
    },
    {
      clause: "its parts are only names",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select *, '{{ this.schema }}.{{ this.identifier }}' as stored_in, '{{ this.database }}' as database, '{{ this.name }}' as name
from {{ ref('orders') }}
`,
    },
    {
      clause: "in a comment or in a string",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
-- builds {{ this }}
select *, '{{ this }}' as stored_in from {{ ref('orders') }}
`,
    },
    {
      clause: "the template asks first whether the table exists",
      code: `
//- models/by_load_relation.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if load_relation(this) %}where updated_at > (select max(updated_at) from {{ this }}){% endif %}
//- models/by_get_relation.sql
{{ config(materialized='incremental', unique_key='order_id') }}
{% set stored = adapter.get_relation(this.database, this.schema, this.identifier) %}
select * from {{ ref('orders') }} {% if stored %}where order_id > (select max(order_id) from {{ this }}){% endif %}
//- models/by_macro.sql
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }} where updated_at > {{ newest_in(this) }}
//- macros/newest_in.sql
{% macro newest_in(relation) %}
{% if load_relation(relation) %}(select max(updated_at) from {{ relation }}){% else %}date '1900-01-01'{% endif %}
{% endmacro %}
`,
    },
    {
      clause: "a variable that is only set under the guard",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
{% set bound = "date '1900-01-01'" %}
{% if is_incremental() %}{% set bound = '(select max(updated_at) from ' ~ this ~ ')' %}{% endif %}
select * from {{ ref('orders') }} where updated_at > {{ bound }}
`,
    },
    {
      clause: "the guard is there and not called, which is that rule's finding",
      code: `
{{ config(materialized='incremental', unique_key='order_id') }}
select * from {{ ref('orders') }}
{% if is_incremental %}where updated_at > (select max(updated_at) from {{ this }}){% endif %}
`,
    },
    {
      clause: "the model isn't incremental",
      code: `
{{ config(materialized='table') }}
select * from {{ ref('orders') }} union all select * from {{ this }}
`,
    },
  ],
  check({ compiled, subject, node, report, ...context }) {
    // A template that asks for the relation first guards itself; and a test of the macro's name is that rule's cause.
    if (compiled.reads.has("relation") || compiled.incrementalNames.length > 0) return;
    const view = subject.worlds["full-refresh"];
    for (const use of compiled.thisUses) {
      if (use.rendered && !isQueried(view, use.rendered)) continue;
      report({
        at: use.at,
        cause: use.causes.at(-1),
        message: `${node.name} reads its own table outside is_incremental(). The first run fails, as the table doesn't exist yet.`,
        fixes:
          use.rendered && use.causes.length === 0
            ? wrapFix({ compiled, subject, node, report, ...context }, use.rendered)
            : [],
      });
    }
  },
});

/** A name in a comment or in a string asks nothing of the database. */
function isQueried({ outline }: WorldView, rendered: RenderedSpan): boolean {
  return outline.tokens.some((it) => it.kind !== "string" && overlaps(it, rendered));
}

/** Puts the WHERE that reads the table into the guard, when it is all that the WHERE does. */
function wrapFix({ compiled, subject, file }: IncrementalContext, rendered: RenderedSpan): readonly Fix[] {
  const { outline } = subject.worlds["full-refresh"];
  const condition = conditionsOf(outline).find((it) => it.clause === "where" && overlaps(it.span, rendered));
  const where = condition?.select.clauses.find((it) => it.kind === "where");
  const count = conditionsOf(outline).filter((it) => it.clause === "where" && it.select === condition?.select).length;
  if (!where || count !== 1) return [];
  // Behind the keyword's first letter there is text of the user's own for certain.
  const first = insertionPoint(compiled, file.path, where.span.start + 1);
  const end = insertionPoint(compiled, file.path, where.span.end);
  if (first === undefined || end === undefined) return [];
  const start = first - 1;
  const line = `\n${indentAt(file.text, start)}`;
  const insert = (at: number, text: string): Edit => ({ at: { path: file.path, span: inSource(at, at) }, text });
  const edits = [insert(start, `{% if is_incremental() %}${line}`), insert(end, `${line}{% endif %}`)];
  return [{ title: "Wrap the filter in is_incremental()", edits }];
}
