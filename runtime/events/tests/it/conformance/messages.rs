//! What arrives is what was sent.

use apigen_events::transport::{Delivery, Published};
use apigen_events::{Message, Replay};
use apigen_test_servers::{PATIENCE, eventually};
use bytes::Bytes;

use crate::brokers::Broker;
use crate::messages::{Received, consumer, message, producer, stream, subscribe};

pub(crate) async fn headers_and_payload_arrive_as_they_were(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let mut subscription = subscribe(&*transport, &stream, "orders").await;
    let odd = Message {
        id: "a/b c\u{1F980}".to_owned(),
        key: " \"ü\"\r\nce-id: 7\t% ".to_owned(),
        sequence: i64::MAX,
        replay: Some(Replay { id: "r/1".to_owned(), target: Some(consumer("orders")) }),
        trace_parent: Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".to_owned()),
        payload: (0..=255).collect::<Vec<u8>>().into(),
        ..message(0)
    };
    let empty = Message { payload: Bytes::new(), key: String::new(), ..message(1) };
    let batch = [odd, empty];
    assert_eq!(producer(&*transport, &stream).await.publish(&batch).await, Published::all(2));
    let mut arrived = Vec::new();
    while arrived.len() < batch.len() {
        let more = subscription.next(10, PATIENCE).await.unwrap();
        assert!(!more.is_empty(), "only {arrived:?} came");
        arrived.extend(more);
    }
    assert_eq!(arrived, batch.map(Delivery::Event));
}

pub(crate) async fn a_replay_is_no_duplicate(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let mut subscription = subscribe(&*transport, &stream, "orders").await;
    let mut producer = producer(&*transport, &stream).await;
    let replayed = |id: &str| Message { replay: Some(Replay { id: id.to_owned(), target: None }), ..message(0) };
    for batch in [message(0), replayed("r1"), replayed("r2")] {
        assert_eq!(producer.publish(&[batch]).await, Published::all(1));
    }
    let mut received = Received::default();
    eventually("all three come", async || {
        while received.0.len() < 3 {
            received.take(&mut *subscription, 10).await?;
        }
        Some(())
    })
    .await;
    assert_eq!(received.0, [0, 0, 0]);
}
