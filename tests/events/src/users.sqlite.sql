create table if not exists apigen_session (actor text, traceparent text);
create table users (id text primary key, number integer not null, name text not null) strict;
create table journal_users (
    journal_id integer primary key autoincrement,
    journal_timestamp text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    journal_operation text not null,
    journal_actor text,
    schema_version integer not null,
    traceparent text,
    id text, number integer, name text
) strict;
create table journal_queue_user_events (
    journal_id integer not null,
    journal_timestamp text not null,
    journal_table text not null,
    shard integer not null default 0,
    replay_id text,
    target text,
    not_before text,
    attempts integer not null default 0
) strict;
create unique index journal_queue_user_events_key on journal_queue_user_events (shard, journal_id, ifnull(replay_id, ''));
create table journal_failed_user_events (
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
    first_at text not null,
    last_at text not null,
    resolved_at text
) strict;
create trigger journal_users_insert after insert on users begin
    insert into journal_users (journal_operation, journal_actor, schema_version, traceparent, id, number, name)
    values ('INSERT', (select actor from apigen_session), 1, (select traceparent from apigen_session), new.id, new.number, new.name);
    insert into journal_queue_user_events (journal_id, journal_timestamp, journal_table)
    select journal_id, journal_timestamp, 'users' from journal_users where journal_id = (select max(journal_id) from journal_users);
end;
create trigger journal_users_update after update on users
when (old.id, old.number, old.name) is not (new.id, new.number, new.name) begin
    insert into journal_users (journal_operation, journal_actor, schema_version, traceparent, id, number, name)
    values ('UPDATE', (select actor from apigen_session), 1, (select traceparent from apigen_session), new.id, new.number, new.name);
    insert into journal_queue_user_events (journal_id, journal_timestamp, journal_table)
    select journal_id, journal_timestamp, 'users' from journal_users where journal_id = (select max(journal_id) from journal_users);
end;
create trigger journal_users_delete after delete on users begin
    insert into journal_users (journal_operation, journal_actor, schema_version, traceparent, id, number, name)
    values ('DELETE', (select actor from apigen_session), 1, (select traceparent from apigen_session), old.id, old.number, old.name);
    insert into journal_queue_user_events (journal_id, journal_timestamp, journal_table)
    select journal_id, journal_timestamp, 'users' from journal_users where journal_id = (select max(journal_id) from journal_users);
end;
