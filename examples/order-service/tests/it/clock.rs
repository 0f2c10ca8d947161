//! A paused clock that stands while the database works.
//!
//! The clock of a paused runtime jumps to the next timeout whenever nothing is to be done, and what the database does in
//! threads of its own does not count. Blocking tasks do: one of them holds the clock unless a test waits for time to pass.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

/// A clock that stands unless somebody waits; clones are the same clock.
#[derive(Debug, Clone)]
pub(crate) struct Clock(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    waiting: usize,
    /// What the task that holds the clock listens to; it ends when this goes.
    held: Option<Sender<()>>,
}

impl Clock {
    /// A clock that stands.
    pub(crate) fn standing() -> Self {
        Self(Arc::new(Mutex::new(State { waiting: 0, held: Some(hold()) })))
    }

    /// One more waits for time to pass.
    pub(crate) fn wait(&self) {
        let mut state = self.0.lock().unwrap();
        state.waiting += 1;
        state.held = None;
    }

    /// One that waited has what it waited for.
    pub(crate) fn waited(&self) {
        let mut state = self.0.lock().unwrap();
        state.waiting -= 1;
        if state.waiting == 0 {
            state.held = Some(hold());
        }
    }
}

fn hold() -> Sender<()> {
    let (sender, receiver) = channel::<()>();
    tokio::task::spawn_blocking(move || receiver.recv());
    sender
}
