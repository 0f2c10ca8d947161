-- Migration 0002, expand: run it before the next release starts.
--
-- add column `nickname`
--   previous release: keeps working: it does not know the column, and need not fill it
--   locks: the table, for moments; gives up after 5 seconds, and may be run again
--
-- let column `name` be absent
--   previous release: keeps working until the next release leaves the value out; then it cannot read such rows
--   locks: the table, for moments; gives up after 5 seconds, and may be run again
--
-- refresh the triggers of the journal
--   previous release: keeps working: triggers are not its business
--   locks: none that anybody notices

set local lock_timeout = '5s';

alter table journal.users add column nickname text;

alter table users add column nickname text;

alter table users alter column name drop not null;

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
        insert into journal.users (journal_operation, journal_actor, schema_version, traceparent, id, number, name, nickname)
        select 'INSERT', author.actor, 318935675, author.traceparent, n.id, n.number, n.name, n.nickname
        from new_rows n
        returning journal_id, journal_timestamp, id
        )
        insert into journal.queue_user_events (journal_id, journal_timestamp, journal_table, shard)
        select journal_id, journal_timestamp, 'users', 0 from recorded;
    elsif tg_op = 'UPDATE' then
        if exists (select from new_rows) then
            with recorded as (
            insert into journal.users (journal_operation, journal_actor, schema_version, traceparent, id, number, name, nickname)
            select 'UPDATE', author.actor, 318935675, author.traceparent, n.id, n.number, n.name, n.nickname
            from new_rows n
            join old_rows o on o.id = n.id
            where row(o.id, o.number, o.name, o.nickname)
                is distinct from row(n.id, n.number, n.name, n.nickname)
            returning journal_id, journal_timestamp, id
            )
            insert into journal.queue_user_events (journal_id, journal_timestamp, journal_table, shard)
            select journal_id, journal_timestamp, 'users', 0 from recorded;
        end if;
    else
        with recorded as (
        insert into journal.users (journal_operation, journal_actor, schema_version, traceparent, id, number, name, nickname)
        select 'DELETE', author.actor, 318935675, author.traceparent, o.id, o.number, o.name, o.nickname
        from old_rows o
        returning journal_id, journal_timestamp, id
        )
        insert into journal.queue_user_events (journal_id, journal_timestamp, journal_table, shard)
        select journal_id, journal_timestamp, 'users', 0 from recorded;
    end if;
    return null;
end
$journal$;
