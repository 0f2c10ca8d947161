//! A generated server against servers written by hand, on loopback, under the same load:
//! `bench-server [ROUNDS [SCENARIO]]`, where a part of a scenario's name selects it.
//!
//! All servers are in this process, each with a thread of its own, and only one of them is asked at a time.
mod generated;
mod load;

use apigen_bench::report::{self, Report};
use apigen_bench::server::Server;
use apigen_bench::{Result, by_hand, sample, single};

use load::Scenario;

/// What is asked of every server.
static SCENARIOS: [Scenario; 3] = [
    Scenario { name: "GET /users/:id", method: "GET", path: sample::PATH, body: "", requests: 12_000 },
    Scenario { name: "POST /users", method: "POST", path: "/users", body: sample::FORM, requests: 12_000 },
    Scenario { name: "GET /users, 100", method: "GET", path: "/users?limit=100", body: "", requests: 4_000 },
];

fn main() -> Result {
    let mut arguments = std::env::args().skip(1);
    let rounds = arguments.next().map_or(Ok(9), |it| it.parse::<usize>())?;
    let part = arguments.next().unwrap_or_default();
    let servers = [
        Server::start("generated", |it| Box::pin(generated::serve(it)))?,
        Server::start("by hand, all of it", |it| Box::pin(by_hand::serve(it, by_hand::complete())))?,
        Server::start("by hand, same checks", |it| Box::pin(by_hand::serve(it, by_hand::checked())))?,
        Server::start("by hand, no checks", |it| Box::pin(by_hand::serve(it, by_hand::unchecked())))?,
    ];
    let runtime = single()?;
    for scenario in SCENARIOS.iter().filter(|it| it.name.contains(&part)) {
        let mut reports = servers.each_ref().map(|it| Report::new(it.name));
        for round in 0..=rounds {
            for (server, report) in servers.iter().zip(&mut reports) {
                let load = runtime.block_on(load::run(server, scenario))?;
                // The first round warms up.
                if round > 0 {
                    report.add(load);
                }
            }
        }
        report::print(scenario.name, &reports);
    }
    Ok(())
}
