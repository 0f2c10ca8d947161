//! Stories of a consumer that need no producer: handlers that fail without saying so, events that come strangely.

mod stories;

use std::sync::Arc;
use std::time::Duration;

use apigen_store::{Database, Engine, Transaction, Value};
use apigen_test_servers::Postgres;
use apigen_types::{DateTime, Json};

use super::{Consumer, ConsumerOptions, Event, Handle, HandleError, Mode, RunningConsumer};
use crate::transport::Transport;
use crate::transport::memory::Memory;
use crate::{ConsumerName, Health, Message, ParkedEvents, Replay, Stream};

static STREAM: Stream =
    Stream { name: "words", address: "words.json", retention: Duration::from_hours(1), members: &["word"] };

const BOTH: [Engine; 2] = [Engine::Postgres, Engine::Sqlite];

/// What it does with the word "bad", which is no failure that it knows of; every other word is written down.
#[derive(Debug, Clone, Copy)]
enum Mishap {
    Panic,
    /// A reference that leads nowhere, which the database notices when the transaction is committed.
    LateRefusal,
}

impl Handle<Json> for Mishap {
    async fn handle(&self, transaction: &mut Transaction<'static>, events: &[Event<Json>]) -> Result<(), HandleError> {
        for event in events {
            let line = match (event.body.as_str(), self) {
                (Some("bad"), Self::Panic) => panic!("this word is bad"),
                (Some("bad"), Self::LateRefusal) => 0_i64,
                _ => 1,
            };
            let values: [Value; 2] = [event.key.as_str().into(), line.into()];
            transaction.execute("insert into written (word, page) values ($1, $2)", &values).await?;
        }
        Ok(())
    }
}

/// A consumer that has handled messages which were all there before it began.
async fn consumed(engine: Engine, mishap: Mishap, mode: Mode, messages: &[Message]) -> (Database, RunningConsumer) {
    let transport: Arc<dyn Transport> = Arc::new(Memory::new());
    let published = transport.producer(&STREAM.address().unwrap()).await.unwrap().publish(messages).await;
    assert_eq!(published.confirmed, messages.len());
    consuming(engine, mishap, mode, &transport).await
}

/// A consumer that has handled what there was.
async fn consuming(
    engine: Engine,
    mishap: Mishap,
    mode: Mode,
    transport: &Arc<dyn Transport>,
) -> (Database, RunningConsumer) {
    let url = match engine {
        Engine::Postgres => Postgres::shared().database(),
        Engine::Sqlite => "sqlite::memory:".to_owned(),
    };
    let database = Database::connect(&url).await.unwrap();
    let mut transaction = database.begin().await.unwrap();
    let tables = "create table pages (id bigint primary key); insert into pages values (1); \
                  create table written (word text, page bigint references pages deferrable initially deferred)";
    transaction.script(tables).await.unwrap();
    transaction.commit().await.unwrap();
    let options = ConsumerOptions { mode, attempts: 1, interval: Duration::ZERO, ..ConsumerOptions::default() };
    let name = ConsumerName::new("readers").unwrap();
    let consumer =
        Consumer::new::<Json, _>(database.clone(), Arc::clone(transport), &STREAM, name, mishap).with(options);
    let consumer = consumer.start().await.unwrap();
    consumer.settled().await;
    (database, consumer)
}

/// Publishes, and waits until the consumer has nothing left to do.
async fn told(transport: &Arc<dyn Transport>, consumer: &RunningConsumer, messages: &[Message]) {
    let published = transport.producer(&STREAM.address().unwrap()).await.unwrap().publish(messages).await;
    assert_eq!(published.confirmed, messages.len());
    consumer.settled().await;
}

/// How often a word had an effect.
async fn written(database: &Database, word: &str) -> i64 {
    let mut rows = database.query("select count(*) from written where word = $1", &[word.into()]).await.unwrap();
    rows[0].get(0).unwrap()
}

fn message(key: &str, word: &str) -> Message {
    Message {
        id: format!("event-{key}"),
        kind: "word".to_owned(),
        time: DateTime::now(),
        key: key.to_owned(),
        sequence: 1,
        replay: None,
        trace_parent: None,
        payload: Json::from(word).to_string().into(),
    }
}

#[tokio::test]
async fn a_bad_event_is_parked_alone_however_the_handler_fails_on_it() {
    let words = [("ada", "good"), ("bob", "bad"), ("eve", "good")].map(|(key, word)| message(key, word));
    let mishaps = [
        (Mishap::Panic, "the handler panicked: this word is bad"),
        (Mishap::LateRefusal, "a reference would lead nowhere"),
    ];
    for (mishap, reason) in mishaps {
        for (engine, mode) in BOTH.into_iter().flat_map(|it| [(it, Mode::Staged), (it, Mode::Fused)]) {
            let story = format!("{mishap:?} {engine} {mode:?}");
            let (database, consumer) = consumed(engine, mishap, mode, &words).await;
            let parked = ParkedEvents::of(&database, STREAM.name).list(9).await.unwrap();
            let keys: Vec<_> = parked.iter().map(|it| (it.key.as_str(), it.state.as_str())).collect();
            assert_eq!(keys, [("bob", "parked")], "{story}");
            assert!(parked[0].error.contains(reason), "{story}: {}", parked[0].error);
            assert_eq!((written(&database, "ada").await, written(&database, "eve").await), (1, 1), "{story}");
            assert_eq!(consumer.health(), Health::Working, "{story}");
        }
    }
}

#[tokio::test]
async fn an_event_that_two_replays_tell_at_once_is_handled_once_for_each() {
    for engine in BOTH {
        let first = message("ada", "good");
        let told_by = |id: &str| Message { replay: Some(Replay { id: id.to_owned(), target: None }), ..first.clone() };
        let replays = ["r1", "r2"].map(|id| told_by(&format!("00000000-0000-0000-0000-0000000000{id}")));
        let messages = [&[first.clone()][..], &replays].concat();
        let (database, consumer) = consumed(engine, Mishap::Panic, Mode::Staged, &messages).await;
        assert_eq!(written(&database, "ada").await, 3, "{engine}: {:?}", consumer.health());
    }
}

#[tokio::test]
async fn events_of_one_id_and_different_times_are_all_handled() {
    for (engine, mode) in BOTH.into_iter().flat_map(|it| [(it, Mode::Staged), (it, Mode::Fused)]) {
        let first = message("ada", "good");
        let later = first.time.checked_add(Duration::from_secs(1)).unwrap();
        let second = Message { time: later, key: "bob".to_owned(), ..first.clone() };
        let (database, _consumer) = consumed(engine, Mishap::Panic, mode, &[first, second]).await;
        assert_eq!((written(&database, "ada").await, written(&database, "bob").await), (1, 1), "{engine} {mode:?}");
    }
}

#[tokio::test]
async fn copies_among_what_is_taken_for_new_have_no_effect() {
    for (engine, mode) in BOTH.into_iter().flat_map(|it| [(it, Mode::Staged), (it, Mode::Fused)]) {
        let transport: Arc<dyn Transport> = Arc::new(Memory::new());
        let (database, consumer) = consuming(engine, Mishap::Panic, mode, &transport).await;
        let words = ["ada", "bob", "cid", "dan", "eve", "fay"].map(|it| message(it, "good"));
        // So many without a copy that none is expected any more.
        for word in &words[..5] {
            told(&transport, &consumer, std::slice::from_ref(word)).await;
        }
        let copy = Message { trace_parent: Some("00-7-8-01".to_owned()), ..words[1].clone() };
        told(&transport, &consumer, &[copy, words[5].clone()]).await;
        for word in &words {
            assert_eq!(written(&database, &word.key).await, 1, "{engine} {mode:?} {}", word.key);
        }
        assert_eq!(consumer.metrics().duplicates, 1, "{engine} {mode:?}");
    }
}
