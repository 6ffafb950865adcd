{{ config(alias='d_one', schema='zz', meta={'k': 'v'}, tags=['t', 'u']) }}{{ config(tags='w') }}
{%- set cols = ['a', 'b'] -%}
select {% for c in cols %}{{ c }}{% if not loop.last %}, {% endif %}{% endfor %} from {{ ref('inc1') }} {{ this }} {{ this.schema }} {{ model.config.meta.k }}
