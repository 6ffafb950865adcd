{% snapshot sn %}

  {{ config(target_schema='snaps', unique_key='id', strategy='check', check_cols='all') }}

  select * from {{ ref('base') }}

{% endsnapshot %}
