//! A consumer at work.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use apigen_store::{Database, StoreError};
use tokio::sync::{Notify, watch};

use super::Consumer;
use super::options::ConsumerOptions;
use super::report::Reporter;
use super::term;
use super::typed::Run;
use crate::address::InvalidName;
use crate::clock::Clock;
use crate::health::{Health, Pulse};
use crate::inbox::{self, Inbox, Recent};
use crate::maintenance::{Keeper, Maintenance, Old};
use crate::metrics::{ConsumerMetrics, ConsumerNumbers};
use crate::running::{Rounds, Stop, Tasks};
use crate::stream::Stream;
use crate::transport::Transport;
use crate::{ConsumerName, StreamAddress};

/// The longest time that events are kept: about as many tables as one transaction can make with PostgreSQL's defaults
/// and as planning a query bears.
const LONGEST: Duration = Duration::from_hours(366 * 24);

/// Why a consumer cannot start.
#[derive(Debug, thiserror::Error)]
pub enum ConsumerError {
    /// The stream's name cannot be one.
    #[error(transparent)]
    Name(#[from] InvalidName),
    /// Its tables cannot be created.
    #[error(transparent)]
    Database(#[from] StoreError),
    /// Copies of events could arrive when the first is forgotten already.
    #[error(
        "events are kept for {horizon} hours, and the stream's transport keeps messages for {retention}: a message that \
         arrives late would be handled a second time. Set `ConsumerOptions::horizon` to more than the stream's retention"
    )]
    Horizon {
        /// How long events are kept, in hours.
        horizon: u64,
        /// How long the transport keeps messages, in hours.
        retention: u64,
    },
    /// No database has room for that many tables of one day each.
    #[error(
        "events are to be kept for {horizon} hours, and {longest} are the most, since PostgreSQL keeps every day in a \
         table of its own. Set `ConsumerOptions::horizon` to less"
    )]
    TooLong {
        /// How long events are to be kept, in hours.
        horizon: u64,
        /// The most, in hours.
        longest: u64,
    },
}

/// What the parts of a consumer share.
pub(super) struct Shared {
    pub(super) database: Database,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) stream: &'static Stream,
    pub(super) address: StreamAddress,
    pub(super) name: ConsumerName,
    pub(super) handler: Arc<dyn Run>,
    pub(super) options: ConsumerOptions,
    pub(super) clock: Clock,
    pub(super) reporter: Reporter,
    pub(super) inbox: Inbox,
    pub(super) numbers: ConsumerNumbers,
    pub(super) pulse: Pulse,
    /// Events that are stored and not handled yet, as far as this process knows.
    backlog: AtomicUsize,
    /// Whether that is all there is: nobody else has put anything into the queue since it was looked at.
    is_sure: AtomicBool,
    /// More to handle, and room for more.
    pub(super) arrived: Notify,
    pub(super) made_room: Notify,
    /// Keys whose events wait.
    held: Mutex<BTreeSet<i64>>,
    /// Events that are stored and not handled yet, as far as there is room for them.
    recent: Mutex<Recent>,
    pub(super) received: Rounds,
    pub(super) handled: Rounds,
}

impl Shared {
    pub(super) fn backlog(&self) -> usize {
        self.backlog.load(Ordering::SeqCst)
    }

    /// Whether no stored event waits to be handled.
    pub(super) fn nothing_waits(&self) -> bool {
        self.backlog() == 0 && self.is_sure.load(Ordering::SeqCst)
    }

    pub(super) fn set_sure(&self, is_sure: bool) {
        self.is_sure.store(is_sure, Ordering::SeqCst);
    }

    pub(super) fn set_backlog(&self, count: usize) {
        self.backlog.store(count, Ordering::SeqCst);
        self.numbers.backlog.set(count as u64);
        self.made_room.notify_one();
    }

    pub(super) fn queued(&self, count: usize) {
        let before = self.backlog.fetch_add(count, Ordering::SeqCst);
        self.numbers.backlog.set((before + count) as u64);
        self.arrived.notify_one();
    }

    pub(super) fn handled(&self, count: usize) {
        let less = |it: usize| Some(it.saturating_sub(count));
        let before = self.backlog.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).unwrap_or(0);
        self.numbers.backlog.set(before.saturating_sub(count) as u64);
        self.made_room.notify_one();
    }

    pub(super) fn held(&self) -> MutexGuard<'_, BTreeSet<i64>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn recent(&self) -> MutexGuard<'_, Recent> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Consumer {
    /// Creates its tables unless they are there, and begins to consume in the background of the current tokio runtime.
    ///
    /// Every process of a service may start one: one of them works and the others stand by.
    ///
    /// # Errors
    /// [`ConsumerError`]: a name or a horizon that cannot be, another consumer's tables, or what the database says.
    ///
    /// # Panics
    /// When no tokio runtime is current.
    pub async fn start(self) -> Result<RunningConsumer, ConsumerError> {
        let (horizon, retention) = (self.options.horizon, self.stream.retention);
        let hours = |it: Duration| it.as_secs() / 3600;
        if horizon > LONGEST {
            return Err(ConsumerError::TooLong { horizon: hours(horizon), longest: hours(LONGEST) });
        }
        if horizon <= retention {
            return Err(ConsumerError::Horizon { horizon: hours(horizon), retention: hours(retention) });
        }
        let inbox = Inbox::new(self.options.inbox.as_deref().unwrap_or(self.stream.name), self.database.engine());
        inbox::install(&self.database, &inbox, self.stream.address, self.name.as_str()).await?;
        let keeper = Keeper::inbox(&self.database, &inbox, horizon);
        let old = Old::of_inbox(&self.database, &inbox, horizon);
        let maintenance = Maintenance::new(&self.database, &self.clock).and(keeper).forgetting(old);
        maintenance.round().await?;
        let kept = maintenance.rounds();
        let shared = Arc::new(Shared {
            address: self.stream.address()?,
            database: self.database,
            transport: self.transport,
            stream: self.stream,
            name: self.name,
            handler: self.handler,
            options: self.options,
            clock: self.clock,
            reporter: self.reporter,
            inbox,
            numbers: ConsumerNumbers::new(self.stream.name),
            pulse: Pulse::new(1),
            backlog: AtomicUsize::new(0),
            is_sure: AtomicBool::new(false),
            arrived: Notify::new(),
            made_room: Notify::new(),
            held: Mutex::default(),
            recent: Mutex::default(),
            received: Rounds::default(),
            handled: Rounds::default(),
        });
        let (switch, stop) = Stop::switch();
        let work = tokio::spawn(term::run(Arc::clone(&shared), stop.clone()));
        let keep = tokio::spawn(maintenance.go_on(stop));
        Ok(RunningConsumer { shared, kept, tasks: Tasks::new(switch, vec![work, keep]) })
    }
}

/// A consumer at work. Dropped it ends at once: what is not acknowledged or not committed comes again.
pub struct RunningConsumer {
    pub(super) shared: Arc<Shared>,
    kept: Arc<Rounds>,
    tasks: Tasks,
}

impl RunningConsumer {
    /// What it has done so far.
    pub fn metrics(&self) -> ConsumerMetrics {
        self.shared.numbers.snapshot()
    }

    /// How it is.
    pub fn health(&self) -> Health {
        self.shared.pulse.worst()
    }

    /// How it is from now on: told after every round of work and every failure, be it the same as before.
    pub fn health_changes(&self) -> watch::Receiver<Health> {
        self.shared.pulse.changes()
    }

    /// Waits until the broker has nothing more, everything stored is handled or waits for its time, and tables have the
    /// parts that they need now; for tests, and for ever while another process works (over `amqp:`, while it leads).
    pub async fn settled(&self) {
        self.kept().await;
        self.shared.received.settled().await;
        self.shared.handled.settled().await;
    }

    /// Waits until the tables have the parts that they need now, whichever process receives; for tests.
    pub async fn kept(&self) {
        self.kept.settled().await;
    }

    /// Ends what is at work in order: the batch under way is handled, and the broker told.
    pub async fn stop(self) {
        self.tasks.stop().await;
    }
}

impl fmt::Debug for RunningConsumer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunningConsumer").field("stream", &self.shared.stream.address).finish_non_exhaustive()
    }
}
