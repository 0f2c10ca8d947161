//! The time that work takes, without the time that others take meanwhile.

use std::time::{Duration, Instant};

/// What some work took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken {
    /// The CPU time of this thread.
    pub(crate) cpu: Duration,
    /// The time on the wall.
    pub(crate) wall: Duration,
}

/// A moment from which on time is taken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Begun {
    cpu: Option<Duration>,
    wall: Instant,
}

impl Begun {
    pub(crate) fn now() -> Self {
        Self { cpu: cpu(), wall: Instant::now() }
    }

    pub(crate) fn taken(self) -> Taken {
        let wall = self.wall.elapsed();
        let cpu = self.cpu.zip(cpu()).map(|(before, now)| now.saturating_sub(before));
        Taken { cpu: cpu.unwrap_or(wall), wall }
    }
}

/// The CPU time of this thread so far; nothing where the kernel does not say.
fn cpu() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}

/// The most memory that this process has held, in mebibytes; nothing where the kernel does not say.
pub(crate) fn peak_memory() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes / 1024.0)
}
