//! How many nodes tests read: what counts where a time would not be the same twice.

use std::cell::Cell;

thread_local! {
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// Notes that a node is read.
pub(crate) fn note() {
    STEPS.set(STEPS.get() + 1);
}

/// How many nodes this thread reads while it does something.
pub(crate) fn counted(work: impl FnOnce()) -> usize {
    let before = STEPS.get();
    work();
    STEPS.get() - before
}
