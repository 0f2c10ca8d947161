//! What a patch says about a field: leave it, clear it, or set it.

use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a patch says about one field, after RFC 7396 (JSON merge patch): what is absent stays as it is, `null` clears
/// it, and anything else takes its place.
///
/// A field of a struct needs `#[serde(default, skip_serializing_if = "Patch::is_keep")]`, which generated models have.
///
/// ```
/// use apigen_types::Patch;
///
/// let mut phone = Some("+4930123456");
/// Patch::Keep.apply(&mut phone);
/// assert_eq!(phone, Some("+4930123456"));
/// Patch::Set("+331234567").apply(&mut phone);
/// assert_eq!(phone, Some("+331234567"));
/// Patch::Clear.apply(&mut phone);
/// assert_eq!(phone, None);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Patch<T> {
    /// It stays as it is: the JSON has no such field.
    #[default]
    Keep,
    /// It is cleared, or is its default again where it has one: `null`.
    Clear,
    /// It becomes this.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether the patch says nothing about the field.
    pub const fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// Whether the patch clears the field.
    pub const fn is_clear(&self) -> bool {
        matches!(self, Self::Clear)
    }

    /// The new value, when the patch sets one.
    pub fn set(self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// The same about a reference to the new value.
    pub const fn as_ref(&self) -> Patch<&T> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Clear => Patch::Clear,
            Self::Set(value) => Patch::Set(value),
        }
    }

    /// The same with another form of the new value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Clear => Patch::Clear,
            Self::Set(value) => Patch::Set(change(value)),
        }
    }

    /// Does to a field that may be absent what the patch says.
    pub fn apply(self, field: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *field = None,
            Self::Set(value) => *field = Some(value),
        }
    }

    /// Does to a field that is always there what the patch says; cleared, it is what `cleared` makes.
    pub fn apply_or(self, field: &mut T, cleared: impl FnOnce() -> T) {
        match self {
            Self::Keep => {}
            Self::Clear => *field = cleared(),
            Self::Set(value) => *field = value,
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

/// `null` clears, and values set; that nothing was said is for the field's `default`.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

/// `Keep` has no JSON form, since `null` would clear: it is left out of its object, or refused.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep => Err(S::Error::custom("a field that a patch keeps is left out, and has no JSON form")),
            Self::Clear => serializer.serialize_none(),
            Self::Set(value) => serializer.serialize_some(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content_hash;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Person {
        #[serde(default, skip_serializing_if = "Patch::is_keep")]
        phone: Patch<String>,
    }

    fn table() -> [(&'static str, Patch<String>); 3] {
        [("{}", Patch::Keep), (r#"{"phone":null}"#, Patch::Clear), (r#"{"phone":"1"}"#, Patch::Set("1".to_owned()))]
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        for (json, phone) in table() {
            let person = Person { phone };
            assert_eq!(serde_json::from_str::<Person>(json).unwrap(), person);
            assert_eq!(serde_json::to_string(&person).unwrap(), json);
        }
        assert!(serde_json::from_str::<Person>(r#"{"phone": 1}"#).is_err());
    }

    #[test]
    fn they_have_three_hashes() {
        let hashes: std::collections::BTreeSet<_> =
            table().into_iter().map(|(_, phone)| content_hash(&Person { phone }).unwrap()).collect();
        assert_eq!(hashes.len(), 3);
    }

    #[test]
    fn a_value_that_says_nothing_is_never_written_as_null() {
        let refused = serde_json::to_string(&Patch::<u8>::Keep).unwrap_err();
        assert!(refused.to_string().contains("left out"), "{refused}");
    }

    #[test]
    fn a_field_that_is_always_there_falls_back() {
        let applied = |patch: Patch<u8>| {
            let mut field = 1;
            patch.apply_or(&mut field, || 25);
            field
        };
        assert_eq!([Patch::Keep, Patch::Clear, Patch::Set(7)].map(applied), [1, 25, 7]);
    }

    #[test]
    fn values_change_their_form_and_nothing_else_does() {
        let length = |it: Patch<&str>| it.map(str::len);
        assert_eq!([Patch::Keep, Patch::Clear, "ab".into()].map(length), [Patch::Keep, Patch::Clear, Patch::Set(2)]);
        assert_eq!(Patch::Set("ab".to_owned()).as_ref().map(String::as_str).set(), Some("ab"));
    }
}
