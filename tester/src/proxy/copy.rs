//! What is kept of bodies that pass, within bounds of each and of all together.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// The most bytes that are kept of all exchanges together which are under way or wait to be judged.
const MOST: usize = 256 << 20;

/// A copy of a body while it passes; clones are the same copy.
#[derive(Debug, Clone)]
pub(super) struct Copy(Arc<Mutex<Copied>>);

#[derive(Debug)]
struct Copied {
    bytes: Vec<u8>,
    limit: usize,
    held: Held,
    state: State,
    /// When the last byte passed.
    ended: Option<Instant>,
}

/// How far a body has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// There is more to come.
    Open,
    /// All of it was kept.
    Whole,
    /// It is longer than what is kept.
    TooLarge,
    /// It ended before it should have.
    Broken(String),
}

/// The bytes that one body takes of what may be kept together; gives them back when it is dropped.
#[derive(Debug)]
struct Held {
    bytes: usize,
    all: Arc<AtomicUsize>,
}

/// What may be kept of all bodies together.
#[derive(Debug, Clone, Default)]
pub(super) struct Store(Arc<AtomicUsize>);

impl Store {
    /// A body that begins, of which at most so many bytes are kept.
    pub(super) fn copy(&self, limit: usize) -> Copy {
        let held = Held { bytes: 0, all: Arc::clone(&self.0) };
        Copy(Arc::new(Mutex::new(Copied { bytes: Vec::new(), limit, held, state: State::Open, ended: None })))
    }
}

impl Copy {
    fn lock(&self) -> MutexGuard<'_, Copied> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Some bytes pass.
    pub(super) fn add(&self, bytes: &[u8]) {
        let mut copied = self.lock();
        if copied.state != State::Open {
            return;
        }
        if copied.bytes.len() + bytes.len() > copied.limit || !copied.held.take(bytes.len()) {
            copied.bytes = Vec::new();
            copied.held.give_back();
            copied.state = State::TooLarge;
            return;
        }
        copied.bytes.extend_from_slice(bytes);
    }

    /// The last byte has passed.
    pub(super) fn end(&self, now: Instant) {
        let mut copied = self.lock();
        copied.ended.get_or_insert(now);
        if copied.state == State::Open {
            copied.state = State::Whole;
        }
    }

    /// Nothing more passes, though more should.
    pub(super) fn fail(&self, why: String) {
        self.lock().state = State::Broken(why);
    }

    pub(super) fn state(&self) -> State {
        self.lock().state.clone()
    }

    /// When the last byte passed.
    pub(super) fn ended(&self) -> Option<Instant> {
        self.lock().ended
    }

    /// What was kept; the copy goes on counting against what may be kept until it is dropped.
    pub(super) fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.lock().bytes)
    }
}

impl Held {
    fn take(&mut self, bytes: usize) -> bool {
        if self.all.fetch_add(bytes, Ordering::Relaxed) + bytes > MOST {
            self.all.fetch_sub(bytes, Ordering::Relaxed);
            return false;
        }
        self.bytes += bytes;
        true
    }

    fn give_back(&mut self) {
        self.all.fetch_sub(std::mem::take(&mut self.bytes), Ordering::Relaxed);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.give_back();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_kept_up_to_a_bound() {
        let store = Store::default();
        let (short, long) = (store.copy(4), store.copy(4));
        for it in [&short, &long] {
            it.add(b"abc");
        }
        assert_eq!(store.0.load(Ordering::Relaxed), 6);
        long.add(b"de");
        for it in [&short, &long] {
            it.end(Instant::now());
        }
        assert_eq!((short.state(), short.take(), long.state(), long.take()), {
            (State::Whole, b"abc".to_vec(), State::TooLarge, Vec::new())
        });
        assert_eq!(store.0.load(Ordering::Relaxed), 3);
        drop(short);
        assert_eq!(store.0.load(Ordering::Relaxed), 0);
    }
}
