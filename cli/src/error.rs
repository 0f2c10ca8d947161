//! What keeps a command from running at all: what, why, and what to do.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How a command that ran came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing at or above the threshold.
    Clean,
    /// Something to mend.
    Findings,
    /// What was to be judged could not be reached, or let nobody in.
    NothingJudged,
    /// Less was judged than was asked for.
    Short,
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Clean => Self::SUCCESS,
            Verdict::Findings => Self::from(1),
            Verdict::NothingJudged => Self::from(3),
            Verdict::Short => Self::from(4),
        }
    }
}

/// A reason why a command could not run.
#[derive(Debug)]
pub(crate) enum CliError {
    /// A file or folder that cannot be read or written.
    Io { action: &'static str, path: PathBuf, source: std::io::Error },
    /// A configuration that cannot be understood.
    Config { path: PathBuf, reason: String },
    /// Arguments that make no sense together, or name what is not there.
    Usage { what: String, help: String },
}

impl CliError {
    pub(crate) fn io(action: &'static str, path: &Path, source: std::io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), source }
    }

    pub(crate) fn usage(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { what: what.into(), help: help.into() }
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { action, path, source } => {
                writeln!(f, "error: cannot {action} {}: {source}", path.display())?;
                write!(f, "help: {}", io_help(source.kind()))
            }
            Self::Config { path, reason } => {
                writeln!(f, "error: cannot use {}: {}", path.display(), reason.trim_end())?;
                write!(f, "help: `apigen init` writes a configuration that works, with every key explained")
            }
            Self::Usage { what, help } => write!(f, "error: {what}\nhelp: {help}"),
        }
    }
}

impl std::error::Error for CliError {}

fn io_help(kind: std::io::ErrorKind) -> &'static str {
    match kind {
        std::io::ErrorKind::NotFound => "check the spelling; paths are relative to the current folder",
        std::io::ErrorKind::PermissionDenied => "check who may read and write it",
        _ => "nothing was changed",
    }
}
