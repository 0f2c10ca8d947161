-- Migration 0002, expand: run it before the next release starts.
--
-- add column `language`
--   previous release: keeps working: it does not know the column, and rows that it writes get the default
--   locks: the table, for moments; gives up after 5 seconds, and may be run again
--
-- let column `note` be absent
--   previous release: keeps working until the next release leaves the value out; then it cannot read such rows
--   locks: the table, for moments; gives up after 5 seconds, and may be run again

set local lock_timeout = '5s';

alter table orders add column language text not null default 'en';

alter table orders alter column note drop not null;
