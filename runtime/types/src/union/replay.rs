//! Reads a value from a tape as if it came from its text, save that the discriminator of a union comes first.
//!
//! So however deeply unions are nested, no part of a text is kept and read again at every level.

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Error;

use super::plain::Plain;
use super::tape::Tape;
use crate::decimal::RAW;

/// One value of a tape.
#[derive(Clone, Copy)]
pub(super) struct Replay<'t, 'de> {
    tape: &'t Tape<'de>,
    node: usize,
    /// The key whose value is wanted first, if this is an object.
    first: &'static str,
}

impl<'t, 'de> Replay<'t, 'de> {
    /// The whole text.
    pub(super) fn new(tape: &'t Tape<'de>) -> Self {
        Self { tape, node: 0, first: "" }
    }

    fn value(self, node: usize) -> Self {
        Self { tape: self.tape, node, first: "" }
    }

    /// The key of that name, as long as it is written without escapes.
    fn find(self, name: &str) -> Option<usize> {
        let key = |it: usize| (it < self.tape.after(self.node)).then_some(it);
        let mut keys = std::iter::successors(key(self.node + 1), |it| key(self.tape.after(it + 1)));
        keys.find(|it| Plain::new(self.tape.text(*it)).is_some_and(|it| it.0 == name))
    }

    fn starts_with(self, byte: u8) -> bool {
        self.tape.text(self.node).as_bytes().first() == Some(&byte)
    }

    fn read<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        match Plain::new(self.tape.text(self.node)) {
            Some(text) => seed.deserialize(text),
            None => seed.deserialize(self),
        }
    }

    /// Passes the text on to the parser that knows everything but tapes.
    fn parse<T>(
        self,
        read: impl FnOnce(&mut serde_json::Deserializer<serde_json::de::StrRead<'de>>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        read(&mut serde_json::Deserializer::from_str(self.tape.text(self.node)))
    }
}

macro_rules! pass_on {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.parse(|it| it.$method(visitor))
        })*
    };
}

impl<'de> Deserializer<'de> for Replay<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.starts_with(b'{') {
            return visitor.visit_map(Members::new(self));
        }
        if self.starts_with(b'[') {
            let end = self.tape.after(self.node);
            return visitor.visit_seq(Elements { of: self, next: self.node + 1, end });
        }
        self.parse(|it| it.deserialize_any(visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.starts_with(b'n') { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    /// A union asks for itself under the name of its discriminator.
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        if name == RAW {
            return self.parse(|it| it.deserialize_newtype_struct(name, visitor));
        }
        visitor.visit_newtype_struct(Self { first: name, ..self })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.parse(|it| it.deserialize_enum(name, variants, visitor))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    pass_on! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32
        deserialize_f64 deserialize_char deserialize_str deserialize_string deserialize_bytes
        deserialize_byte_buf deserialize_unit
    }

    serde::forward_to_deserialize_any! {
        unit_struct seq tuple tuple_struct map struct identifier
    }
}

/// The members of an object.
struct Members<'t, 'de> {
    of: Replay<'t, 'de>,
    /// The key that comes before all others, until it has.
    first: Option<usize>,
    /// The same key, which is passed over in its place.
    passed: Option<usize>,
    next: usize,
    end: usize,
    value: usize,
}

impl<'t, 'de> Members<'t, 'de> {
    fn new(of: Replay<'t, 'de>) -> Self {
        let end = of.tape.after(of.node);
        let first = if of.first.is_empty() { None } else { of.find(of.first) };
        Self { of, first, passed: first, next: of.node + 1, end, value: end }
    }

    fn next_key(&mut self) -> Option<usize> {
        if let Some(key) = self.first.take() {
            return Some(key);
        }
        if self.passed == Some(self.next) {
            self.next = self.of.tape.after(self.next + 1);
        }
        let key = self.next;
        self.next = self.of.tape.after(key + 1);
        (key < self.end).then_some(key)
    }
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(key) = self.next_key() else { return Ok(None) };
        self.value = key + 1;
        match Plain::new(self.of.tape.text(key)) {
            Some(key) => seed.deserialize(key).map(Some),
            None => seed.deserialize(self.of.value(key)).map(Some),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        self.of.value(self.value).read(seed)
    }
}

/// The elements of a list.
struct Elements<'t, 'de> {
    of: Replay<'t, 'de>,
    next: usize,
    end: usize,
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.next >= self.end {
            return Ok(None);
        }
        let node = self.next;
        self.next = self.of.tape.after(node);
        self.of.value(node).read(seed).map(Some)
    }
}
