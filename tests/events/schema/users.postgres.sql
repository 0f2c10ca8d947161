create schema if not exists journal;

create table if not exists journal.partitioned (
    parent text primary key,
    part_schema text,
    part_prefix text not null,
    step text not null check (step in ('day', 'week', 'month', 'year')),
    behind integer not null,
    ahead integer not null,
    keep interval
);

create or replace function journal.create_parts(at timestamptz default now()) returns integer
language plpgsql as $journal$
declare
    entry record;
    lower_bound timestamp;
    upper_bound timestamp;
    part text;
    made integer := 0;
begin
    perform pg_advisory_xact_lock(hashtext('journal.create_parts'));
    for entry in select * from journal.partitioned order by parent loop
        for number in -entry.behind .. entry.ahead loop
            lower_bound := date_trunc(entry.step, at at time zone 'UTC') + number * ('1 ' || entry.step)::interval;
            upper_bound := lower_bound + ('1 ' || entry.step)::interval;
            part := format('%I.%I', coalesce(entry.part_schema, current_schema()),
                entry.part_prefix || to_char(lower_bound, '_YYYYMMDD'));
            if to_regclass(part) is null then
                execute format('create table %s (like %s including defaults including constraints)', part, entry.parent);
                execute format('alter table %s attach partition %s for values from (%L) to (%L)',
                    entry.parent, part, lower_bound || '+00', upper_bound || '+00');
                made := made + 1;
            end if;
        end loop;
    end loop;
    return made;
end
$journal$;

create or replace function journal.old_parts(at timestamptz default now()) returns table (parent regclass, part regclass)
language sql stable as $journal$
    select inheritance.inhparent::regclass, inheritance.inhrelid::regclass
    from journal.partitioned entry
    join pg_inherits inheritance on inheritance.inhparent = to_regclass(entry.parent)
    join pg_class part on part.oid = inheritance.inhrelid
    where substring(pg_get_expr(part.relpartbound, part.oid) from 'TO \(''([^'']+)''\)')::timestamptz
        <= at - entry.keep
    order by 1, 2
$journal$;

create or replace function journal.refuse_key_change() returns trigger language plpgsql as $journal$
begin
    raise exception using
        errcode = 'restrict_violation',
        message = format('the key of a row of %I cannot change', tg_table_name),
        hint = 'Delete the row and insert it under its new key: the journal tells one row from another by the key.';
end
$journal$;

create or replace function journal.refuse_truncate() returns trigger language plpgsql as $journal$
begin
    raise exception using
        errcode = 'restrict_violation',
        message = format('%I cannot be truncated', tg_table_name),
        hint = 'Delete its rows instead: the journal records every one of them.';
end
$journal$;

create table users (
    id text not null,
    number bigint not null,
    name text not null,
    constraint users_pkey primary key (id)
);

create sequence if not exists journal.sequence_users;

create table journal.users (
    journal_id bigint not null default nextval('journal.sequence_users'),
    journal_timestamp timestamptz not null default clock_timestamp(),
    journal_operation text not null,
    journal_actor text default nullif(current_setting('apigen.actor', true), ''),
    schema_version integer not null,
    traceparent text default nullif(current_setting('apigen.traceparent', true), ''),
    id text,
    number bigint,
    name text,
    constraint users_journal_pkey primary key (journal_id, journal_timestamp)
) partition by range (journal_timestamp);

create index users_journal_idx on journal.users (id, journal_id);

insert into journal.partitioned (parent, part_schema, part_prefix, step, behind, ahead, keep)
values ('journal.users', 'journal', 'users', 'month', 1, 12, null)
on conflict (parent) do update set step = excluded.step, behind = excluded.behind, ahead = excluded.ahead, keep = excluded.keep;

create table if not exists journal.queue_user_events (
    journal_id bigint not null,
    journal_timestamp timestamptz not null,
    journal_table text not null,
    shard smallint not null default 0,
    replay_id uuid,
    target text,
    not_before timestamptz,
    attempts integer not null default 0
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

create unique index if not exists queue_user_events_key on journal.queue_user_events (shard, journal_id, replay_id) nulls not distinct;

create table if not exists journal.failed_user_events (
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

create index if not exists failed_user_events_open on journal.failed_user_events (key, journal_id) where resolved_at is null;

create or replace function journal.record_users() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $journal$
#variable_conflict use_column
<<author>>
declare
    actor text := nullif(current_setting('apigen.actor', true), '');
    traceparent text := nullif(current_setting('apigen.traceparent', true), '');
begin
    if tg_op = 'INSERT' then
        with recorded as (
        insert into journal.users (journal_operation, journal_actor, schema_version, traceparent, id, number, name)
        select 'INSERT', author.actor, 761657631, author.traceparent, n.id, n.number, n.name
        from new_rows n
        returning journal_id, journal_timestamp, id
        )
        insert into journal.queue_user_events (journal_id, journal_timestamp, journal_table, shard)
        select journal_id, journal_timestamp, 'users', 0 from recorded;
    elsif tg_op = 'UPDATE' then
        if exists (select from new_rows) then
            with recorded as (
            insert into journal.users (journal_operation, journal_actor, schema_version, traceparent, id, number, name)
            select 'UPDATE', author.actor, 761657631, author.traceparent, n.id, n.number, n.name
            from new_rows n
            join old_rows o on o.id = n.id
            where row(o.id, o.number, o.name)
                is distinct from row(n.id, n.number, n.name)
            returning journal_id, journal_timestamp, id
            )
            insert into journal.queue_user_events (journal_id, journal_timestamp, journal_table, shard)
            select journal_id, journal_timestamp, 'users', 0 from recorded;
        end if;
    else
        with recorded as (
        insert into journal.users (journal_operation, journal_actor, schema_version, traceparent, id, number, name)
        select 'DELETE', author.actor, 761657631, author.traceparent, o.id, o.number, o.name
        from old_rows o
        returning journal_id, journal_timestamp, id
        )
        insert into journal.queue_user_events (journal_id, journal_timestamp, journal_table, shard)
        select journal_id, journal_timestamp, 'users', 0 from recorded;
    end if;
    return null;
end
$journal$;

create trigger journal_insert after insert on users
    referencing new table as new_rows for each statement
    execute function journal.record_users();

create trigger journal_update after update on users
    referencing old table as old_rows new table as new_rows for each statement
    execute function journal.record_users();

create trigger journal_delete after delete on users
    referencing old table as old_rows for each statement
    execute function journal.record_users();

create trigger journal_key before update of id on users
    for each row when (old.id is distinct from new.id)
    execute function journal.refuse_key_change();

create trigger journal_truncate before truncate on users
    for each statement
    execute function journal.refuse_truncate();

select journal.create_parts();
