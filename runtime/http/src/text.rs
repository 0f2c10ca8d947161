//! Values as the plain text that paths, queries, forms and headers carry.

#[cfg(any(feature = "client", test))]
use serde::Serialize;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};

/// The text of a value: a string as it is, anything else as JSON; nothing for `null`.
#[cfg(any(feature = "client", test))]
pub(crate) fn write<T: Serialize + ?Sized>(value: &T) -> Result<Option<String>, serde_json::Error> {
    let json = serde_json::to_string(value)?;
    match json.as_bytes().first() {
        Some(b'"') => serde_json::from_str(&json).map(Some),
        _ if json == "null" => Ok(None),
        _ => Ok(Some(json)),
    }
}

/// The value of a text: what reads a string reads the text, anything else reads it as JSON.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    let string: StrDeserializer<'_, serde_json::Error> = text.into_deserializer();
    T::deserialize(string).or_else(|_| serde_json::from_str(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_bare_and_the_rest_is_json() {
        assert_eq!(write("a \"b\"").unwrap().as_deref(), Some("a \"b\""));
        assert_eq!(write(&7).unwrap().as_deref(), Some("7"));
        assert_eq!(write(&None::<i32>).unwrap(), None);
    }

    #[test]
    fn text_reads_back() {
        assert_eq!(read::<String>("true").unwrap(), "true");
        assert!(read::<bool>("true").unwrap());
        assert_eq!(read::<i64>("-9223372036854775808").unwrap(), i64::MIN);
        assert!(read::<i32>("x").is_err());
    }
}
