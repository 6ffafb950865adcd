
   select 1 -- trailing   

