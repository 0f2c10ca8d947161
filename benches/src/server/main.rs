//! A generated server against servers written by hand, on loopback, under the same load: `bench-server [ROUNDS]`.
//!
//! All servers are in this process, each with a thread of its own, and only one of them is asked at a time.
#![allow(clippy::print_stdout)]

mod by_hand;
mod generated;
mod load;
mod report;
mod sample;

use std::error::Error;
use std::net::SocketAddr;
use std::sync::mpsc;
use std::thread;

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use load::{Load, Scenario};
use report::Report;

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// What is asked of every server.
static SCENARIOS: [Scenario; 3] = [
    Scenario { name: "GET /users/:id", method: "GET", path: sample::PATH, body: "", requests: 12_000 },
    Scenario { name: "POST /users", method: "POST", path: "/users", body: sample::FORM, requests: 12_000 },
    Scenario { name: "GET /users, 100", method: "GET", path: "/users?limit=100", body: "", requests: 4_000 },
];

fn main() -> Result {
    let rounds = std::env::args().nth(1).map_or(Ok(9), |it| it.parse::<usize>())?;
    let servers = [
        ("generated", listen(|it| Box::pin(generated::serve(it)))?),
        ("by hand, same checks", listen(|it| Box::pin(by_hand::serve(it, by_hand::checked())))?),
        ("by hand, no checks", listen(|it| Box::pin(by_hand::serve(it, by_hand::unchecked())))?),
    ];
    let runtime = single()?;
    for scenario in &SCENARIOS {
        let mut reports = servers.map(|(name, _)| Report::new(name));
        for round in 0..=rounds {
            for ((_, address), report) in servers.iter().zip(&mut reports) {
                let load = runtime.block_on(Load::run(*address, scenario))?;
                // The first round warms up.
                if round > 0 {
                    report.add(load);
                }
            }
        }
        println!("{}", scenario.name);
        for report in &reports {
            println!("  {report}");
        }
        for other in &reports[1..] {
            println!("  {}", reports[0].against(other));
        }
    }
    Ok(())
}

type Serving = std::pin::Pin<Box<dyn Future<Output = std::io::Result<()>>>>;

/// Starts a server on a free port, on a thread of its own.
fn listen(serve: fn(TcpListener) -> Serving) -> Result<SocketAddr> {
    let (sender, receiver) = mpsc::channel();
    let runtime = single()?;
    thread::spawn(move || {
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            // Nobody waits for the address when the program ends first.
            let _ = sender.send(listener.local_addr()?);
            serve(listener).await
        })
    });
    Ok(receiver.recv()?)
}

fn single() -> Result<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}
