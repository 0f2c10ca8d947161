//! What passes, in the order in which it was over, and what went on beside it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use apigen_conform::{Answer, Failure, Order, Recorded, Request};
use tokio::sync::mpsc::UnboundedSender;

use super::copy::{Copy, State, Store};

/// An exchange that is over.
#[derive(Debug)]
pub(super) enum Passed {
    /// Request and answer were seen from end to end.
    Whole {
        exchange: Box<Recorded>,
        order: Order,
        /// What its bodies count against what may be kept.
        _kept: [Copy; 2],
    },
    /// The service gave no whole answer.
    Failed { request: Request, failure: Failure },
    /// It was passed on, and cannot be judged.
    Unjudged { request: Request, why: String },
}

/// What passes through a proxy.
#[derive(Debug)]
pub(super) struct Traffic {
    passing: UnboundedSender<Passed>,
    writes: Mutex<Writes>,
    store: Store,
    longest_body: usize,
}

/// Writes that are under way, and how many ever were.
#[derive(Debug, Default)]
struct Writes {
    open: usize,
    begun: u64,
}

/// An exchange that is under way; one that is dropped ended before its answer did.
#[derive(Debug)]
pub(super) struct Passage {
    traffic: Arc<Traffic>,
    /// None when it is over.
    request: Option<Request>,
    sent: Copy,
    is_write: bool,
    /// Whether a write was under way when it began.
    was_beside: bool,
    /// How many writes had begun, its own included.
    begun: u64,
    began: Instant,
}

/// The head of an answer.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    /// How long the service took, from the last byte of the request.
    pub(super) taken: Duration,
}

impl Traffic {
    pub(super) fn new(passing: UnboundedSender<Passed>, longest_body: usize) -> Arc<Self> {
        Arc::new(Self { passing, writes: Mutex::default(), store: Store::default(), longest_body })
    }

    fn writes(&self) -> MutexGuard<'_, Writes> {
        self.writes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A body that begins.
    pub(super) fn copy(&self) -> Copy {
        self.store.copy(self.longest_body)
    }

    /// A request arrives.
    pub(super) fn begin(self: &Arc<Self>, request: Request) -> Passage {
        let is_write = !request.is_safe();
        let mut writes = self.writes();
        let was_beside = writes.open > 0;
        if is_write {
            writes.open += 1;
            writes.begun += 1;
        }
        let begun = writes.begun;
        drop(writes);
        let (traffic, sent) = (Arc::clone(self), self.copy());
        Passage { traffic, request: Some(request), sent, is_write, was_beside, begun, began: Instant::now() }
    }
}

impl Passage {
    /// What is kept of the request's body.
    pub(super) fn sent(&self) -> &Copy {
        &self.sent
    }

    /// How long the service has taken so far: whoever sends slowly is not held against it.
    pub(super) fn taken(&self) -> Duration {
        self.sent.ended().unwrap_or(self.began).elapsed()
    }

    /// The answer has passed as far as it ever will.
    pub(super) fn answered(self, head: Head, received: &Copy) {
        let large = |what| format!("the body of {what} is too large to judge");
        match (self.sent.state(), received.state()) {
            (State::TooLarge, _) => self.unjudged(large("a request")),
            (_, State::TooLarge) => self.unjudged(large("an answer")),
            (_, State::Broken(why)) => self.failed(Failure::Broken(why)),
            (_, State::Open) => self.unjudged(EARLY.to_owned()),
            (_, State::Whole) => {
                let kept = [self.sent.clone(), received.clone()];
                let answer = Answer::new(head.status, head.headers, received.take(), head.taken);
                self.over(|mut request, sent, order| {
                    request.body = Some(sent).filter(|it| !it.is_empty());
                    Passed::Whole { exchange: Box::new(Recorded { request, answer }), order, _kept: kept }
                });
            }
        }
    }

    /// The service gave no whole answer.
    pub(super) fn failed(self, failure: Failure) {
        self.over(|request, _, _| Passed::Failed { request, failure });
    }

    /// It cannot be judged.
    pub(super) fn unjudged(self, why: String) {
        self.over(|request, _, _| Passed::Unjudged { request, why });
    }

    fn over(mut self, passed: impl FnOnce(Request, Vec<u8>, Order) -> Passed) {
        self.settle(passed);
    }

    /// Hands it over to be judged: under the lock, so that what begins later is judged later.
    fn settle(&mut self, passed: impl FnOnce(Request, Vec<u8>, Order) -> Passed) {
        let Some(request) = self.request.take() else { return };
        // Half a body says nothing: a service may answer before it has read the whole.
        let sent = if self.sent.state() == State::Whole { self.sent.take() } else { Vec::new() };
        let mut writes = self.traffic.writes();
        if self.is_write {
            writes.open -= 1;
        }
        let is_beside = self.was_beside || writes.begun != self.begun;
        let order = if is_beside { Order::Beside } else { Order::Alone };
        // Fails when nobody judges any more.
        let _ = self.traffic.passing.send(passed(request, sent, order));
    }
}

impl Drop for Passage {
    fn drop(&mut self) {
        self.settle(|request, _, _| Passed::Unjudged { request, why: EARLY.to_owned() });
    }
}

/// Why an exchange is not judged whose caller went away, or that was under way when the proxy ended.
const EARLY: &str = "it ended before its answer did";

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

    use super::*;

    fn traffic() -> (Arc<Traffic>, UnboundedReceiver<Passed>) {
        let (passing, passed) = unbounded_channel();
        (Traffic::new(passing, 100), passed)
    }

    fn end(passage: Passage) {
        let received = passage.traffic.copy();
        received.end(Instant::now());
        passage.answered(Head { status: 200, headers: Vec::new(), taken: Duration::ZERO }, &received);
    }

    fn order(passed: &mut UnboundedReceiver<Passed>) -> Order {
        match passed.try_recv().unwrap() {
            Passed::Whole { order, .. } => order,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn reads_beside_a_write_are_told_from_others() {
        let (traffic, mut passed) = traffic();
        let begin = |method: &str| traffic.begin(Request::new(method, "/"));
        let (before, write, during) = (begin("GET"), begin("PUT"), begin("GET"));
        end(during);
        end(write);
        let after = begin("GET");
        end(before);
        end(after);
        let orders: Vec<_> = (0..4).map(|_| order(&mut passed)).collect();
        assert_eq!(orders, [Order::Beside, Order::Alone, Order::Beside, Order::Alone]);
    }

    #[test]
    fn writes_at_once_are_beside_each_other() {
        let (traffic, mut passed) = traffic();
        let (one, other) = (traffic.begin(Request::new("PUT", "/")), traffic.begin(Request::new("POST", "/")));
        end(one);
        end(other);
        assert_eq!([order(&mut passed), order(&mut passed)], [Order::Beside, Order::Beside]);
    }

    #[test]
    fn a_request_that_is_answered_early_has_no_body_to_judge() {
        let (traffic, mut passed) = traffic();
        let (early, late) = (traffic.begin(Request::new("PUT", "/")), traffic.begin(Request::new("PUT", "/")));
        for it in [&early, &late] {
            it.sent().add(b"{}");
        }
        late.sent().end(Instant::now());
        end(early);
        end(late);
        let mut body = || match passed.try_recv().unwrap() {
            Passed::Whole { exchange, .. } => exchange.request.body,
            other => panic!("{other:?}"),
        };
        assert_eq!([body(), body()], [None, Some(b"{}".to_vec())]);
    }

    #[test]
    fn who_goes_away_is_counted_and_ends_a_write() {
        let (traffic, mut passed) = traffic();
        drop(traffic.begin(Request::new("PUT", "/")));
        assert!(matches!(passed.try_recv(), Ok(Passed::Unjudged { why, .. }) if why == EARLY));
        end(traffic.begin(Request::new("GET", "/")));
        assert_eq!(order(&mut passed), Order::Alone);
    }
}
