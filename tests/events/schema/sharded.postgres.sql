-- Migration 0002, expand: run it before the next release starts.
--
-- refresh the triggers of the journal
--   previous release: keeps working: triggers are not its business
--   locks: none that anybody notices

set local lock_timeout = '5s';

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
        select journal_id, journal_timestamp, 'users', abs(hashtextextended(id::text, 0) % 4) from recorded;
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
            select journal_id, journal_timestamp, 'users', abs(hashtextextended(id::text, 0) % 4) from recorded;
        end if;
    else
        with recorded as (
        insert into journal.users (journal_operation, journal_actor, schema_version, traceparent, id, number, name)
        select 'DELETE', author.actor, 761657631, author.traceparent, o.id, o.number, o.name
        from old_rows o
        returning journal_id, journal_timestamp, id
        )
        insert into journal.queue_user_events (journal_id, journal_timestamp, journal_table, shard)
        select journal_id, journal_timestamp, 'users', abs(hashtextextended(id::text, 0) % 4) from recorded;
    end if;
    return null;
end
$journal$;
