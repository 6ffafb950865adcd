-- SYNTAX TEST "source.sql" "Jinja in a plain SQL file"

select {{ ref('orders') }} from
-- <------ keyword.other.DML.sql
--     ^^ punctuation.section.embedded.begin.jinja
--        ^^^ support.function.dbt.jinja
--            ^^^^^^^^ string.quoted.single.jinja
--                         ^^^^ keyword.other.DML.sql - meta.embedded.expression.jinja
{% set days = modules.datetime.timedelta(1) %}
-- ^^^ keyword.control.jinja
--     ^^^^ variable.parameter.jinja
--            ^^^^^^^ variable.language.dbt.jinja
--                    ^^^^^^^^ variable.other.property.jinja
--                             ^^^^^^^^^ entity.name.function.member.jinja
{# a comment #} select
-- ^^^^^^^^^ comment.block.jinja
--              ^^^^^^ keyword.other.DML.sql
select 1 -- it's {{ this }}
--       ^^^^^^^ comment.line.double-dash.sql
--                  ^^^^ comment.line.double-dash.sql variable.language.dbt.jinja
select '{{ var('day') }}' from 'a'
--         ^^^ string.quoted.single.with-jinja support.function.dbt.jinja
--                        ^^^^ keyword.other.DML.sql - string
--                             ^^^ string.quoted.single.sql
{{ "a" ~ 'select' }}
-- ^ string.quoted.double.jinja
--       ^^^^^^^^ string.quoted.single.jinja - string.quoted.single.sql
