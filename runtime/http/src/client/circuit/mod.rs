//! A circuit breaker: calls that would most likely fail are refused at once, and the server is left in peace.

mod circuits;
mod guarded;
mod machine;
mod status;
mod window;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tower::Layer;

use super::timer::Timer;
use circuits::{Circuits, Scope, Settings};
use window::Rules;

pub use guarded::Guarded;
pub use status::{CircuitOpen, CircuitState, CircuitStatus};

/// A layer that stops sending when too much of what is sent fails.
///
/// | state | what becomes of a try | what changes the state |
/// |---|---|---|
/// | closed | it is sent | opens when enough of the last tries failed |
/// | open | it is refused with [`CircuitOpen`] | half-open when the time is over |
/// | half-open | the first one is sent, the others are refused | closes when it succeeds, opens when it fails |
///
/// A try **fails** by a connection that cannot be opened or breaks, by taking too long (as a try, or because the call
/// that it belongs to has no time left), and by a status from 500 to 599. Every other answer shows that the server
/// works, errors of the caller and 429 included. What other layers refuse, and a call that its caller gives up, tell
/// nothing.
///
/// Each try of a call counts, and a call that is refused is not tried again. Each server, by host and port, has its own
/// circuit. Clones share circuits, so one breaker may guard several clients of the same server and be asked beside
/// them; a clone whose settings are changed is a breaker of its own.
///
/// ```
/// use apigen_http::client::{Builder, CircuitBreaker, CircuitState, Connection};
///
/// # struct Client(Connection);
/// # impl From<Connection> for Client { fn from(it: Connection) -> Self { Self(it) } }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let breaker = CircuitBreaker::new().failure_percent(80).per_operation();
/// let client: Client = Builder::new("http://users.acme.example/v1").circuit_breaker(breaker.clone()).build()?;
/// assert_eq!(breaker.state(), CircuitState::Closed);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a circuit breaker does nothing until it is given to a client"]
pub struct CircuitBreaker {
    circuits: Arc<Circuits>,
}

impl Default for CircuitBreaker {
    fn default() -> Self {
        Self::new()
    }
}

impl CircuitBreaker {
    /// The longest time that a circuit stays open.
    pub const LONGEST_OPEN: Duration = Duration::from_hours(24);

    /// A circuit for each server. It opens for 10 seconds when half of the last 20 tries of the last minute have failed,
    /// and there were at least 10.
    pub fn new() -> Self {
        let rules = Rules {
            tries: 20,
            memory: Duration::from_mins(1),
            minimum: 10,
            failure_percent: 50,
            open_for: Duration::from_secs(10),
        };
        Self::of(Settings { rules, scope: Scope::Host, observer: None })
    }

    /// How many of the last tries are looked at, at least one, and how many there must be for the circuit to open.
    pub fn window(self, tries: usize, minimum: usize) -> Self {
        self.with(|it| {
            it.rules.tries = tries.max(1);
            it.rules.minimum = minimum.min(it.rules.tries);
        })
    }

    /// How long ago a try may have ended to be looked at.
    pub fn memory(self, time: Duration) -> Self {
        self.with(|it| it.rules.memory = time)
    }

    /// How many of a hundred tries must have failed, from 1 to 100.
    pub fn failure_percent(self, percent: usize) -> Self {
        self.with(|it| it.rules.failure_percent = percent.clamp(1, 100))
    }

    /// How long nothing is sent, [`CircuitBreaker::LONGEST_OPEN`] at most.
    pub fn open_for(self, time: Duration) -> Self {
        self.with(|it| it.rules.open_for = time.min(Self::LONGEST_OPEN))
    }

    /// A circuit for each operation of a server, so that one that fails does not stop the others.
    /// Requests that no generated client has made share one.
    pub fn per_operation(self) -> Self {
        self.with(|it| it.scope = Scope::Operation)
    }

    /// Tells every change; called on the way of the call that causes it, so it should not wait.
    pub fn on_change(self, observer: impl Fn(&CircuitStatus) + Send + Sync + 'static) -> Self {
        self.with(|it| it.observer = Some(Arc::new(observer)))
    }

    /// What becomes of calls now, where they fare worst.
    pub fn state(&self) -> CircuitState {
        self.circuits.worst()
    }

    /// How each circuit is that has been asked so far, by host and operation.
    pub fn circuits(&self) -> Vec<CircuitStatus> {
        self.circuits.statuses()
    }

    /// Measures time by a timer, unless another client has said by which.
    pub(super) fn timed_by(self, timer: &Arc<dyn Timer>) -> Self {
        self.circuits.measure_by(timer);
        self
    }

    fn of(settings: Settings) -> Self {
        Self { circuits: Arc::new(Circuits::new(settings)) }
    }

    fn with(self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = self.circuits.settings().clone();
        change(&mut settings);
        Self::of(settings)
    }
}

impl<S> Layer<S> for CircuitBreaker {
    type Service = Guarded<S>;

    fn layer(&self, inner: S) -> Guarded<S> {
        Guarded { breaker: self.clone(), inner }
    }
}

impl fmt::Debug for CircuitBreaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules = &self.circuits.settings().rules;
        f.debug_struct("CircuitBreaker").field("rules", rules).field("state", &self.state()).finish_non_exhaustive()
    }
}
