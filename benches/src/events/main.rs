//! Events a second from committed rows to committed effects, beside what PostgreSQL alone does with the same rows.
//!
//! Figures of one run are compared with each other only: the machine is shared. PostgreSQL runs with `fsync`, schema and
//! crate of the user service are generated. `EVENTS_JOURNAL=10000000` lets the journal grow that far, and
//! `EVENTS_COUNT=4000` makes a run short that is not about figures.
#![allow(clippy::print_stdout)]

mod bars;
mod cpu;
mod drain;
mod floor;
mod growth;
mod latency;
mod order;
mod peers;
mod place;
mod stream;
mod way;
mod writes;

use std::collections::BTreeMap;

use apigen_bench::Result;
use apigen_events::Mode;
use bars::{at_least, at_most};
use drain::{Drained, Path};
use place::{Carrier, Place};
use way::Writing;

/// So many events go each way, unless `EVENTS_COUNT` says otherwise.
const EVENTS: i64 = 40_000;
/// Journals of 10,000 rows and of so many are compared.
const LARGE: i64 = 1_000_000;

#[tokio::main]
async fn main() -> Result {
    let runs: usize = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(1);
    let place = Place::new();
    for run in 1..=runs {
        println!("run {run} of {runs}, {} events", events());
        let floor = floors(&place).await?;
        let ways = ways(&place, floor.raw).await?;
        let costs = writes::measure(&place).await?;
        let disorder = order::measure(&place).await?;
        let waits = latencies(&place).await?;
        let (small, large) = journals(&place).await?;
        let stream = stream::measure(200_000).await?;
        println!("  a stream in memory, no database       {stream:9.0} events/s");
        println!("bars, each from figures of this run");
        rates(&floor, &ways);
        peers::compare_latency(waits);
        at_least("journaled single rows, 16 writers, of plain ones", costs.single, 0.65);
        at_least("journaled bulk inserts, of plain ones", costs.bulk, 0.5);
        at_least("updates that find equal hashes, of those that write, in SQL", costs.in_sql.rate, 10.0);
        at_most("their CPU, of that of those", costs.in_sql.cpu, 0.1);
        at_most("their WAL, of that of those", costs.in_sql.wal, 0.1);
        at_least("generated upserts that change nothing, of those that do", costs.unchanged, 10.0);
        at_most("events lost among 16 writers", f64::from(disorder.lost), 0.0);
        at_most("events behind a later one of their key", f64::from(disorder.inverted), 0.0);
        at_least("events/s of a stream in memory", stream, 100_000.0);
        at_most("cost of an event behind a large journal, of one behind 10,000 rows", large.cpu / small.cpu, 1.15);
    }
    Ok(())
}

/// How many events go each way: thousands.
fn events() -> i64 {
    number("EVENTS_COUNT", EVENTS).max(1000) / 1000 * 1000
}

/// A number from the environment.
fn number(name: &str, otherwise: i64) -> i64 {
    std::env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(otherwise)
}

/// What PostgreSQL does by itself.
struct Floors {
    raw: f64,
    hundred: Drained,
    thousand: Drained,
    single: f64,
}

async fn floors(place: &Place) -> Result<Floors> {
    let raw = floor::raw_inserts(place, events()).await?;
    println!("  raw inserts, 1,000 a commit           {raw:9.0} rows/s");
    let each = floor::row_by_row(place, events() / 4).await?;
    println!("  one statement a row, 1,000 a commit   {each:9.0} rows/s");
    let hundred = floor::read_and_delete(place, events() / 2, 100).await?;
    println!("  a queue as pgmq, 100 a read           {:9.0} jobs/s,   {:5.1} µs CPU a job", hundred.rate, hundred.cpu);
    let thousand = floor::read_and_delete(place, events(), 1000).await?;
    println!(
        "  a queue as pgmq, 1,000 a read         {:9.0} jobs/s,   {:5.1} µs CPU a job",
        thousand.rate, thousand.cpu
    );
    let single = floor::one_at_a_time(place, 1000).await?;
    println!("  a queue of one job a commit           {single:9.0} jobs/s");
    Ok(Floors { raw, hundred, thousand, single })
}

async fn ways(place: &Place, raw: f64) -> Result<BTreeMap<String, Drained>> {
    let mut all = BTreeMap::new();
    let paths = Carrier::ALL.into_iter().flat_map(|carrier| {
        [(Mode::Staged, Writing::Batch), (Mode::Fused, Writing::Batch), (Mode::Staged, Writing::Each)]
            .map(|(mode, writing)| Path { carrier, mode, writing })
    });
    for path in paths {
        let drained = drain::measure(place, events(), path).await?;
        let (label, Drained { rate, cpu }) = (path.label(), drained);
        println!("  {label:37} {rate:9.0} events/s  {:5.2} of raw inserts, {cpu:5.0} µs CPU an event", rate / raw);
        all.insert(label, drained);
    }
    Ok(all)
}

/// Milliseconds of the 50th and the 99th of a hundred, over NATS without batching.
async fn latencies(place: &Place) -> Result<(f64, f64)> {
    let mut nats = (f64::NAN, f64::NAN);
    for carrier in Carrier::ALL {
        for batching in [250, 5, 0] {
            let (p50, p99) = latency::measure(place, carrier, batching, Mode::Staged).await?;
            let name = carrier.name();
            println!("  {name:8} at 100 tx/s, {batching:3} ms batches    p50 {p50:6.1} ms, p99 {p99:6.1} ms");
            if carrier == Carrier::Nats && batching == 0 {
                nats = (p50, p99);
            }
        }
    }
    Ok(nats)
}

async fn journals(place: &Place) -> Result<(Drained, Drained)> {
    let sizes = [10_000, number("EVENTS_JOURNAL", LARGE)];
    let measured = growth::measure(place, sizes).await?;
    for (rows, it) in sizes.iter().zip(measured) {
        println!("  behind {rows:8} journal rows          {:9.0} events/s, {:5.0} µs CPU an event", it.rate, it.cpu);
    }
    Ok(measured.into())
}

fn rates(floor: &Floors, ways: &BTreeMap<String, Drained>) {
    let way = |label: &str| ways.get(label).copied().unwrap_or(Drained { rate: f64::NAN, cpu: f64::NAN });
    let (memory, fused, nats) = (way("memory, staged"), way("memory, fused"), way("NATS, staged"));
    at_least("NATS, staged, of a queue as pgmq with 100 a read", nats.rate / floor.hundred.rate, 0.8);
    at_least("NATS, staged, of a queue as pgmq with 1,000 a read", nats.rate / floor.thousand.rate, 0.5);
    at_least("memory, fused, of a queue as pgmq with 1,000 a read", fused.rate / floor.thousand.rate, 0.7);
    at_least("NATS, staged, of a queue of one job a commit", nats.rate / floor.single, 12.0);
    peers::compare(nats.rate, way("NATS, staged, one statement an event").rate, floor.thousand.rate);
    for (way, micros, most) in
        [("memory", memory.cpu, 40.0), ("NATS", nats.cpu, 60.0), ("RabbitMQ", way("RabbitMQ, staged").cpu, 125.0)]
    {
        peers::compare_cpu(way, micros, floor.thousand.cpu, most);
    }
}
