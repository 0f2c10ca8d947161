//! Repositories write: what is new, what is the same, what somebody else has changed.

use apigen_store::{Engine, StoreError, Written};
use apigen_test_servers::eventually;
use apigen_types::{DateTime, Json};

use crate::sample::{Note, Notes, databases, key, note, notes};
use crate::support::{number, script};

#[tokio::test]
async fn what_is_inserted_is_found_by_its_key() {
    for database in databases().await {
        let mut notes = Notes::of(&database);
        notes.insert(&note(1)).await.unwrap();
        assert_eq!(notes.get(key(1)).await.unwrap(), Some(note(1)));
        assert_eq!(notes.get(key(2)).await.unwrap(), None);
        assert_eq!(notes.find(&[2], vec!["note 1".into()]).await.unwrap(), Some(note(1)));

        let same_key = Note { title: "other".into(), ..note(1) };
        let StoreError::AlreadyExists(refusal) = notes.insert(&same_key).await.unwrap_err() else { panic!() };
        assert_eq!(refusal.fields, ["shelf", "id"], "{}", database.engine());
        let same_title = Note { title: "note 1".into(), ..note(2) };
        let StoreError::AlreadyExists(refusal) = notes.insert(&same_title).await.unwrap_err() else { panic!() };
        assert_eq!(refusal.fields, ["title"]);
    }
}

#[tokio::test]
async fn an_upsert_that_changes_nothing_writes_nothing() {
    for database in databases().await {
        let mut notes = Notes::of(&database);
        let mut note = note(1);
        assert_eq!(notes.upsert(&note).await.unwrap(), Written::Changed);
        assert_eq!(notes.upsert(&note).await.unwrap(), Written::Unchanged);
        note.updated_at = DateTime::now();
        assert_eq!(notes.upsert(&note).await.unwrap(), Written::Unchanged, "when it was written is no content");
        note.body = Json::from("new");
        assert_eq!(notes.upsert(&note).await.unwrap(), Written::Changed);
        assert_eq!(number(&database, "select count(*) from changes").await, 2, "{}", database.engine());
        let stored = notes.get(key(1)).await.unwrap().unwrap();
        assert_eq!((stored.body, stored.version), (note.body, 2));
    }
}

#[tokio::test]
async fn a_row_that_somebody_changed_by_hand_is_written_again() {
    for database in databases().await {
        let mut notes = Notes::of(&database);
        notes.insert(&note(1)).await.unwrap();
        database.execute("update notes set title = 'by hand', hash_code = null", []).await.unwrap();
        assert_eq!(notes.upsert(&note(1)).await.unwrap(), Written::Changed, "{}", database.engine());
        assert_eq!(notes.get(key(1)).await.unwrap().unwrap().title, "note 1");
    }
}

#[tokio::test]
async fn a_thousand_rows_are_a_few_statements() {
    for database in databases().await {
        let mut notes = Notes::of(&database);
        let mut all: Vec<_> = (0..1_003).map(note).collect();
        notes.insert_all(&all).await.unwrap();
        assert_eq!(number(&database, "select count(*) from notes").await, 1_003);
        for note in all.iter_mut().step_by(100) {
            note.rank = Some(7);
        }
        all.push(Note { rank: Some(9), ..note(5) });
        assert_eq!(notes.upsert_all(&all).await.unwrap(), 12, "{}", database.engine());
        assert_eq!(notes.get(key(5)).await.unwrap().unwrap().rank, Some(9), "the last of several counts");
        let mut found = notes.get_all((0..1_500).map(key).collect()).await.unwrap();
        found.sort_by_key(|it| it.id);
        assert_eq!(found.len(), 1_003);
        assert_eq!((found[100].rank, found[101].rank), (Some(7), None));
        notes.insert_all(&[]).await.unwrap();
    }
}

#[tokio::test]
async fn many_rows_are_all_written_or_none() {
    for database in databases().await {
        Notes::of(&database).insert(&note(500)).await.unwrap();
        let all: Vec<_> = (0..1_000).map(note).collect();
        let error = Notes::of(&database).insert_all(&all).await.unwrap_err();
        assert!(matches!(error, StoreError::AlreadyExists(_)), "{error:?}");
        assert_eq!(number(&database, "select count(*) from notes").await, 1, "{}", database.engine());

        if database.engine() == Engine::Sqlite {
            let mut transaction = database.begin().await.unwrap();
            Notes::of(&mut transaction).insert_all(&all).await.unwrap_err();
            Notes::of(&mut transaction).insert(&note(1)).await.unwrap();
            transaction.commit().await.unwrap();
            assert_eq!(number(&database, "select count(*) from notes").await, 2);
        }
    }
}

#[tokio::test]
async fn updates_find_their_row_or_say_so() {
    for database in databases().await {
        let mut notes = Notes::of(&database);
        assert!(matches!(notes.update(&note(1)).await, Err(StoreError::NotFound)));
        notes.insert(&note(1)).await.unwrap();
        assert_eq!(notes.update(&note(1)).await.unwrap(), Written::Unchanged);
        let after = Note { title: "other".into(), ..note(1) };
        assert_eq!(notes.update(&after).await.unwrap(), Written::Changed);
        assert_eq!(notes.get(key(1)).await.unwrap().unwrap().title, "other");
        assert!(notes.delete(key(1)).await.unwrap());
        assert!(!notes.delete(key(1)).await.unwrap());
    }
}

#[tokio::test]
async fn an_update_of_an_old_version_is_a_conflict() {
    for database in databases().await {
        let mut notes = Notes::of(&database);
        notes.insert(&note(1)).await.unwrap();
        let (mut mine, mut yours) = (note(1), note(1));
        mine.rank = Some(1);
        assert_eq!(notes.update_version(&mut mine).await.unwrap(), Written::Changed);
        assert_eq!(mine.version, 2);
        yours.rank = Some(2);
        assert!(matches!(notes.update_version(&mut yours).await, Err(StoreError::VersionConflict)));
        assert_eq!(notes.update_version(&mut mine).await.unwrap(), Written::Unchanged);
        assert_eq!(notes.get(key(1)).await.unwrap(), Some(mine));
        assert!(matches!(notes.update_version(&mut note(2)).await, Err(StoreError::NotFound)));
    }
}

#[tokio::test]
async fn an_update_of_what_was_not_read_is_a_conflict() {
    for database in databases().await {
        let mut notes = Notes::of(&database);
        notes.insert(&note(1)).await.unwrap();
        let after = |rank| Note { rank: Some(rank), ..note(1) };
        assert_eq!(notes.update_from(&note(1), &after(1)).await.unwrap(), Written::Changed);
        assert!(matches!(notes.update_from(&note(1), &after(2)).await, Err(StoreError::VersionConflict)));
        assert_eq!(notes.update_from(&note(1), &after(1)).await.unwrap(), Written::Unchanged, "somebody did the same");
        assert!(matches!(notes.update_from(&note(2), &note(2)).await, Err(StoreError::NotFound)));
    }
}

#[tokio::test]
async fn of_rivals_with_the_same_version_one_wins() {
    for engine in [Engine::Postgres, Engine::Sqlite] {
        let database = notes(engine).await;
        Notes::of(&database).insert(&note(1)).await.unwrap();
        let rivals = (0..20).map(|rank| {
            let database = database.clone();
            tokio::spawn(async move {
                let mut mine = Note { rank: Some(rank), ..note(1) };
                Notes::of(&database).update_version(&mut mine).await
            })
        });
        let mut won = 0;
        for rival in rivals.collect::<Vec<_>>() {
            match rival.await.unwrap() {
                Ok(Written::Changed) => won += 1,
                Err(StoreError::VersionConflict) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((won, Notes::of(&database).get(key(1)).await.unwrap().unwrap().version), (1, 2), "{engine}");
    }
}

#[tokio::test]
async fn rivals_that_upsert_the_same_key_all_succeed() {
    for engine in [Engine::Postgres, Engine::Sqlite] {
        let database = notes(engine).await;
        let rivals = (0..20).map(|rank| {
            let database = database.clone();
            tokio::spawn(async move {
                let mine = Note { rank: Some(rank), ..note(1) };
                Notes::of(&database).upsert(&mine).await
            })
        });
        for rival in rivals.collect::<Vec<_>>() {
            assert_eq!(rival.await.unwrap().unwrap(), Written::Changed);
        }
        assert_eq!(number(&database, "select count(*) from changes").await, 20, "{engine}");
    }
}

#[tokio::test]
async fn a_rival_that_comes_right_behind_the_look_for_the_key_is_none() {
    let database = notes(Engine::Postgres).await;
    // An upsert stops behind its look for the key, where the index of titles is asked first.
    let stop = "alter table notes drop constraint notes_pkey; drop index notes_title_key; \
                create function stop(text) returns text immutable language plpgsql as \
                'begin perform pg_advisory_xact_lock_shared(7); return $1; end'; \
                create unique index notes_title_key on notes (stop(title)); \
                alter table notes add primary key (shelf, id)";
    script(&database, stop).await;
    let mut rival = database.begin().await.unwrap();
    rival.query("select pg_advisory_xact_lock(7)", &[]).await.unwrap();
    let upsert = tokio::spawn({
        let database = database.clone();
        async move { Notes::of(&database).upsert(&Note { rank: Some(2), ..note(1) }).await }
    });
    let stopped = "select count(*) from pg_locks where locktype = 'advisory' and not granted";
    eventually("it stops", async || (number(&database, stopped).await == 1).then_some(())).await;
    Notes::of(&mut rival).insert(&note(1)).await.unwrap();
    rival.commit().await.unwrap();
    assert_eq!(upsert.await.unwrap().unwrap(), Written::Changed);
    assert_eq!(Notes::of(&database).get(key(1)).await.unwrap().unwrap().rank, Some(2));
}

#[tokio::test]
async fn a_repository_in_a_transaction_belongs_to_it() {
    for database in databases().await {
        let mut transaction = database.begin().await.unwrap();
        Notes::of(&mut transaction).insert(&note(1)).await.unwrap();
        transaction.execute("update notes set rank = 3", &[]).await.unwrap();
        assert_eq!(Notes::of(&mut transaction).get(key(1)).await.unwrap().unwrap().rank, Some(3));
        assert_eq!(Notes::of(&database).get(key(1)).await.unwrap(), None);
        transaction.rollback().await.unwrap();
        assert_eq!(Notes::of(&database).get(key(1)).await.unwrap(), None, "{}", database.engine());
    }
}

#[tokio::test]
async fn a_locked_row_is_nobody_elses_until_the_transaction_ends() {
    for engine in [Engine::Postgres, Engine::Sqlite] {
        let database = notes(engine).await;
        Notes::of(&database).insert(&Note { rank: Some(0), ..note(1) }).await.unwrap();
        let counters = (0..20).map(|_| {
            let database = database.clone();
            tokio::spawn(async move {
                let mut transaction = database.begin().await.unwrap();
                let found = Notes::lock(&mut transaction, key(1)).await.unwrap().unwrap();
                let next = Note { rank: found.rank.map(|it| it + 1), ..found };
                Notes::of(&mut transaction).update(&next).await.unwrap();
                transaction.commit().await.unwrap();
            })
        });
        for counter in counters.collect::<Vec<_>>() {
            counter.await.unwrap();
        }
        assert_eq!(Notes::of(&database).get(key(1)).await.unwrap().unwrap().rank, Some(20), "{engine}");
    }
}

#[tokio::test]
async fn who_wants_a_locked_row_on_postgres_is_kept_out() {
    let database = notes(Engine::Postgres).await;
    Notes::of(&database).insert(&note(1)).await.unwrap();
    let mut holder = database.begin().await.unwrap();
    assert_eq!(Notes::lock(&mut holder, key(2)).await.unwrap(), None);
    assert_eq!(Notes::lock(&mut holder, key(1)).await.unwrap(), Some(note(1)));
    let take = "select 1 from notes for no key update nowait";
    let error = database.begin().await.unwrap().query(take, &[]).await.unwrap_err();
    assert!(matches!(error, StoreError::Contended(_)), "{error:?}");
    holder.commit().await.unwrap();
    assert_eq!(database.begin().await.unwrap().query(take, &[]).await.unwrap().len(), 1);
}
