//! Name and value pairs of query strings and forms.

use std::borrow::Cow;

use percent_encoding::percent_decode;

/// The pairs of `a=1&b=2`, in order; a value that is not UTF-8 is an error of its own.
///
/// They are decoded whenever they are looked at: a list of them would be many times as large as a form of short names.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pairs<'a>(&'a [u8]);

impl<'a> Pairs<'a> {
    /// Those of a query string or the body of a form.
    pub(crate) fn of(text: &'a [u8]) -> Self {
        Self(text)
    }

    /// The names, in order.
    pub(crate) fn names(self) -> impl Iterator<Item = Cow<'a, str>> {
        self.parts().map(|(name, _)| decoded_name(name))
    }

    /// The values of a name, in order; `None` for those that are not UTF-8.
    pub(crate) fn values(self, name: &str) -> impl Iterator<Item = Option<Cow<'a, str>>> {
        self.parts().filter(move |(key, _)| is(key, name)).map(|(_, value)| decode(value))
    }

    /// Names and values as they were sent.
    fn parts(self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        self.0.split(|it| *it == b'&').filter(|it| !it.is_empty()).map(|it| {
            let split = it.iter().position(|it| *it == b'=');
            split.map_or((it, &it[..0]), |at| (&it[..at], &it[at + 1..]))
        })
    }
}

/// Whether a name as it was sent is that name; most have nothing to decode, and all are asked for every parameter.
fn is(sent: &[u8], name: &str) -> bool {
    let is_plain = !sent.iter().any(|it| matches!(it, b'%' | b'+'));
    if is_plain { sent == name.as_bytes() } else { decoded_name(sent) == name }
}

/// A name that is not UTF-8 is nobody's name, but still one that was sent.
fn decoded_name(name: &[u8]) -> Cow<'_, str> {
    decode(name).unwrap_or(Cow::Borrowed("\u{fffd}"))
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

    fn values(pairs: &'static str, name: &str) -> Vec<Option<String>> {
        Pairs::of(pairs.as_bytes()).values(name).map(|it| it.map(Cow::into_owned)).collect()
    }

    #[test]
    fn names_repeat_and_plus_is_a_space() {
        let pairs = "id=a&id=b%2Bc&&q=x+y%20z&flag&e%3D=%3D";
        let text = |it: &str| Some(it.to_owned());
        assert_eq!(values(pairs, "id"), [text("a"), text("b+c")]);
        assert_eq!(values(pairs, "q"), [text("x y z")]);
        assert_eq!(values(pairs, "flag"), [text("")]);
        assert_eq!(values(pairs, "e="), [text("=")]);
        assert_eq!(Pairs::of(pairs.as_bytes()).names().collect::<Vec<_>>(), ["id", "id", "q", "flag", "e="]);
    }

    #[test]
    fn broken_utf8_is_seen() {
        assert_eq!(values("id=%ff", "id"), [None]);
    }
}
