select * from {{ ref('sn') }} {{ ref('sd') }} {{ this.include(database=false) }} {{ api.Relation.create(database='a', schema='b', identifier='c') }}
