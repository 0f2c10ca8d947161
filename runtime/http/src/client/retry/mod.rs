//! When a request is sent again, and after which time.

mod after;
mod budget;

use std::time::{Duration, SystemTime};

use http::StatusCode;

use super::body::Body;
use super::operation::Operation;
use super::transport::{BoxError, TransportError};

pub use budget::RetryBudget;

/// How often and how soon a request is sent again.
///
/// The definition decides what may be sent again at all:
/// - an operation that is idempotent, by its method, its definition or a key in a header: after a connection that
///   could not be opened or broke, after a try that took too long, and after 429, 502, 503 and 504;
/// - any operation: after an error that the definition calls retryable.
///
/// Waits grow from one to the next and are random between nothing and that much, so that clients do not come back
/// together. A `Retry-After` is waited for on top; one that is too long to wait for makes the answer the call's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retry {
    tries: u32,
    first_wait: Duration,
    longest_wait: Duration,
    longest_retry_after: Duration,
}

impl Default for Retry {
    /// Three tries, waits of up to 100 ms and 200 ms, and a `Retry-After` of up to 20 seconds.
    fn default() -> Self {
        Self {
            tries: 3,
            first_wait: Duration::from_millis(100),
            longest_wait: Duration::from_secs(5),
            longest_retry_after: Duration::from_secs(20),
        }
    }
}

impl Retry {
    /// Every request is sent once.
    pub fn never() -> Self {
        Self::default().tries(1)
    }

    /// How often a request is sent at most; at least once.
    #[must_use]
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = tries.max(1);
        self
    }

    /// The longest first wait, which doubles from try to try, and what it grows to.
    #[must_use]
    pub fn waits(mut self, first: Duration, longest: Duration) -> Self {
        (self.first_wait, self.longest_wait) = (first, longest);
        self
    }

    /// The longest `Retry-After` that is waited for.
    #[must_use]
    pub fn longest_retry_after(mut self, longest: Duration) -> Self {
        self.longest_retry_after = longest;
        self
    }

    /// Whether a request that is about to have been sent so many times may be sent again, whatever comes of it.
    pub(crate) fn may_allow(&self, operation: &Operation, tries: u32) -> bool {
        tries < self.tries && operation.may_be_repeated()
    }

    /// Whether a request that was sent so many times may be sent again, after what came of the last time.
    pub(crate) fn allows(&self, operation: &Operation, tries: u32, outcome: &Outcome) -> bool {
        tries < self.tries && may_repeat(operation, outcome)
    }

    /// How long to wait before a request is sent again; nothing when that is too long.
    pub(crate) fn wait(&self, tried: &Tried<'_>) -> Option<Duration> {
        let after = tried.outcome.as_ref().ok().and_then(|it| after::retry_after(it.headers(), tried.date));
        let after = after.unwrap_or_default();
        let jitter = self.backoff(tried.tries).as_secs_f64() * tried.chance;
        let jitter = Duration::try_from_secs_f64(jitter).unwrap_or(Duration::MAX);
        (after <= self.longest_retry_after).then(|| after.saturating_add(jitter))
    }

    /// The longest wait after so many tries, without what a server asks for.
    fn backoff(&self, tries: u32) -> Duration {
        let doublings = tries.saturating_sub(1).min(31);
        self.first_wait.saturating_mul(1 << doublings).min(self.longest_wait)
    }
}

/// What came of a try.
pub(crate) type Outcome = Result<http::Response<Body>, BoxError>;

/// A request that was sent, and what came of it.
pub(crate) struct Tried<'t> {
    /// How often it was sent.
    pub(crate) tries: u32,
    /// What came of the last time.
    pub(crate) outcome: &'t Outcome,
    /// When that was.
    pub(crate) date: SystemTime,
    /// A random number from 0 to 1.
    pub(crate) chance: f64,
}

fn may_repeat(operation: &Operation, outcome: &Outcome) -> bool {
    const BUSY: [StatusCode; 4] = [
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::BAD_GATEWAY,
        StatusCode::SERVICE_UNAVAILABLE,
        StatusCode::GATEWAY_TIMEOUT,
    ];
    match outcome {
        Ok(answer) => {
            (operation.is_repeatable() && BUSY.contains(&answer.status()))
                || operation.declares_retryable(answer.status(), answer.body().bytes())
        }
        Err(error) => {
            let kind = error.downcast_ref::<TransportError>();
            let is_passing = matches!(kind, Some(TransportError::Timeout | TransportError::Broken(_)));
            is_passing && operation.is_repeatable()
        }
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    static GET: Operation = Operation::new(Method::GET, "get", "/");
    static POST: Operation = Operation::new(Method::POST, "post", "/").retryable(&[(409, "locked")]);
    static KEYED: Operation = Operation::new(Method::POST, "post", "/").idempotency_key("idempotency-key");

    fn answer(status: u16, header: Option<(&'static str, &str)>, body: &'static str) -> http::Response<Body> {
        let mut builder = http::Response::builder().status(status);
        if let Some((name, value)) = header {
            builder = builder.header(name, value);
        }
        builder.body(Body::from(body)).unwrap()
    }

    fn wait(operation: &Operation, outcome: Result<http::Response<Body>, TransportError>) -> Option<Duration> {
        let outcome = outcome.map_err(BoxError::from);
        let tried = Tried { tries: 1, outcome: &outcome, date: SystemTime::UNIX_EPOCH, chance: 1.0 };
        Retry::default().allows(operation, 1, &outcome).then(|| Retry::default().wait(&tried)).flatten()
    }

    #[test]
    fn the_definition_says_what_may_be_repeated() {
        let broken = || Err(TransportError::Broken("cut".into()));
        for operation in [&GET, &KEYED] {
            for status in [429, 502, 503, 504] {
                assert!(wait(operation, Ok(answer(status, None, ""))).is_some(), "{operation:?} {status}");
            }
            assert!(wait(operation, broken()).is_some());
            assert!(wait(operation, Err(TransportError::Timeout)).is_some());
            assert!(wait(operation, Err(TransportError::TooLarge { limit: 1 })).is_none());
            for status in [200, 400, 404, 409, 500, 501] {
                assert!(wait(operation, Ok(answer(status, None, ""))).is_none(), "{operation:?} {status}");
            }
        }
        assert!(wait(&POST, Ok(answer(503, None, ""))).is_none());
        assert!(wait(&POST, broken()).is_none());
    }

    #[test]
    fn the_last_try_is_known_beforehand() {
        static UNIQUE: Operation = Operation::new(Method::POST, "post", "/");
        let last = |operation, tries| !Retry::default().may_allow(operation, tries);
        assert_eq!([&GET, &KEYED, &POST, &UNIQUE].map(|it| last(it, 1)), [false, false, false, true]);
        assert_eq!([&GET, &KEYED, &POST, &UNIQUE].map(|it| last(it, 3)), [true; 4]);
    }

    #[test]
    fn a_declared_error_is_known_by_its_code() {
        assert!(wait(&POST, Ok(answer(409, None, "{\"code\": \"locked\"}"))).is_some());
        assert!(wait(&POST, Ok(answer(409, None, "{\"code\": \"taken\"}"))).is_none());
        assert!(wait(&POST, Ok(answer(409, None, "locked"))).is_none());
        assert!(wait(&POST, Ok(answer(422, None, "{\"code\": \"locked\"}"))).is_none());
    }

    #[test]
    fn a_server_says_when_to_come_back() {
        let after = |value| wait(&GET, Ok(answer(503, Some(("retry-after", value)), "")));
        let jitter = Duration::from_millis(100);
        assert_eq!(after("7"), Some(Duration::from_secs(7) + jitter));
        assert_eq!(after("Thu, 01 Jan 1970 00:00:09 GMT"), Some(Duration::from_secs(9) + jitter));
        assert_eq!(after("soon"), Some(jitter));
        assert_eq!(after("21"), None, "too long to wait for");
        assert_eq!(after("99999999999999999999"), None);
    }

    #[test]
    fn no_answer_of_a_server_is_too_long_to_add_to() {
        let outcome = Ok(answer(503, Some(("retry-after", "99999999999999999999")), ""));
        let tried = Tried { tries: 1, outcome: &outcome, date: SystemTime::UNIX_EPOCH, chance: 1.0 };
        let patient = Retry::default().longest_retry_after(Duration::MAX).waits(Duration::MAX, Duration::MAX);
        assert_eq!(patient.wait(&tried), Some(Duration::MAX));
    }

    #[test]
    fn waits_double_up_to_the_longest() {
        let retry = Retry::default().waits(Duration::from_secs(1), Duration::from_secs(5));
        let waits: Vec<_> = [1, 2, 3, 4, u32::MAX].map(|it| retry.backoff(it).as_secs()).to_vec();
        assert_eq!(waits, [1, 2, 4, 5, 5]);
    }
}
