create schema journal;
create table users (id text primary key, number bigint not null, name text not null);
create sequence journal.sequence_users;
create table journal.users (
    journal_id bigint not null default nextval('journal.sequence_users'),
    journal_timestamp timestamptz not null default clock_timestamp(),
    journal_operation text not null,
    journal_actor text default nullif(current_setting('apigen.actor', true), ''),
    schema_version integer not null,
    traceparent text default nullif(current_setting('apigen.traceparent', true), ''),
    id text, number bigint, name text,
    primary key (journal_id, journal_timestamp)
) partition by range (journal_timestamp);
create table journal.users_all partition of journal.users for values from (minvalue) to (maxvalue);
create index on journal.users (id, journal_id);
create table journal.queue_user_events (
    journal_id bigint not null,
    journal_timestamp timestamptz not null,
    journal_table text not null,
    shard smallint not null default 0,
    replay_id uuid,
    target text,
    not_before timestamptz,
    attempts integer not null default 0
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create unique index on journal.queue_user_events (shard, journal_id, replay_id) nulls not distinct;
create table journal.failed_user_events (
    failed_id bigint generated always as identity primary key,
    journal_id bigint not null,
    journal_timestamp timestamptz not null,
    journal_table text not null,
    shard smallint not null default 0,
    replay_id uuid,
    target text,
    not_before timestamptz,
    attempts integer not null default 0,
    key text not null,
    error text not null,
    first_at timestamptz not null default now(),
    last_at timestamptz not null default now(),
    resolved_at timestamptz
);
create function journal.record_users() returns trigger language plpgsql as $journal$
begin
    if tg_op = 'INSERT' then
        if exists (select from new_rows) then
            with recorded as (
                insert into journal.users (journal_operation, schema_version, id, number, name)
                select 'INSERT', 1, id, number, name from new_rows returning journal_id, journal_timestamp)
            insert into journal.queue_user_events (journal_id, journal_timestamp, journal_table)
            select journal_id, journal_timestamp, 'users' from recorded;
        end if;
    elsif tg_op = 'UPDATE' then
        if exists (select from new_rows) then
            with recorded as (
                insert into journal.users (journal_operation, schema_version, id, number, name)
                select 'UPDATE', 1, n.id, n.number, n.name from new_rows n join old_rows o on o.id = n.id
                where row(o.*) is distinct from row(n.*) returning journal_id, journal_timestamp)
            insert into journal.queue_user_events (journal_id, journal_timestamp, journal_table)
            select journal_id, journal_timestamp, 'users' from recorded;
        end if;
    elsif exists (select from old_rows) then
        with recorded as (
            insert into journal.users (journal_operation, schema_version, id, number, name)
            select 'DELETE', 1, id, number, name from old_rows returning journal_id, journal_timestamp)
        insert into journal.queue_user_events (journal_id, journal_timestamp, journal_table)
        select journal_id, journal_timestamp, 'users' from recorded;
    end if;
    return null;
end
$journal$;
create trigger journal_insert after insert on users referencing new table as new_rows
    for each statement execute function journal.record_users();
create trigger journal_update after update on users referencing old table as old_rows new table as new_rows
    for each statement execute function journal.record_users();
create trigger journal_delete after delete on users referencing old table as old_rows
    for each statement execute function journal.record_users();
