//! Migrations: each file once, in order, by one process at a time, and never a changed one.

use apigen_store::{Database, Engine, MigrationError, Migrations, StoreError};

use crate::support::{databases, number};

const FIRST: (&str, &str) =
    ("0001_notes.sql", "create table notes (id integer primary key); insert into notes values (1)");
const SECOND: (&str, &str) = ("0002_expand_title.sql", "alter table notes add column title text");
const THIRD: (&str, &str) = ("0003_contract_title.sql", "alter table notes drop column title");

fn migrations<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Migrations {
    Migrations::of(files).unwrap()
}

#[tokio::test]
async fn files_are_run_once_and_in_order() {
    for database in databases().await {
        let done = migrations([SECOND, FIRST]).run(&database).await.unwrap();
        assert_eq!(done, ["0001_notes.sql", "0002_expand_title.sql"], "{}", database.engine());
        assert_eq!(migrations([FIRST, SECOND]).run(&database).await.unwrap(), <[String; 0]>::default());
        assert_eq!(migrations([FIRST, SECOND, THIRD]).until_contract().run(&database).await.unwrap().len(), 0);
        assert_eq!(migrations([FIRST, SECOND, THIRD]).run(&database).await.unwrap(), ["0003_contract_title.sql"]);
        assert_eq!(number(&database, "select count(*) from apigen_migrations").await, 3);
    }
}

#[tokio::test]
async fn what_does_not_fit_what_was_run_is_refused_before_anything_happens() {
    for database in databases().await {
        migrations([FIRST, THIRD].map(|(name, _)| (name, "select 1"))).run(&database).await.unwrap();
        let refusal = async |files: Vec<(&str, &str)>| migrations(files).run(&database).await.unwrap_err();
        let same = |(name, _)| (name, "select 1");
        let changed = refusal(vec![FIRST, same(THIRD)]).await;
        assert!(matches!(&changed, MigrationError::Changed(file) if file == FIRST.0), "{changed:?}");
        let late = refusal(vec![same(FIRST), SECOND, same(THIRD)]).await;
        assert!(matches!(&late, MigrationError::OutOfOrder { file, .. } if file == SECOND.0), "{late:?}");
        let older = refusal(vec![same(FIRST)]).await;
        assert!(matches!(&older, MigrationError::Unknown(file) if file == THIRD.0), "{older:?}");
    }
}

#[test]
fn names_that_leave_no_order_are_refused() {
    assert!(matches!(Migrations::of([("notes.sql", "")]), Err(MigrationError::Name(_))));
    let twice = Migrations::of([("0001_a.sql", ""), ("1_b.sql", "")]).unwrap_err();
    assert!(matches!(twice, MigrationError::Twice { .. }));
    let missing = Migrations::read(std::path::Path::new("/nowhere/at/all")).unwrap_err();
    assert_eq!(missing.to_string(), "cannot read migrations from /nowhere/at/all");
}

#[tokio::test]
async fn a_file_that_fails_leaves_nothing_of_itself() {
    for database in databases().await {
        let broken = ("0002_broken.sql", "alter table notes add column title text; insert into nowhere values (1)");
        let error = migrations([FIRST, broken]).run(&database).await.unwrap_err();
        let MigrationError::Failed { file, source: StoreError::Failed(_) } = &error else { panic!("{error:?}") };
        assert_eq!(file, broken.0);
        let done = migrations([FIRST, SECOND]).run(&database).await.unwrap();
        assert_eq!(done, [SECOND.0], "{}: the column of the broken file is not there", database.engine());
    }
}

#[tokio::test]
async fn what_is_no_transaction_runs_by_itself() {
    for database in databases().await {
        let alone = match database.engine() {
            Engine::Postgres => "-- transaction: none\ncreate index concurrently notes_idx on notes (id)",
            Engine::Sqlite => "-- transaction: none\nvacuum",
        };
        let done = migrations([FIRST, ("0002_alone.sql", alone)]).run(&database).await.unwrap();
        assert_eq!(done.len(), 2, "{}", database.engine());
    }
}

#[tokio::test]
async fn of_services_that_start_at_once_one_runs_each_file() {
    for database in databases().await {
        let alone = match database.engine() {
            Engine::Postgres => "-- transaction: none\ncreate index concurrently notes_idx on notes (id)",
            Engine::Sqlite => "create index notes_idx on notes (id)",
        };
        let all = migrations([FIRST, ("0002_alone.sql", alone), ("0003_more.sql", "insert into notes values (2)")]);
        let start = |database: Database| {
            let all = all.clone();
            tokio::spawn(async move { all.run(&database).await.unwrap().len() })
        };
        let mut run = 0;
        for service in (0..5).map(|_| start(database.clone())).collect::<Vec<_>>() {
            run += service.await.unwrap();
        }
        assert_eq!((run, number(&database, "select count(*) from notes").await), (3, 2), "{}", database.engine());
    }
}
