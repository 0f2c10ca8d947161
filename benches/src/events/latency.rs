//! From the commit to the committed effect, at 100 transactions a second.

use std::time::Duration;

use apigen_bench::Result;
use apigen_events::Mode;
use tokio::time::{Instant, MissedTickBehavior, interval};

use crate::place::{Carrier, Place, execute, users};
use crate::way::{Way, Writing};

/// Connections, plans and caches come about with the first transactions, which are not measured.
const WARM: usize = 100;
const TRANSACTIONS: usize = 1000;

/// The 50th and the 99th of a hundred, in milliseconds.
pub(crate) async fn measure(place: &Place, carrier: Carrier, batching: u64, mode: Mode) -> Result<(f64, f64)> {
    let (producer, copies) = (place.producer().await?, place.consumer().await?);
    let way = Way::over(carrier)?;
    let consumer = way.consumer(&copies, Duration::from_millis(batching), mode, Writing::Batch).await?;
    consumer.settled().await;
    let relay = way.relay(&producer).start()?;
    relay.settled().await;
    let hint = relay.hint();
    let writer = tokio::spawn(async move {
        let mut committed = Vec::new();
        let mut ticks = interval(Duration::from_millis(10));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        for number in 0..i64::try_from(WARM + TRANSACTIONS)? {
            ticks.tick().await;
            execute(&producer, &users(number, number)).await?;
            committed.push(Instant::now());
            hint.committed();
        }
        Result::Ok(committed)
    });
    let mut handled = Vec::new();
    while handled.len() < WARM + TRANSACTIONS {
        let count = usize::try_from(consumer.metrics().handled)?;
        let now = Instant::now();
        handled.resize(count.max(handled.len()), now);
        tokio::time::sleep(Duration::from_micros(250)).await;
    }
    let committed = writer.await??;
    let pairs = committed.iter().zip(&handled).skip(WARM);
    let mut waits: Vec<_> = pairs.map(|(from, to)| to.duration_since(*from).as_secs_f64() * 1e3).collect();
    waits.sort_by(f64::total_cmp);
    relay.stop().await;
    consumer.stop().await;
    Ok((waits[waits.len() / 2], waits[waits.len() * 99 / 100]))
}
