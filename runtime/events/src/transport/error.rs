//! Why a transport did not do what it was asked to.

use super::OBSERVER;
use crate::StreamAddress;

/// Why a message was not published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// The broker cannot be reached, or went away in between; try again.
    #[error("the broker is not available: {0}. The messages stay queued and are published again")]
    Unavailable(String),
    /// The broker has too much waiting for its consumers; try again later.
    #[error(
        "the broker takes no more for now: {0}. The messages stay queued; look at what the slowest consumer waits for"
    )]
    Busy(String),
    /// The broker has nowhere to put the message; try again, and tell somebody.
    #[error(
        "the broker has nowhere to put the message: {0}. Start a consumer, or restore what was removed at the broker"
    )]
    Unroutable(String),
    /// This message will never be taken.
    #[error("the message cannot be published: {0}. Change the event or the limit, then requeue it")]
    Unacceptable(String),
}

impl PublishError {
    /// What every transport says of a message above the stream's limit.
    pub(crate) fn too_large(bytes: usize, largest: usize) -> Self {
        Self::Unacceptable(format!("it has {bytes} bytes with its headers, and the stream takes {largest}"))
    }

    /// Whether the same message may be taken later.
    pub fn is_worth_retrying(&self) -> bool {
        !matches!(self, Self::Unacceptable(_))
    }
}

/// Why a transport cannot be used, or not now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransportError {
    /// The URL names no transport.
    #[error("`{url}` is no transport: {why}. Use one of {known}")]
    Url {
        /// What was given, without a password.
        url: String,
        /// What is wrong with it.
        why: String,
        /// The forms that are understood.
        known: &'static str,
    },
    /// The broker cannot be reached, or went away; the next call connects again.
    #[error("the broker is not available: {0}. It is tried again; check that it runs and that the URL is right")]
    Unavailable(String),
    /// The broker refuses what it was asked for, and will until somebody changes something.
    #[error("{what}: {why}. {help}")]
    Refused {
        /// What was tried.
        what: String,
        /// Why it did not work.
        why: String,
        /// What to do.
        help: String,
    },
    /// Messages were dropped before the consumer took them; told once, then the subscription goes on behind the gap.
    #[error(
        "{missed} messages of `{stream}` were dropped before `{consumer}` took them: it was behind for longer than the \
         stream's retention. Replay them from the producer's journal"
    )]
    Lapsed {
        /// The stream.
        stream: String,
        /// Who was too slow.
        consumer: String,
        /// How many there were at most.
        missed: u64,
    },
    /// Another subscription of the same consumer has taken over, since this one was not heard of for too long.
    #[error(
        "another subscription of `{consumer}` has taken over `{stream}`: this one was not heard of for too long. What it \
         was handed and did not acknowledge goes to the other; it stands by from now on"
    )]
    TakenOver {
        /// The stream.
        stream: String,
        /// Whose subscription it is.
        consumer: String,
    },
}

impl TransportError {
    /// What every transport says of a stream that somebody wants to look at, and that nobody has opened.
    pub(crate) fn absent(stream: &StreamAddress) -> Self {
        Self::Refused {
            what: format!("cannot look at the stream `{stream}`"),
            why: "the broker has no such stream".to_owned(),
            help: "Start the service that publishes it, and check that the URL leads to its broker".to_owned(),
        }
    }

    /// What whoever looks at a stream is told of messages that were dropped before.
    pub(crate) fn lapsed_for_observer(stream: &StreamAddress, missed: u64) -> Self {
        Self::Lapsed { stream: stream.to_string(), consumer: OBSERVER.to_owned(), missed }
    }

    /// Whether the same call may succeed later without anybody changing anything.
    pub fn is_worth_retrying(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Lapsed { .. } | Self::TakenOver { .. })
    }
}
