-- SYNTAX TEST "source.jinja-sql" "Jinja in the language jinja-sql"

{{ config(materialized='incremental', unique_key=["id", 'day']) }}
-- <-- punctuation.section.embedded.begin.jinja
-- ^^^^^^ support.function.dbt.jinja
--        ^^^^^^^^^^^^ variable.parameter.jinja
--                    ^ keyword.operator.assignment.jinja
--                     ^^^^^^^^^^^^^ string.quoted.single.jinja
--                                                ^^^^ string.quoted.double.jinja
--                                                              ^^ punctuation.section.embedded.end.jinja

select 1 from {{ ref('orders') }} where 2
-- <------ keyword.other.DML.sql
--     ^ constant.numeric.sql
--               ^^^ support.function.dbt.jinja
--                   ^^^^^^^^ string.quoted.single.jinja
--                                ^^^^^ keyword.other.DML.sql
--                                      ^ constant.numeric.sql - meta.embedded.expression.jinja

{%- if is_incremental() and not target.name == 'x' -%}
-- <--- punctuation.section.embedded.begin.jinja
--  ^^ keyword.control.jinja
--     ^^^^^^^^^^^^^^ support.function.dbt.jinja
--                      ^^^ keyword.operator.logical.jinja
--                          ^^^ keyword.operator.logical.jinja
--                              ^^^^^^ variable.language.dbt.jinja
--                                     ^^^^ variable.other.property.jinja
--                                          ^^ keyword.operator.comparison.jinja
--                                                 ^^^ punctuation.section.embedded.end.jinja
where 1
-- <----- keyword.other.DML.sql
{% endif %}
-- ^^^^^ keyword.control.jinja

{% macro cents(column, scale=2) %}
-- ^^^^^ keyword.control.jinja
--       ^^^^^ entity.name.function.jinja
--             ^^^^^^ variable.other.jinja
--                     ^^^^^ variable.parameter.jinja
--                           ^ constant.numeric.integer.jinja
{{ (column / 100.5) | round(scale) if column is not none else "\n" }}
-- ^^^^^^^ source.jinja-sql
--         ^ keyword.operator.arithmetic.jinja
--           ^^^^^ constant.numeric.float.jinja
--                  ^ keyword.operator.filter.jinja
--                    ^^^^^ support.function.filter.jinja
--                                 ^^ keyword.control.conditional.jinja
--                                           ^^ keyword.operator.logical.jinja
--                                              ^^^ keyword.operator.logical.jinja
--                                                  ^^^^ support.function.test.jinja
--                                                       ^^^^ keyword.control.conditional.jinja
--                                                             ^^ constant.character.escape.jinja
{% endmacro %}

{% for key, value in {'a': {'b': true}}.items() recursive %}{% endfor %}
-- ^^^ source.jinja-sql
--          ^^^^^ variable.other.jinja
--                ^^ keyword.operator.logical.jinja
--                               ^^^^ constant.language.jinja
--                                     ^ punctuation.accessor.jinja
--                                      ^^^^^ entity.name.function.member.jinja
--                                              ^^^^^^^^^ keyword.control.jinja
--                                                        ^^ punctuation.section.embedded.end.jinja

{# select {{ ref('x') }} #} select
-- ^^^^^^^^^^^^^^^^^^^^^^^^ comment.block.jinja
--        ^^ - meta.embedded.expression.jinja
--                          ^^^^^^ keyword.other.DML.sql

{% raw %}{{ not code }}{% endraw %} select
-- ^^^ keyword.control.jinja
--          ^^^ - meta.embedded.expression.jinja
--                        ^^^^^^ keyword.control.jinja
--                                  ^^^^^^ keyword.other.DML.sql

select '{{ var('day') }}', "{{ x }}", 'plain' from
--      ^^ punctuation.section.embedded.begin.jinja
--         ^^^ support.function.dbt.jinja
--             ^^^^^ string.quoted.single.jinja
--                      ^ punctuation.definition.string.end
--                             ^ variable.other.jinja
--                                    ^^^^^^^ string.quoted.single.sql
--                                            ^^^^ keyword.other.DML.sql - string

select 1 -- don't {{ ref('x') }} it's
--       ^^^^^^^^ comment.line.double-dash.sql
--                   ^^^ support.function.dbt.jinja
--                               ^^^^ comment.line.double-dash.sql - string
select /* {% do f() %} */ 1
--     ^^ comment.block.sql
--           ^^ keyword.control.jinja
--                        ^ constant.numeric.sql

select {{ ref('half {{ b }} from
--               ^ string.quoted.single.jinja
--                     ^ string.quoted.single.jinja
' }}
select {{ a {{ b }} from
--          ^^ punctuation.section.embedded.begin.jinja
--                  ^^^^ keyword.other.DML.sql - meta.embedded.expression.jinja
