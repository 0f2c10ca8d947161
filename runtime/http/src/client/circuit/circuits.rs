//! The circuits of a breaker: one a server, or one an operation of a server.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use http::Request;
use http::uri::Authority;

use super::machine::{Admitted, Circuit, Does, Refused, Verdict};
use super::status::{CircuitOpen, CircuitState, CircuitStatus};
use super::window::Rules;
use crate::client::operation::Operation;
use crate::client::timer::{self, Timer};

/// What is told of changes.
pub(super) type Observer = Arc<dyn Fn(&CircuitStatus) + Send + Sync>;

/// Which circuits there are, and when they open.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) rules: Rules,
    pub(super) scope: Scope,
    pub(super) observer: Option<Observer>,
}

/// What shares a circuit.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scope {
    Host,
    Operation,
}

/// Names a circuit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    host: Option<Authority>,
    /// Method and path, unless a circuit is of all operations.
    pub(super) operation: Option<(&'static str, &'static str)>,
}

impl Key {
    /// Host and port.
    pub(super) fn host(&self) -> &str {
        self.host.as_ref().map_or("", Authority::as_str)
    }
}

/// The circuits of a breaker; they come into being with the first request.
pub(super) struct Circuits {
    settings: Settings,
    timer: OnceLock<Arc<dyn Timer>>,
    by_key: Mutex<HashMap<Key, Circuit>>,
}

impl Circuits {
    pub(super) fn new(settings: Settings) -> Self {
        Self { settings, timer: OnceLock::new(), by_key: Mutex::default() }
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Measures time by a timer, unless there is one.
    pub(super) fn measure_by(&self, timer: &Arc<dyn Timer>) {
        self.timer.get_or_init(|| Arc::clone(timer));
    }

    /// Which circuit a request passes through.
    pub(super) fn key<B>(&self, request: &Request<B>) -> Key {
        let operation = match self.settings.scope {
            Scope::Host => None,
            Scope::Operation => request.extensions().get::<&'static Operation>(),
        };
        Key {
            host: request.uri().authority().cloned(),
            operation: operation.map(|it| (it.method().as_str(), it.path())),
        }
    }

    /// Asks to send a try.
    pub(super) fn admit(&self, key: &Key) -> Result<Admitted, CircuitOpen> {
        let admitted = self.with(key, Circuit::admit);
        admitted.map_err(|Refused { cause, left }| CircuitOpen::new(key, cause, left.map(|it| self.date_after(it))))
    }

    /// Tells what came of a try.
    pub(super) fn settle(&self, key: &Key, admitted: Admitted, verdict: Verdict) {
        self.with(key, |it, now| it.settle(admitted, verdict, self.settings.rules, now));
    }

    /// What becomes of calls where they fare worst.
    pub(super) fn worst(&self) -> CircuitState {
        let now = self.clock().elapsed();
        let worst = self.locked().values().map(|it| it.does(now)).max();
        worst.map_or(CircuitState::Closed, |it| self.known(it))
    }

    /// How each circuit is, by host and operation.
    pub(super) fn statuses(&self) -> Vec<CircuitStatus> {
        let now = self.clock().elapsed();
        let circuits = self.locked();
        let mut all: Vec<_> =
            circuits.iter().map(|(key, it)| CircuitStatus::new(key, self.known(it.does(now)))).collect();
        all.sort_by(|a, b| (&a.host, a.operation).cmp(&(&b.host, b.operation)));
        all
    }

    /// Does something with a circuit, and tells when it has changed.
    fn with<T>(&self, key: &Key, act: impl FnOnce(&mut Circuit, Duration) -> T) -> T {
        let mut circuits = self.locked();
        // Asked under the lock, so that time does not run backwards for a circuit.
        let now = self.clock().elapsed();
        let circuit = circuits.entry(key.clone()).or_default();
        let before = circuit.changes();
        let done = act(circuit, now);
        let change = (circuit.changes() != before).then(|| circuit.does(now));
        // Whoever is told may ask for the state.
        drop(circuits);
        if let Some(does) = change {
            self.tell(&CircuitStatus::new(key, self.known(does)));
        }
        done
    }

    fn tell(&self, status: &CircuitStatus) {
        let (method, path) = status.operation.unzip();
        tracing::warn!(
            state = %status.state,
            server.address = status.host,
            http.request.method = method,
            url.template = path,
            "circuit"
        );
        if let Some(observer) = &self.settings.observer {
            observer(status);
        }
    }

    fn known(&self, does: Does) -> CircuitState {
        match does {
            Does::Send => CircuitState::Closed,
            Does::Probe => CircuitState::HalfOpen,
            Does::Refuse(left) => CircuitState::Open { until: self.date_after(left) },
        }
    }

    fn date_after(&self, time: Duration) -> SystemTime {
        let now = self.clock().date();
        now.checked_add(time).unwrap_or(now)
    }

    fn clock(&self) -> &dyn Timer {
        &**self.timer.get_or_init(timer::standard)
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<Key, Circuit>> {
        self.by_key.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
