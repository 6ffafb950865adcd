{{ config(tags=['x']) }}
select {{ undefined_macro('x') }}
