//! Enums: sets of strings, closed or open.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Visitor};

/// What a generated enum knows about itself.
pub trait Enumeration: Sized {
    /// Its name in the definition.
    const NAME: &'static str;

    /// Every value that the definition names, as on the wire, in its order.
    const VALUES: &'static [&'static str];

    /// The value with that form on the wire; an open enum keeps every text.
    fn from_wire(text: &str) -> Option<Self>;

    /// The form on the wire.
    fn as_wire(&self) -> &str;
}

/// A text that is no value of a closed enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue {
    enumeration: &'static str,
    values: &'static [&'static str],
    found: String,
}

impl UnknownValue {
    /// Says that a text is no value of an enum.
    pub fn of<T: Enumeration>(found: &str) -> Self {
        Self { enumeration: T::NAME, values: T::VALUES, found: found.to_owned() }
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no value of the enum `{}`", self.found, self.enumeration)?;
        write_choice(f, self.values)
    }
}

impl std::error::Error for UnknownValue {}

/// Appends the values that would have been right.
pub(crate) fn write_choice(f: &mut fmt::Formatter<'_>, values: &[&str]) -> fmt::Result {
    match values {
        [] => f.write_str(", which has none"),
        [only] => write!(f, "; it has `{only}`"),
        [first, rest @ ..] => {
            write!(f, "; it has `{first}`")?;
            rest.iter().try_for_each(|it| write!(f, ", `{it}`"))
        }
    }
}

/// Reads an enum from a string.
///
/// # Errors
/// That it is no string, or none of the values of an enum that has no others.
pub fn read_enum<'de, D: Deserializer<'de>, T: Enumeration>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(EnumVisitor(PhantomData))
}

struct EnumVisitor<T>(PhantomData<T>);

impl<T: Enumeration> Visitor<'_> for EnumVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string: a value of the enum `{}`", T::NAME)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        T::from_wire(text).ok_or_else(|| E::custom(UnknownValue::of::<T>(text)))
    }
}

/// Gives a generated enum its text and JSON forms.
#[macro_export]
macro_rules! enumeration {
    ($name:ident) => {
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str($crate::Enumeration::as_wire(self))
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::UnknownValue;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::UnknownValue> {
                <Self as $crate::Enumeration>::from_wire(text).ok_or_else(|| $crate::UnknownValue::of::<Self>(text))
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::Enumeration::as_wire(self))
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::read_enum(deserializer)
            }
        }
    };
}
