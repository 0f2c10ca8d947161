//! The fields of an object around its discriminator.

use serde::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess};

use crate::{Json, JsonObject};

/// The fields of an object without its discriminator: those before it, which had to be kept, and those still to come.
///
/// Writers put the discriminator first, so as a rule nothing is kept and everything is read straight from the input.
pub struct Fields<A> {
    kept: std::vec::IntoIter<(String, Json)>,
    value: Option<Json>,
    rest: A,
}

impl<A> Fields<A> {
    pub(super) fn new(kept: Vec<(String, Json)>, rest: A) -> Self {
        Self { kept: kept.into_iter(), value: None, rest }
    }
}

impl<'de, A: MapAccess<'de>> Fields<A> {
    /// The whole object, discriminator included, in the order in which it was written.
    pub(super) fn into_json(mut self, discriminator: &str, tag: &str) -> Result<Json, A::Error> {
        let mut object: JsonObject = self.kept.collect();
        object.insert(discriminator.to_owned(), Json::String(tag.to_owned()));
        while let Some((key, value)) = self.rest.next_entry()? {
            object.insert(key, value);
        }
        Ok(Json::Object(object))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Fields<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.kept.next() {
            Some((key, value)) => {
                self.value = Some(value);
                seed.deserialize(key.into_deserializer()).map(Some)
            }
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.value.take() {
            Some(value) => seed.deserialize(value).map_err(A::Error::custom),
            None => self.rest.next_value_seed(seed),
        }
    }
}
