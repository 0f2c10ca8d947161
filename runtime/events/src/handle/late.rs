//! A story of events whose places lie below those that were handled already, since their transaction ended later.

use std::sync::Arc;
use std::time::Duration;

use apigen_store::{Database, Transaction};
use apigen_test_servers::{PATIENCE, Postgres};
use apigen_types::{DateTime, Json};
use tokio::sync::Notify;

use super::{Consumer, ConsumerOptions, Event, Handle, HandleError};
use crate::transport::{Transport, memory::Memory};
use crate::{ConsumerName, Message, Stream};

static STREAM: Stream =
    Stream { name: "words", address: "words.json", retention: Duration::from_hours(1), members: &["word"] };

/// Queues the first event once more, at the first place, when the gate opens.
struct Late(Arc<Notify>);

impl Handle<Json> for Late {
    async fn handle(&self, transaction: &mut Transaction<'static>, events: &[Event<Json>]) -> Result<(), HandleError> {
        if events[0].replay_id.is_none() {
            self.0.notified().await;
            let late = "insert into inbox.queue_words (seq, event_id, event_time, key_hash, replay_id) \
                        select 1, event_id, event_time, key_hash, 'late' from inbox.words";
            transaction.execute(late, &[]).await?;
        }
        Ok(())
    }
}

#[tokio::test]
async fn who_waits_for_rest_waits_for_what_was_queued_late() -> Result<(), Box<dyn std::error::Error>> {
    let database = Database::connect(&Postgres::shared().database()).await?;
    let (transport, gate): (Arc<dyn Transport>, _) = (Arc::new(Memory::new()), Arc::new(Notify::new()));
    let message = Message {
        id: "event-1".to_owned(),
        kind: "word".to_owned(),
        time: DateTime::now(),
        key: "ada".to_owned(),
        sequence: 1,
        replay: None,
        trace_parent: None,
        payload: Json::from("word").to_string().into(),
    };
    let options = ConsumerOptions { interval: Duration::ZERO, ..ConsumerOptions::default() };
    let (name, handler) = (ConsumerName::new("readers")?, Late(Arc::clone(&gate)));
    let consumer = Consumer::new::<Json, _>(database.clone(), Arc::clone(&transport), &STREAM, name, handler);
    let consumer = consumer.with(options).start().await?;
    // The first place is somebody's who takes it later.
    database.query("select nextval('inbox.seq_words')", &[]).await?;
    let published = transport.producer(&STREAM.address()?).await?.publish(&[message]).await;
    assert_eq!(published.confirmed, 1);
    let open = async {
        // Somebody waits while the first event is being handled.
        while consumer.shared.handled.begun() == 0 {
            tokio::task::yield_now().await;
        }
        gate.notify_one();
    };
    let story = async { tokio::join!(consumer.settled(), open) };
    tokio::time::timeout(PATIENCE, story).await?;
    assert_eq!(consumer.metrics().handled, 2);
    Ok(())
}
