create table if not exists apigen_session (actor text, traceparent text);

create table if not exists journal_kept (journal text primary key, keep text) strict;

create table users (
    id text not null,
    number integer not null,
    name text not null,
    constraint users_pkey primary key (id)
) strict;

create table journal_users (
    journal_id integer primary key autoincrement,
    journal_timestamp text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    journal_operation text not null,
    journal_actor text,
    schema_version integer not null,
    traceparent text,
    id any,
    number any,
    name any
) strict;

create index journal_users_idx on journal_users (id, journal_id);

create table if not exists journal_queue_user_events (
    journal_id integer not null,
    journal_timestamp text not null,
    journal_table text not null,
    shard integer not null default 0,
    replay_id text,
    target text,
    not_before text,
    attempts integer not null default 0
) strict;

create unique index if not exists journal_queue_user_events_key on journal_queue_user_events (shard, journal_id, ifnull(replay_id, ''));

create table if not exists journal_failed_user_events (
    failed_id integer primary key,
    journal_id integer not null,
    journal_timestamp text not null,
    journal_table text not null,
    shard integer not null default 0,
    replay_id text,
    target text,
    not_before text,
    attempts integer not null default 0,
    key text not null,
    error text not null,
    first_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    last_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    resolved_at text
) strict;

create index if not exists journal_failed_user_events_open on journal_failed_user_events (key, journal_id) where resolved_at is null;

create trigger journal_users_insert after insert on users begin
    insert into journal_users (journal_operation, journal_actor, schema_version, traceparent, id, number, name)
    values ('INSERT', (select actor from apigen_session), 761657631, (select traceparent from apigen_session),
        new.id, new.number, new.name);
    insert into journal_queue_user_events (journal_id, journal_timestamp, journal_table)
    select journal_id, journal_timestamp, 'users' from journal_users
    where journal_id = (select max(journal_id) from journal_users);
end;

create trigger journal_users_update after update on users
when (old.id, old.number, old.name)
    is not (new.id, new.number, new.name)
begin
    insert into journal_users (journal_operation, journal_actor, schema_version, traceparent, id, number, name)
    values ('UPDATE', (select actor from apigen_session), 761657631, (select traceparent from apigen_session),
        new.id, new.number, new.name);
    insert into journal_queue_user_events (journal_id, journal_timestamp, journal_table)
    select journal_id, journal_timestamp, 'users' from journal_users
    where journal_id = (select max(journal_id) from journal_users);
end;

create trigger journal_users_delete after delete on users begin
    insert into journal_users (journal_operation, journal_actor, schema_version, traceparent, id, number, name)
    values ('DELETE', (select actor from apigen_session), 761657631, (select traceparent from apigen_session),
        old.id, old.number, old.name);
    insert into journal_queue_user_events (journal_id, journal_timestamp, journal_table)
    select journal_id, journal_timestamp, 'users' from journal_users
    where journal_id = (select max(journal_id) from journal_users);
end;

create trigger journal_users_key before update of id on users when old.id is not new.id begin
    select raise(abort, 'the key of a row of users cannot change: delete the row and insert it under its new key');
end;
