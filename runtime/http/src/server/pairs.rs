//! Name and value pairs of query strings and forms.

use std::borrow::Cow;

use percent_encoding::percent_decode;

/// The decoded pairs of `a=1&b=2`, in order; a value that is not UTF-8 is an error of its own.
#[derive(Debug, Default)]
pub(crate) struct Pairs<'a>(Vec<(Cow<'a, str>, Option<Cow<'a, str>>)>);

impl<'a> Pairs<'a> {
    /// Decodes a query string or the body of a form.
    pub(crate) fn parse(text: &'a [u8]) -> Self {
        let parts = text.split(|it| *it == b'&').filter(|it| !it.is_empty());
        Self(parts.map(pair).collect())
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| &**name)
    }

    /// The values of a name, in order; `None` for those that are not UTF-8.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = Option<&str>> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_deref())
    }
}

/// A name that is not UTF-8 is nobody's name, but still one that was sent.
fn pair(text: &[u8]) -> (Cow<'_, str>, Option<Cow<'_, str>>) {
    let split = text.iter().position(|it| *it == b'=');
    let (name, value) = split.map_or((text, &text[..0]), |at| (&text[..at], &text[at + 1..]));
    (decode(name).unwrap_or(Cow::Borrowed("\u{fffd}")), decode(value))
}

fn decode(text: &[u8]) -> Option<Cow<'_, str>> {
    if text.contains(&b'+') {
        let spaced: Vec<u8> = text.iter().map(|it| if *it == b'+' { b' ' } else { *it }).collect();
        return String::from_utf8(percent_decode(&spaced).collect()).ok().map(Cow::Owned);
    }
    percent_decode(text).decode_utf8().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_repeat_and_plus_is_a_space() {
        let pairs = Pairs::parse(b"id=a&id=b%2Bc&&q=x+y%20z&flag&e%3D=%3D");
        assert_eq!(pairs.values("id").collect::<Vec<_>>(), [Some("a"), Some("b+c")]);
        assert_eq!(pairs.values("q").collect::<Vec<_>>(), [Some("x y z")]);
        assert_eq!(pairs.values("flag").collect::<Vec<_>>(), [Some("")]);
        assert_eq!(pairs.values("e=").collect::<Vec<_>>(), [Some("=")]);
    }

    #[test]
    fn broken_utf8_is_seen() {
        assert_eq!(Pairs::parse(b"id=%ff").values("id").collect::<Vec<_>>(), [None]);
    }
}
