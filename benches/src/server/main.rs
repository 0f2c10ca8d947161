//! A generated server against servers written by hand, on loopback, under the same load: `bench-server [ROUNDS]`.
//!
//! All servers are in this process, each with a thread of its own, and only one of them is asked at a time.
mod generated;
mod load;

use apigen_bench::report::{self, Report};
use apigen_bench::{Result, by_hand, listen, sample, single};

use load::Scenario;

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
                let load = runtime.block_on(load::run(*address, scenario))?;
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
