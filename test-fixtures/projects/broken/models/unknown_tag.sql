{% switch target.name %}
select 1 as id
