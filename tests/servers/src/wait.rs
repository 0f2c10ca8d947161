//! Waiting for servers by what the kernel tells of them: that they have ended, that they have written something.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::inotify::{self, CreateFlags, WatchFlags};
use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, pidfd_open};

use crate::Process;
use crate::poll::PATIENCE;
use crate::process::tail;

/// Waits until a process has ended, whoever's child it is.
pub(crate) fn until_ended(process: u32) {
    if let Some(process) = open(process) {
        until_any(&[process.as_fd()], Instant::now() + PATIENCE, "a server ends");
    }
}

/// Waits until a server that has just been started is ready, and asks again whenever it has written to its log.
pub(crate) fn until_ready(server: &str, process: &Process, log: &Path, mut is_ready: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    let (written, ended) = (watch(log), open(process.id()));
    while !is_ready() {
        assert!(process.is_running(), "{server} ended while it started:\n{}", tail(log));
        let told: Vec<_> = [Some(&written), ended.as_ref()].into_iter().flatten().map(AsFd::as_fd).collect();
        until_any(&told, end, &format!("{server} is ready"));
        forget(&written);
    }
}

/// What tells that a process has ended; nothing when nobody remembers it any more.
fn open(process: u32) -> Option<OwnedFd> {
    let process = Pid::from_raw(process.cast_signed())?;
    match pidfd_open(process, PidfdFlags::empty()) {
        Err(Errno::SRCH) => None,
        opened => Some(opened.unwrap_or_else(|error| panic!("cannot watch a process: {error}"))),
    }
}

/// What tells of changes beside a file, since the file itself may have to come about.
fn watch(file: &Path) -> OwnedFd {
    let watch = || -> rustix::io::Result<OwnedFd> {
        let changes = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
        let folder = file.parent().unwrap_or(file);
        inotify::add_watch(&changes, folder, WatchFlags::CREATE | WatchFlags::MODIFY)?;
        Ok(changes)
    };
    watch().unwrap_or_else(|error| panic!("cannot watch {}: {error}", file.display()))
}

/// Takes what was told so far: whoever asks now sees all of it.
fn forget(changes: &OwnedFd) {
    let mut told = [0; 4096];
    while rustix::io::read(changes, &mut told).is_ok_and(|length| length > 0) {}
}

/// Waits until one of them has something to tell; panics with what was waited for when patience ends before.
fn until_any(all: &[BorrowedFd<'_>], end: Instant, what: &str) {
    let mut all: Vec<_> = all.iter().map(|it| PollFd::from_borrowed_fd(*it, PollFlags::IN)).collect();
    loop {
        let rest = end.saturating_duration_since(Instant::now());
        let rest = Timespec::try_from(rest).unwrap_or_else(|error| panic!("no time to wait: {error}"));
        match poll(&mut all, Some(&rest)) {
            Ok(0) => panic!("waited {PATIENCE:?} for this in vain: {what}"),
            Ok(_) => return,
            Err(Errno::INTR) => {}
            Err(error) => panic!("cannot wait: {error}"),
        }
    }
}
