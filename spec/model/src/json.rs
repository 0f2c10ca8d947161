//! JSON values that a definition carries as data: defaults, attribute values, examples.

use std::fmt;

use apigen_syntax::{Document, Kind, Value};
use smol_str::SmolStr;

/// A JSON value; numbers keep their text, so nothing is lost, and members keep their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(SmolStr),
    /// A string, decoded.
    String(SmolStr),
    /// An array.
    Array(Vec<Json>),
    /// An object, in source order.
    Object(Vec<(SmolStr, Json)>),
}

impl Json {
    /// The data of a value of a syntax tree; what is no value is `null`.
    pub fn of(node: Value<'_>) -> Self {
        match node.kind() {
            Kind::Null | Kind::Invalid => Self::Null,
            Kind::Bool => Self::Bool(node.as_bool().unwrap_or_default()),
            Kind::Number => Self::Number(SmolStr::new(node.raw())),
            Kind::String => Self::String(node.as_str().map(SmolStr::from).unwrap_or_default()),
            Kind::Array => Self::Array(node.elements().map(Self::of).collect()),
            Kind::Object => {
                Self::Object(node.members().map(|it| (SmolStr::from(it.name()), Self::of(it.value))).collect())
            }
        }
    }

    /// The value that a text is, when it is plain JSON.
    pub fn parse(text: &str) -> Option<Self> {
        let document = Document::parse(text.as_bytes().to_vec());
        let root = document.root().filter(|_| document.errors().is_empty());
        root.map(Self::of)
    }

    /// The member of that name, when the value is an object that has one.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, when the value is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The elements, when the value is an array; nothing otherwise.
    pub fn elements(&self) -> &[Self] {
        match self {
            Self::Array(elements) => elements,
            _ => &[],
        }
    }

    /// The members, when the value is an object; nothing otherwise.
    pub fn members(&self) -> &[(SmolStr, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The bare text of a scalar, or the JSON of anything else: how an expanded file writes a default.
    pub fn plain_text(&self) -> String {
        match self {
            Self::String(text) => text.to_string(),
            other => other.to_string(),
        }
    }
}

impl fmt::Display for Json {
    /// Compact JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(it) => write!(f, "{it}"),
            Self::Number(text) => f.write_str(text),
            Self::String(text) => f.write_str(&apigen_syntax::quote(text)),
            Self::Array(elements) => {
                f.write_str("[")?;
                for (index, element) in elements.iter().enumerate() {
                    write!(f, "{}{element}", if index == 0 { "" } else { "," })?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{}:{value}", apigen_syntax::quote(name))?;
                }
                f.write_str("}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_json_is_a_value() {
        assert_eq!(Json::parse("[1]"), Some(Json::Array(vec![Json::Number("1".into())])));
        for text in ["", "[1", "{a: 1}", "[1,]", "1 2", "x"] {
            assert_eq!(Json::parse(text), None, "{text}");
        }
    }
}
