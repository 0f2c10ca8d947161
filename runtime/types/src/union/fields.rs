//! The fields of an object around its discriminator.

use std::borrow::Cow;

use serde::de::value::{BorrowedStrDeserializer, StringDeserializer};
use serde::de::{DeserializeSeed, MapAccess};

use super::kept::Kept;
use crate::{Json, JsonObject};

/// A field that stood before the discriminator.
pub(super) type KeptField<'de> = (Cow<'de, str>, Kept<'de>);

/// The fields of an object without its discriminator: those before it, which had to be kept, and those still to come.
///
/// Writers put the discriminator first, so as a rule nothing is kept and everything is read straight from the input.
pub struct Fields<'de, A> {
    kept: std::vec::IntoIter<KeptField<'de>>,
    value: Option<Kept<'de>>,
    rest: A,
}

impl<'de, A> Fields<'de, A> {
    pub(super) fn new(kept: Vec<KeptField<'de>>, rest: A) -> Self {
        Self { kept: kept.into_iter(), value: None, rest }
    }
}

impl<'de, A: MapAccess<'de>> Fields<'de, A> {
    /// The whole object, discriminator included, in the order in which it was written.
    pub(super) fn into_json(mut self, discriminator: &str, tag: &str) -> Result<Json, A::Error> {
        let mut object = JsonObject::new();
        for (key, value) in self.kept {
            object.insert(key.into_owned(), value.into_json()?);
        }
        object.insert(discriminator.to_owned(), Json::String(tag.to_owned()));
        while let Some((key, value)) = self.rest.next_entry()? {
            object.insert(key, value);
        }
        Ok(Json::Object(object))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Fields<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.kept.next() {
            Some((key, value)) => {
                self.value = Some(value);
                match key {
                    Cow::Borrowed(key) => seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some),
                    Cow::Owned(key) => seed.deserialize(StringDeserializer::new(key)).map(Some),
                }
            }
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.value.take() {
            Some(value) => value.read(seed),
            None => self.rest.next_value_seed(seed),
        }
    }
}
