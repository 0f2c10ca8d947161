//! Who asks for the hundredth time: the id of a request, and its place in a distributed trace.

use std::convert::Infallible;
use std::fmt;
use std::hash::{BuildHasher, RandomState};

use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue};

/// The header that carries the id of a request, in both directions.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The header that carries the place in a trace (W3C Trace Context).
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// The id of a request: the caller's, when it sends `x-request-id`, or that of its trace; the answer carries it too.
///
/// An extractor, so that a service can pass it on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(HeaderValue);

/// The place of a request in a distributed trace: a child of the caller's span, or the root of a new trace.
///
/// An extractor; its text is the `traceparent` of calls that the request causes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace {
    root: u128,
    span: u64,
    parent: Option<u64>,
    flags: u8,
}

/// What both are made of; it travels in the request's extensions.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    /// The id that the caller sends.
    sent: Option<HeaderValue>,
    pub(crate) trace: Trace,
}

impl Identity {
    /// What a request says of itself, completed.
    pub(crate) fn new(headers: &HeaderMap) -> Self {
        Self { sent: headers.get(REQUEST_ID).filter(|it| is_plain(it)).cloned(), trace: Trace::of(headers) }
    }

    /// The id of the request.
    pub(crate) fn id(&self) -> RequestId {
        RequestId(self.sent.clone().unwrap_or_else(|| self.trace.header()))
    }

    fn of(parts: &Parts) -> Self {
        parts.extensions.get().cloned().unwrap_or_else(|| Self::new(&parts.headers))
    }
}

impl RequestId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    pub(crate) fn into_header(self) -> HeaderValue {
        self.0
    }
}

impl Trace {
    /// The trace that a request continues; one that cannot be understood is not continued.
    fn of(headers: &HeaderMap) -> Self {
        let sent = headers.get(TRACEPARENT).and_then(|it| it.to_str().ok()).and_then(parse);
        let span = half();
        match sent {
            Some((root, parent, flags)) => Self { root, span, parent: Some(parent), flags },
            None => Self { root: u128::from(half()) << 64 | u128::from(half()), span, parent: None, flags: 0 },
        }
    }

    /// The id of the trace as a header; every request has one, so the digits are not left to `fmt`, which takes long.
    fn header(self) -> HeaderValue {
        let digit = |it: u8| if it < 10 { b'0' + it } else { b'a' + it - 10 };
        let bytes = self.root.to_be_bytes();
        let digits: [u8; 32] =
            std::array::from_fn(|at| digit(if at % 2 == 0 { bytes[at / 2] >> 4 } else { bytes[at / 2] & 15 }));
        // Invariant: digits are a header.
        HeaderValue::from_bytes(&digits).unwrap_or_else(|_| HeaderValue::from_static("-"))
    }

    /// The trace, 32 hexadecimal digits.
    pub fn trace_id(self) -> impl fmt::Display {
        Hex::<32>(self.root)
    }

    /// The span of this request, 16 hexadecimal digits.
    pub fn span_id(self) -> impl fmt::Display {
        Hex::<16>(self.span.into())
    }

    /// The caller's span, 16 hexadecimal digits; nothing when the trace begins here.
    pub fn parent_id(self) -> Option<impl fmt::Display> {
        self.parent.map(|it| Hex::<16>(it.into()))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{:032x}-{:016x}-{:02x}", self.root, self.span, self.flags)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for RequestId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Identity::of(parts).id())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Trace {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Identity::of(parts).trace)
    }
}

/// Whether logs can bear an id.
fn is_plain(id: &HeaderValue) -> bool {
    const LONGEST: usize = 128;
    (1..=LONGEST).contains(&id.len()) && id.as_bytes().iter().all(u8::is_ascii_graphic)
}

/// A number in so many hexadecimal digits.
struct Hex<const DIGITS: usize>(u128);

impl<const DIGITS: usize> fmt::Display for Hex<DIGITS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0DIGITS$x}", self.0)
    }
}

/// Trace, parent and flags of a `traceparent`; later versions may have more parts.
fn parse(text: &str) -> Option<(u128, u64, u8)> {
    let mut parts = text.split('-');
    let (version, trace, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_hex = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it))
    };
    let shaped = is_hex(version, 2) && is_hex(trace, 32) && is_hex(parent, 16) && is_hex(flags, 2);
    let known = shaped && version != "ff" && (version != "00" || parts.next().is_none());
    let trace = u128::from_str_radix(trace, 16).ok().filter(|it| known && *it != 0)?;
    let parent = u64::from_str_radix(parent, 16).ok().filter(|it| *it != 0)?;
    Some((trace, parent, u8::from_str_radix(flags, 16).ok()?))
}

/// A number that nobody can foresee, and not 0: from the keys of the standard library's hash maps, which differ each time.
fn half() -> u64 {
    RandomState::new().hash_one(0_u8).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn a_trace_is_continued() {
        let sent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        let trace = Trace::of(&with(TRACEPARENT, sent));
        assert_eq!(trace.trace_id().to_string(), "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!(trace.parent_id().unwrap().to_string(), "00f067aa0ba902b7");
        assert_eq!(trace.to_string(), sent.replace("00f067aa0ba902b7", &trace.span_id().to_string()));
    }

    #[test]
    fn what_is_no_trace_begins_one() {
        let broken = [
            "",
            "00-0-0-0",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ];
        for text in broken {
            assert!(Trace::of(&with(TRACEPARENT, text)).parent_id().is_none(), "{text}");
        }
        let later = "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more";
        assert!(Trace::of(&with(TRACEPARENT, later)).parent_id().is_some());
    }

    #[test]
    fn an_id_is_kept_when_logs_can_bear_it() {
        assert_eq!(Identity::new(&with(REQUEST_ID, "a-1")).id().as_str(), "a-1");
        let long = "a".repeat(129);
        for unbearable in ["", "a b", "a\tb", long.as_str()] {
            let identity = Identity::new(&with(REQUEST_ID, unbearable));
            assert_eq!(identity.id().as_str(), identity.trace.trace_id().to_string(), "{unbearable}");
        }
        assert_ne!(Identity::new(&HeaderMap::new()).id(), Identity::new(&HeaderMap::new()).id());
    }
}
