//! Load: a few connections, each of which asks again as soon as it has its answer.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use apigen_bench::Result;
use apigen_bench::report::Load;
use apigen_bench::server::Server;

/// How many callers ask at a time.
const CONNECTIONS: usize = 16;

/// What is asked, and how often in one round.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) body: &'static str,
    pub(crate) requests: usize,
}

/// Asks a server for one round; any answer but success is an error.
pub(crate) async fn run(server: &Server, scenario: &'static Scenario) -> Result<Load> {
    let mut callers = JoinSet::new();
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        connections.push(connect(server.address).await?);
    }
    let (started, before) = (Instant::now(), server.cpu_time());
    for connection in connections {
        callers.spawn(ask(connection, scenario));
    }
    let mut times = Vec::with_capacity(scenario.requests);
    while let Some(asked) = callers.join_next().await {
        times.extend(asked??);
    }
    let (elapsed, after) = (started.elapsed(), server.cpu_time());
    let requests = u32::try_from(times.len())?;
    let cpu = after.zip(before).map(|(after, before)| after.saturating_sub(before) / requests);
    Ok(Load { cpu, ..Load::new(elapsed, times) })
}

async fn connect(address: SocketAddr) -> Result<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

/// The times of one caller's share of the requests.
async fn ask(mut sender: SendRequest<Full<Bytes>>, scenario: &Scenario) -> Result<Vec<Duration>> {
    let share = scenario.requests / CONNECTIONS;
    let mut times = Vec::with_capacity(share);
    for _ in 0..share {
        let request = Request::builder().method(scenario.method).uri(scenario.path).header(header::HOST, "bench");
        let request = request.header(header::CONTENT_TYPE, "application/json").body(Full::from(scenario.body))?;
        let started = Instant::now();
        sender.ready().await?;
        let response = sender.send_request(request).await?;
        if !response.status().is_success() {
            return Err(format!("{} answered {}", scenario.name, response.status()).into());
        }
        response.into_body().collect().await?;
        times.push(started.elapsed());
    }
    Ok(times)
}
