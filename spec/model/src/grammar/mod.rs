//! The language as data: which keys each construct has, what stands under them, and what they are for.
//!
//! Editors complete and explain keys by it, and the JSON Schemas are written from it. A test holds it to the keys that
//! definitions are read by.

mod table;

pub use table::*;

use crate::TypeKind;

/// A construct: an object with certain keys.
#[derive(Debug)]
pub struct Construct {
    /// What messages call it.
    pub word: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

/// A key of a construct.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// Whether it has to be there.
    pub required: bool,
    /// What stands under it.
    pub shape: Shape,
    /// What it is for, in a clause.
    pub about: &'static str,
}

/// What stands under a key.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A string.
    Text(Text),
    /// A list of strings.
    Texts(Text),
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// Any JSON value.
    Any,
    /// Any JSON object, for tools.
    Data,
    /// The name of a type, or an inline declaration of one.
    Type,
    /// Type names by type names.
    Casts,
    /// One construct.
    One(&'static Construct),
    /// One construct, or a string that says the most important part of it.
    OneOrText(&'static Construct, Text),
    /// One construct, or `true` for what it usually says.
    OneOrFlag(&'static Construct),
    /// A list of constructs.
    List(&'static Construct),
    /// A list of constructs, each of which may be a string.
    ListOrTexts(&'static Construct, Text),
    /// Constructs by name; in the expanded form a list of constructs that say their names.
    Section(&'static Construct, Entry),
}

/// What a string says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// Something for people, or for nobody here.
    Free,
    /// The name of the construct around.
    Name,
    /// The prefix of qualified names.
    Namespace,
    /// A definition: a path, a namespace or an address.
    Import,
    /// An interface.
    Interface,
    /// A declared annotation.
    Annotation,
    /// An event stream.
    Stream,
    /// A member of the stream's union.
    Event,
    /// A table of this definition.
    Table,
    /// A field of the table's model.
    Column,
    /// A field of what the operation lists.
    ListedField,
    /// `type.field`.
    Reference,
    /// A path of fields that every event of the stream has.
    EventKey,
    /// A template.
    Template,
    /// A path with variables.
    Path,
    /// The id of a lint rule.
    Rule,
    /// One of a few words.
    OneOf(&'static [&'static str]),
    /// One of a few words, in upper or lower case.
    OneOfAnyCase(&'static [&'static str]),
}

/// What the names in a section name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A type that is declared here.
    Type(TypeKind),
    /// A type that is declared somewhere, and has operations here.
    Resource,
    /// An annotation that is declared here.
    Annotation,
    /// A stream that is declared here.
    Stream,
    /// A table that is declared here.
    Table,
    /// A template of models, which is an interface too.
    ModelTemplate,
    /// A template of resources.
    ResourceTemplate,
    /// A status code.
    Response,
}

impl Entry {
    /// The key that says the name in the expanded form.
    pub fn key(self) -> &'static str {
        match self {
            Self::Resource | Self::ResourceTemplate => "type",
            Self::Response => "code",
            _ => "name",
        }
    }
}

impl Construct {
    /// Whether it is that one; what messages call it does not tell.
    pub fn is(&self, other: &'static Self) -> bool {
        std::ptr::eq(self, other)
    }

    /// The key of that name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|it| it.name == name)
    }
}

/// The construct that an inline declaration of a type has, and its kind.
pub fn inline(marker: &str) -> Option<(&'static Construct, TypeKind)> {
    let kind = TypeKind::ALL.into_iter().find(|it| it.word() == marker)?;
    let construct = match kind {
        TypeKind::Enum => &ENUM,
        TypeKind::Model => &MODEL,
        TypeKind::Union => &UNION,
        TypeKind::Interface => &INTERFACE,
    };
    Some((construct, kind))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::build::keys;

    #[test]
    fn the_language_is_the_one_that_is_read() {
        let read = [
            &keys::DEFINITION,
            &keys::INFO,
            &keys::CONTACT,
            &keys::LICENSE,
            &keys::IMPORT,
            &keys::KEYED,
            &keys::ATTRIBUTE,
            &keys::DEPRECATION,
            &keys::LINT_IGNORE,
            &keys::ANNOTATION,
            &keys::HEADER,
            &keys::ENUM,
            &keys::ENUM_VALUE,
            &keys::INTERFACE,
            &keys::MODEL,
            &keys::FIELD,
            &keys::ITEMS,
            &keys::UNION,
            &keys::UNION_TYPE,
            &keys::TEMPLATES,
            &keys::TEMPLATE_USE,
            &keys::RESOURCE,
            &keys::OPERATION,
            &keys::BODY,
            &keys::PARAMETER,
            &keys::FILTER,
            &keys::RESPONSE,
            &keys::AUTH,
            &keys::DECLARED_ERROR,
            &keys::PAGINATED,
            &keys::EMIT,
            &keys::STREAM,
            &keys::TABLE,
            &keys::INDEX,
            &keys::PARTITION,
        ];
        assert_eq!(read.len(), ALL.len());
        for (read, described) in read.into_iter().zip(ALL) {
            assert_eq!(read.word, described.word);
            let read: BTreeSet<&str> = read.keys.iter().copied().collect();
            let described: BTreeSet<&str> = described.keys.iter().map(|it| it.name).collect();
            assert_eq!(read, described, "describe the keys in spec/model/src/grammar/table.rs");
        }
    }

    #[test]
    fn every_key_says_what_it_is_for() {
        for (construct, key) in ALL.iter().flat_map(|it| it.keys.iter().map(move |key| (it, key))) {
            let about = key.about;
            assert!(about.len() > 8 && !about.ends_with('.'), "{} of {}: `{about}`", key.name, construct.word);
        }
    }
}
