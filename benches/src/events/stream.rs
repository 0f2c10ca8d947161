//! A stream in memory without a database, as tests use it: real encoding and decoding.

use std::time::{Duration, Instant};

use apigen_bench::Result;
use apigen_events::transport::Transport as _;
use apigen_events::transport::memory::Memory;
use apigen_events::{ConsumerName, Message};
use apigen_types::DateTime;
use bytes::Bytes;
use io_acme_user_v0::events::user_events;
use io_acme_user_v0::{User, UserEvent, UserUpserted};

use crate::place::per_second;

/// Events a second from a value to a value.
pub(crate) async fn measure(count: i64) -> Result<f64> {
    let (address, memory, name) = (user_events::STREAM.address()?, Memory::new(), ConsumerName::new("bench")?);
    let mut producer = memory.producer(&address).await?;
    let mut subscription = memory.subscribe(&address, &name).await?;
    let start = Instant::now();
    for first in (0..count).step_by(1000) {
        let batch = (first..first + 1000).map(message).collect::<Result<Vec<_>>>()?;
        let published = producer.publish(&batch).await;
        if let Some(failure) = published.failure {
            return Err(failure.into());
        }
        let mut received = 0;
        while received < batch.len() {
            let deliveries = subscription.next(1000, Duration::from_secs(1)).await?;
            for delivery in &deliveries {
                let message = delivery.event().ok_or("what was published is no event")?;
                let _: UserEvent = serde_json::from_slice(&message.payload)?;
            }
            received += deliveries.len();
            subscription.acknowledge().await?;
        }
    }
    Ok(per_second(count, start))
}

fn message(number: i64) -> Result<Message> {
    let (now, id) = (DateTime::now(), format!("{number:032x}"));
    let user = User::new(format!("usr-{id}"), format!("user_{number}"), now, now);
    let event = UserEvent::UserUpserted(UserUpserted { event_id: id.clone(), timestamp: now, user });
    Ok(Message {
        id,
        kind: "user_upserted".to_owned(),
        time: now,
        key: number.to_string(),
        sequence: number,
        replay: None,
        trace_parent: None,
        payload: Bytes::from(serde_json::to_vec(&event)?),
    })
}
