{{ config(materialized='table') }}
select {{ is_incremental() }} {{ load_relation(this) is none }} {{ load_relation(ref('full_false')) is none }} {{ load_relation(ref('behind_comment_and_with')).type }} {{ load_relation(this).type }}
