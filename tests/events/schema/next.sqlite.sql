-- Migration 0002, expand: run it before the next release starts.
--
-- add column `nickname`
--   previous release: keeps working: everything that it writes fits, and everything that it reads is there
--   locks: the only writer, for as long as copying the table takes; readers go on
--
-- change type, presence or default of column `name`
--   previous release: keeps working: everything that it writes fits, and everything that it reads is there
--   locks: the only writer, for as long as copying the table takes; readers go on

drop trigger journal_users_insert;

drop trigger journal_users_update;

drop trigger journal_users_delete;

drop trigger journal_users_key;

create table users_next (
    id text not null,
    number integer not null,
    name text,
    nickname text,
    constraint users_pkey primary key (id)
) strict;

insert into users_next (id, number, name)
select id, number, name from users;

drop table users;

alter table users_next rename to users;

alter table journal_users add column nickname any;

create trigger journal_users_insert after insert on users begin
    insert into journal_users (journal_operation, journal_actor, schema_version, traceparent, id, number, name, nickname)
    values ('INSERT', (select actor from apigen_session), 318935675, (select traceparent from apigen_session),
        new.id, new.number, new.name, new.nickname);
    insert into journal_queue_user_events (journal_id, journal_timestamp, journal_table)
    select journal_id, journal_timestamp, 'users' from journal_users
    where journal_id = (select max(journal_id) from journal_users);
end;

create trigger journal_users_update after update on users
when (old.id, old.number, old.name, old.nickname)
    is not (new.id, new.number, new.name, new.nickname)
begin
    insert into journal_users (journal_operation, journal_actor, schema_version, traceparent, id, number, name, nickname)
    values ('UPDATE', (select actor from apigen_session), 318935675, (select traceparent from apigen_session),
        new.id, new.number, new.name, new.nickname);
    insert into journal_queue_user_events (journal_id, journal_timestamp, journal_table)
    select journal_id, journal_timestamp, 'users' from journal_users
    where journal_id = (select max(journal_id) from journal_users);
end;

create trigger journal_users_delete after delete on users begin
    insert into journal_users (journal_operation, journal_actor, schema_version, traceparent, id, number, name, nickname)
    values ('DELETE', (select actor from apigen_session), 318935675, (select traceparent from apigen_session),
        old.id, old.number, old.name, old.nickname);
    insert into journal_queue_user_events (journal_id, journal_timestamp, journal_table)
    select journal_id, journal_timestamp, 'users' from journal_users
    where journal_id = (select max(journal_id) from journal_users);
end;

create trigger journal_users_key before update of id on users when old.id is not new.id begin
    select raise(abort, 'the key of a row of users cannot change: delete the row and insert it under its new key');
end;
