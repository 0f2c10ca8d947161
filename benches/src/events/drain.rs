//! From committed rows to committed effects: relay, broker, inbox, handler.

use std::time::{Duration, Instant};

use apigen_bench::Result;
use apigen_events::Mode;
use apigen_store::Database;

use crate::cpu;
use crate::place::{Carrier, Place, execute, insert, per_second};
use crate::way::{Way, Writing};

/// What was measured of one way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Drained {
    /// Events a second.
    pub(crate) rate: f64,
    /// Microseconds of processor time an event, in all processes.
    pub(crate) cpu: f64,
}

/// How events are stored and handled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Path {
    pub(crate) carrier: Carrier,
    pub(crate) mode: Mode,
    pub(crate) writing: Writing,
}

impl Path {
    pub(crate) fn label(self) -> String {
        let mode = if self.mode == Mode::Staged { "staged" } else { "fused" };
        let writing = if self.writing == Writing::Batch { "" } else { ", one statement an event" };
        format!("{}, {mode}{writing}", self.carrier.name())
    }
}

/// Writes rows first, then measures until the last effect is committed.
pub(crate) async fn measure(place: &Place, count: i64, path: Path) -> Result<Drained> {
    let producer = place.producer().await?;
    insert(&producer, 0, count).await?;
    drain(place, &producer, count, path).await
}

/// Measures how what is queued is published and handled.
pub(crate) async fn drain(place: &Place, producer: &Database, count: i64, path: Path) -> Result<Drained> {
    let copies = place.consumer().await?;
    execute(producer, "analyze").await?;
    let way = Way::over(path.carrier)?;
    let consumer = way.consumer(&copies, Duration::ZERO, path.mode, path.writing).await?;
    // It has subscribed, and so every broker keeps what comes for it.
    consumer.settled().await;
    let (start, spent) = (Instant::now(), cpu::seconds());
    let relay = way.relay(producer).start()?;
    while consumer.metrics().handled < count.unsigned_abs() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let (rate, cpu) = (per_second(count, start), cpu::micros_each(spent, count));
    relay.stop().await;
    consumer.stop().await;
    copies.close().await;
    Ok(Drained { rate, cpu })
}
