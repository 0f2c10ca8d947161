//! Job queues that do not run here, by what they did on a calm machine of two cores beside a queue in plain SQL.
//!
//! That queue runs here too, so it tells how fast this machine is at this moment, and what a peer would do on it.

use crate::bars::{at_least, at_most};

/// What the queue as pgmq did beside the peers, with 1,000 a read: jobs a second.
const BESIDE: f64 = 52_200.0;

/// What it took of each job in all processes: microseconds of processor time.
const BESIDE_CPU: f64 = 17.5;

/// A peer: its name, jobs a second on the calm machine, and how much faster events have to be.
const PEERS: [(&str, f64, f64); 6] = [
    ("graphile_worker (Rust)", 5_115.0, 4.0),
    ("graphile-worker (Node), local queue", 4_425.0, 5.0),
    ("apalis-postgres, 100 a batch", 2_875.0, 7.0),
    ("pg-boss, 1,000 a batch", 2_265.0, 6.0),
    ("graphile-worker (Node), as it comes", 1_815.0, 12.0),
    ("sqlxmq, completion in the transaction", 1_615.0, 12.0),
];

/// Holds the way over NATS against all of them; `beside` is what the queue as pgmq does here.
pub(crate) fn compare(nats: f64, each: f64, beside: f64) {
    let scale = beside / BESIDE;
    for (name, rate, aim) in PEERS {
        at_least(&format!("NATS, staged, of {name}: {:.0} jobs/s, scaled", rate * scale), nats / (rate * scale), aim);
    }
    let (name, rate, _) = PEERS[0];
    at_least(&format!("NATS, one statement an event, of {name}, scaled"), each / (rate * scale), 2.0);
}

/// Holds what an event takes, in microseconds, against the most: as it is, and as it would be on that machine.
pub(crate) fn compare_cpu(way: &str, micros: f64, beside: f64, most: f64) {
    at_most(&format!("µs CPU an event, {way}, staged"), micros, most);
    let scaled = micros * BESIDE_CPU / beside;
    at_most(&format!("the same, scaled: a queue as pgmq takes {BESIDE_CPU} there, {beside:.1} here"), scaled, most);
}

/// Holds milliseconds at 100 transactions a second against the quickest peer's, which are not scaled.
pub(crate) fn compare_latency((p50, p99): (f64, f64)) {
    const QUICKEST: (f64, f64) = (4.5, 18.0);
    at_most("p50 over NATS without batching, of graphile_worker's 4.5 ms", p50 / QUICKEST.0, 1.8);
    at_most("p99 over NATS without batching, of graphile_worker's 18 ms", p99 / QUICKEST.1, 1.5);
}
