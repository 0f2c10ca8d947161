//! Events a second from committed rows to committed effects, beside what PostgreSQL alone does with the same rows.
//!
//! Figures of one run are compared with each other only: the machine is shared. PostgreSQL runs with `fsync`.
#![allow(clippy::print_stdout)]

mod drain;
mod floor;
mod latency;
mod place;
mod writes;

use apigen_bench::Result;
use apigen_events::Mode;
use drain::Path;
use place::Place;

const EVENTS: i64 = 20_000;

#[tokio::main]
async fn main() -> Result {
    let runs: usize = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(1);
    let place = Place::new();
    for run in 1..=runs {
        println!("run {run} of {runs}, {EVENTS} events");
        let raw = floor::raw_inserts(&place, EVENTS).await?;
        println!("  raw inserts, 1,000 a commit            {raw:9.0} rows/s");
        let queue = floor::delete_returning(&place, EVENTS).await?;
        println!("  a queue in SQL, `delete … returning`   {queue:9.0} rows/s");
        let single = floor::job_at_a_time(&place, EVENTS / 20).await?;
        println!("  a job queue, one job a commit          {single:9.0} jobs/s");
        for (label, path) in Path::ALL {
            let rate = drain::rate(&place, EVENTS, path).await?;
            println!(
                "  {label:38} {rate:9.0} events/s  {:5.2} of raw inserts, {:5.2} of the SQL queue, {:6.1} of single jobs",
                rate / raw,
                rate / queue,
                rate / single
            );
        }
        writes::report(&place).await?;
        for (label, interval) in [("250 ms", 250), ("5 ms", 5), ("0", 0)] {
            let (p50, p99) = latency::measure(&place, interval, Mode::Staged).await?;
            println!("  latency at 100 tx/s, batches of {label:7} p50 {p50:6.1} ms, p99 {p99:6.1} ms");
        }
    }
    println!(
        "aims: 0.4 to 0.8 of an SQL queue, at least 12 of a queue of single jobs; journaled single rows at least 0.65,"
    );
    println!("bulk at least 0.5 of plain ones; an update that changes nothing at least 10 times a plain one");
    Ok(())
}
