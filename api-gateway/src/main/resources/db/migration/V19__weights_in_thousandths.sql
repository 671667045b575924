-- A weight is a share as turns have it (decision 0093): 0.001 to 100.
alter table owners
    drop constraint owners_weight_check,
    alter column weight type numeric(6, 3) using least(weight, 100),
    add constraint owners_weight_check check (weight between 0.001 and 100);
