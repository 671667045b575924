-- Callers that have sent no cookie back, while their jobs are live: together they hold few waiting places of each address.
-- The address is a keyed hash.
create table newcomers (
    owner   uuid primary key,
    address text not null
);
create index newcomers_of_address on newcomers (address);
