//! How many requests a whole run takes, and how fast they are sent and judged.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use apigen_conform::{Answer, Exchange, Failure, Pending, Report, Request, Service, Settings};
use apigen_model::Repository;
use apigen_test_conform::depot::{DEFINITION, Depot, TOKEN};
use apigen_tester::{InProcess, Network, Pace, prove};
use tokio::net::TcpListener;

use crate::clock::{Begun, Taken};
use crate::{Result, alone};

/// How often everything is done; the fastest of each counts.
const ROUNDS: usize = 5;

/// Judges the depot in this thread: requests, and how many of them a second of CPU time pays for.
pub(crate) async fn in_process() {
    let mut rounds = Vec::new();
    let mut requests = 0;
    for _ in 0..ROUNDS {
        let depot = Depot::default();
        let repository = alone(DEFINITION);
        let service = service(&repository);
        let (judged, report, sent) = judge(&service, &InProcess::new(depot.router())).await;
        // The service's own share, which is not the tester's to pay for.
        let served = replay(&InProcess::new(Depot::default().router()), &sent).await;
        requests = report.requests;
        rounds.push((judged.cpu, served.cpu));
        println!("  {} operations, {}", service.operations.len(), report.headline());
    }
    let whole = fastest(rounds.iter().map(|it| it.0));
    let own = fastest(rounds.iter().map(|it| it.0.saturating_sub(it.1)));
    let rate = |it: Duration| requests as f64 / it.as_secs_f64();
    println!("requests of a whole run    {requests:8} with clean-up (aim 1,000)");
    println!("requests a CPU second      {:8.0} (aim 5,000); {:.0} with the service's share", rate(own), rate(whole));
}

/// Judges the depot over sockets, against sending the same requests without judging anything.
pub(crate) async fn over_the_network() -> Result<()> {
    let repository = alone(DEFINITION);
    let service = service(&repository);
    let (mut judging, mut sending) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (judged, _, sent) = judge(&service, &Network::new(&served()?, Pace::default())?).await;
        judging.push(judged.wall);
        sending.push(replay(&Network::new(&served()?, Pace::default())?, &sent).await.wall);
    }
    let ratio = fastest(sending).as_secs_f64() / fastest(judging).as_secs_f64();
    println!("requests a second          {ratio:8.2} of what plain sending reaches (aim 0.5)");
    Ok(())
}

fn service(repository: &Repository) -> Service<'_> {
    Service::new(repository, &repository.definitions().iter().map(|it| it.id).collect::<Vec<_>>())
}

async fn judge(service: &Service<'_>, exchange: &dyn Exchange) -> (Taken, Report, Vec<Request>) {
    let settings = Settings { credentials: Some(format!("Bearer {TOKEN}")), ..Settings::default() };
    let noting = Noting { exchange, sent: Mutex::default() };
    let begun = Begun::now();
    let report = prove(service, &noting, &settings).await;
    (begun.taken(), report, noting.sent.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Sends requests one after the other and reads the answers.
async fn replay(exchange: &dyn Exchange, requests: &[Request]) -> Taken {
    let begun = Begun::now();
    for it in requests {
        let _ = exchange.send(it).await;
    }
    begun.taken()
}

/// A new depot on a port, served by a thread of its own; its address.
fn served() -> Result<String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::spawn(move || {
        runtime.block_on(async {
            let listener = TcpListener::from_std(listener)?;
            axum::serve(listener, Depot::default().router()).await
        })
    });
    Ok(format!("http://{address}"))
}

fn fastest(times: impl IntoIterator<Item = Duration>) -> Duration {
    times.into_iter().min().unwrap_or_default()
}

/// Notes what is sent.
struct Noting<'e> {
    exchange: &'e dyn Exchange,
    sent: Mutex<Vec<Request>>,
}

impl Exchange for Noting<'_> {
    fn send<'a>(&'a self, request: &'a Request) -> Pending<'a, std::result::Result<Answer, Failure>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
        self.exchange.send(request)
    }

    fn pause(&self, duration: Duration) -> Pending<'_, ()> {
        self.exchange.pause(duration)
    }
}
