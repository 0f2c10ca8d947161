//! Serves one of the services on a port of this machine, for testers that are programs of their own.
//!
//! Prints its address and the token that it takes when it listens. Each line on its input is answered with two numbers:
//! how often the defect made a difference, and how many requests there were. The service ends with its input.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a script reads it")]

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use apigen_test_conform::defects::Defect;
use apigen_test_conform::depot::{self, Depot};
use apigen_test_conform::ledger::{self, Ledger};
use apigen_test_conform::shelf::Shelves;
use axum::Router;
use tokio::io::{AsyncBufReadExt, BufReader, stdin};
use tokio::net::TcpListener;

const USAGE: &str = "usage: apigen-test-conform list | depot [DEFECT] | shelf | ledger";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let words: Vec<_> = arguments.iter().map(String::as_str).collect();
    let depot = match words[..] {
        ["list"] => {
            for it in Defect::all() {
                println!("{}\t{}\t{}", it.code(), it.law(), it.line());
            }
            return ExitCode::SUCCESS;
        }
        ["shelf"] => return run(Shelves::default().router(), "-", || 0).await,
        ["ledger"] => return run(Ledger::default().router(), ledger::TOKEN, || 0).await,
        ["depot"] => Depot::default(),
        ["depot", code] => match Defect::of(code) {
            Some(defect) => Depot::with(defect),
            None => return fail(&format!("there is no defect `{code}`; `list` shows them all")),
        },
        _ => return fail(USAGE),
    };
    run(depot.router(), depot::TOKEN, || depot.switch().count()).await
}

async fn run(router: Router, token: &str, struck: impl Fn() -> u64) -> ExitCode {
    match serve(router, token, struck).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&format!("cannot serve: {error}")),
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(2)
}

async fn serve(router: Router, token: &str, struck: impl Fn() -> u64) -> std::io::Result<()> {
    let requests = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&requests);
    let router = router.layer(axum::middleware::map_request(move |request: axum::extract::Request| {
        counter.fetch_add(1, Ordering::Relaxed);
        std::future::ready(request)
    }));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{} {token}", listener.local_addr()?);
    let server = tokio::spawn(axum::serve(listener, router).into_future());
    let mut lines = BufReader::new(stdin()).lines();
    while lines.next_line().await?.is_some() {
        println!("{}\t{}", struck(), requests.load(Ordering::Relaxed));
    }
    server.abort();
    Ok(())
}
