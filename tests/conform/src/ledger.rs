//! Accounts as a log: a sound service in which commands are posted and accepted, and nothing is replaced or deleted.

mod commands;
mod reads;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, get, on};
use http::StatusCode;
use serde_json::{Value, json};

use crate::log::{Lines, Log, Published};
use crate::web::{Answer, Asked, Clock};

/// The definition of the ledger.
pub const DEFINITION: &str = include_str!("../definitions/ledger.json");

/// The token that opens everything.
pub const TOKEN: &str = "ledger-token-1149";

/// The ledger; clones are one ledger.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    inner: Arc<Mutex<World>>,
}

#[derive(Debug)]
struct World {
    clock: Clock,
    log: Log,
    /// By number.
    accounts: BTreeMap<String, Account>,
    /// By id.
    receipts: BTreeMap<String, Value>,
}

#[derive(Debug)]
struct Account {
    owner: Value,
    limit: i64,
    opened_at: String,
    closed: bool,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    amount: i64,
    balance: i64,
    booked_at: String,
}

impl Default for World {
    fn default() -> Self {
        let log = Log::new("io.proving.ledger.v0.account_events.json");
        Self { clock: Clock::default(), log, accounts: BTreeMap::new(), receipts: BTreeMap::new() }
    }
}

impl Account {
    fn balance(&self) -> i64 {
        self.entries.last().map_or(0, |it| it.balance)
    }
}

/// What an operation does; refusals are answers too.
type Outcome = Result<Answer, Answer>;

impl Ledger {
    /// The whole service.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/accounts", at(MethodFilter::GET, reads::accounts).merge(at(MethodFilter::POST, commands::open)))
            .route("/accounts/{number}", at(MethodFilter::GET, reads::account))
            .route("/accounts/{number}/bookings", at(MethodFilter::POST, commands::book))
            .route("/accounts/{number}/closing", at(MethodFilter::POST, commands::close))
            .route("/accounts/{number}/entries", at(MethodFilter::GET, reads::entries))
            .route("/receipts/{id}", at(MethodFilter::GET, reads::receipt))
            .route("/_events", get(events))
            .with_state(self.clone())
    }

    /// What it has published so far.
    pub fn published(&self) -> Vec<Published> {
        self.world().log.events().to_vec()
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn events(State(ledger): State<Ledger>) -> Lines {
    ledger.world().log.read(<[Published]>::to_vec)
}

fn at(method: MethodFilter, run: fn(&Ledger, &Asked) -> Outcome) -> MethodRouter<Ledger> {
    on(method, move |State(ledger): State<Ledger>, request: Request| answer(ledger, run, request))
}

async fn answer(ledger: Ledger, run: fn(&Ledger, &Asked) -> Outcome, request: Request) -> Response {
    let asked = match Asked::read(request).await {
        Ok(asked) => asked,
        Err(refusal) => return refusal.into_response(),
    };
    if asked.token() != Some(TOKEN) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    run(&ledger, &asked).unwrap_or_else(|refusal| refusal).into_response()
}

/// A refusal with its reason.
fn refused(status: StatusCode, code: &str, message: &str) -> Answer {
    Answer::json(status, json!({ "code": code, "messages": [message] }))
}
