//! Whether a relay or a consumer does its work, in a word and a sentence.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

/// How a relay or a consumer is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Health {
    /// It has not led yet.
    #[default]
    Starting,
    /// Another process does the work; this one takes over when that is gone.
    StandingBy,
    /// It works.
    Working,
    /// It fails for a reason that may go away, and tries again.
    Struggling(String),
    /// Most keys fail, so nothing is parked and everything is tried again later: look at the last deployment.
    CircuitOpen(String),
    /// It does nothing until somebody acts; it looks now and then whether somebody has.
    Halted(String),
}

impl Health {
    /// Whether somebody has to be told.
    pub fn is_alarming(&self) -> bool {
        matches!(self, Self::Struggling(_) | Self::CircuitOpen(_) | Self::Halted(_))
    }
}

/// The health that tasks write and others read; of several tasks the worst counts.
#[derive(Debug, Clone)]
pub(crate) struct Pulse(Arc<Mutex<Vec<Health>>>, watch::Sender<Health>);

impl Pulse {
    pub(crate) fn new(tasks: usize) -> Self {
        Self(Arc::new(Mutex::new(vec![Health::Starting; tasks])), watch::Sender::default())
    }

    pub(crate) fn set(&self, task: usize, health: Health) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(it) = all.get_mut(task) {
            *it = health;
        }
        // Under the lock, so that what is told last is what holds.
        self.1.send_replace(worst(&all));
    }

    pub(crate) fn worst(&self) -> Health {
        self.1.borrow().clone()
    }

    /// Told whenever a task says how it is, be it the same as before.
    pub(crate) fn changes(&self) -> watch::Receiver<Health> {
        self.1.subscribe()
    }
}

fn worst(all: &[Health]) -> Health {
    all.iter().max_by_key(|it| rank(it)).cloned().unwrap_or_default()
}

fn rank(health: &Health) -> u8 {
    match health {
        Health::Working => 0,
        Health::StandingBy => 1,
        Health::Starting => 2,
        Health::Struggling(_) => 3,
        Health::CircuitOpen(_) => 4,
        Health::Halted(_) => 5,
    }
}
