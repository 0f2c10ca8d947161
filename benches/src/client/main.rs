//! The generated client against plain reqwest, on loopback, both calling the same server: `bench-client [ROUNDS]`.
//!
//! Both decode the same models and have a time limit; the server is written by hand and has a thread of its own.

mod callers;

use std::sync::Arc;
use std::time::Instant;

use apigen_bench::report::{self, Load, Report};
use apigen_bench::server::Server;
use apigen_bench::{Result, by_hand, single};
use tokio::task::JoinSet;

use callers::{Caller, Generated, Plain, What};

/// How many callers ask at a time.
const CALLERS: usize = 16;

/// What is asked, and how often in one round.
static SCENARIOS: [(&str, What, usize); 3] = [
    ("GET /users/:id", What::One, 12_000),
    ("POST /users", What::Create, 12_000),
    ("GET /users, 100", What::List, 4_000),
];

fn main() -> Result {
    let rounds = std::env::args().nth(1).map_or(Ok(9), |it| it.parse::<usize>())?;
    let address = Server::start("by hand", |it| Box::pin(by_hand::serve(it, by_hand::unchecked())))?.address;
    let url = format!("http://{address}");
    let (generated, plain) = (Arc::new(Generated::new(&url)?), Arc::new(Plain::new(&url)?));
    let runtime = single()?;
    for (name, what, requests) in SCENARIOS {
        let mut reports = [Report::new("generated"), Report::new("plain reqwest")];
        for round in 0..=rounds {
            let loads =
                [runtime.block_on(ask(&generated, what, requests))?, runtime.block_on(ask(&plain, what, requests))?];
            // The first round warms up.
            if round > 0 {
                reports.iter_mut().zip(loads).for_each(|(report, load)| report.add(load));
            }
        }
        report::print(name, &reports);
    }
    Ok(())
}

/// One round; any answer but success is an error.
async fn ask<C: Caller>(client: &Arc<C>, what: What, requests: usize) -> Result<Load> {
    let mut callers = JoinSet::new();
    let started = Instant::now();
    for _ in 0..CALLERS {
        let client = Arc::clone(client);
        callers.spawn(async move {
            let mut times = Vec::with_capacity(requests / CALLERS);
            for _ in 0..requests / CALLERS {
                let started = Instant::now();
                client.call(what).await?;
                times.push(started.elapsed());
            }
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(times)
        });
    }
    let mut times = Vec::with_capacity(requests);
    while let Some(asked) = callers.join_next().await {
        times.extend(asked??);
    }
    Ok(Load::new(started.elapsed(), times))
}
