//! A new name for a symbol, everywhere it is mentioned.

use std::collections::BTreeMap;
use std::fmt;

use apigen_model::{FileId, Primitive, Repository, TypeId, names};
use apigen_syntax::Edit;
use smol_str::SmolStr;

use crate::family::Family;
use crate::mention::all_mentions;
use crate::symbol::{Symbol, field};

/// Why something cannot be renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenameError {
    /// The name is not one.
    Invalid {
        /// The name as asked for.
        name: String,
    },
    /// Something else has the name already.
    Taken {
        /// The name as asked for.
        name: String,
        /// What the thing is that has it.
        word: &'static str,
    },
    /// The name of a built-in type.
    BuiltIn {
        /// The name as asked for.
        name: String,
    },
    /// The file does not say the name, which follows from something else.
    Derived {
        /// What has no name of its own.
        word: &'static str,
    },
}

impl fmt::Display for RenameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { name } => {
                write!(f, "`{name}` is no name: use letters, digits, `_`, `-` and `.`, and begin with a letter")
            }
            Self::Taken { name, word } => write!(f, "there is a {word} `{name}` already; choose another name"),
            Self::BuiltIn { name } => write!(f, "`{name}` is a built-in type; choose another name"),
            Self::Derived { word } => write!(f, "the {word} does not say its name; write it down to change it"),
        }
    }
}

impl std::error::Error for RenameError {}

/// The edits, by file, that give a symbol another name wherever it is mentioned; what is derived from the name, such as
/// default paths and discriminator values, follows. Nothing when it has the name already.
pub fn rename(
    repository: &Repository,
    symbol: &Symbol,
    name: &str,
) -> Result<BTreeMap<FileId, Vec<Edit>>, RenameError> {
    let mut edits: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    if symbol.name(repository) == name {
        return Ok(edits);
    }
    check(repository, symbol, name)?;
    for mention in all_mentions(repository, symbol) {
        if let Some(edit) = mention.renamed(name) {
            edits.entry(mention.place.file).or_default().push(edit);
        }
    }
    Ok(edits)
}

fn check(repository: &Repository, symbol: &Symbol, name: &str) -> Result<(), RenameError> {
    let text = || name.to_owned();
    if !names::is_valid(name) {
        return Err(RenameError::Invalid { name: text() });
    }
    let definition = repository.definition(symbol.definition());
    let taken = match symbol {
        Symbol::Definition(_) if !definition.namespace_declared => {
            return Err(RenameError::Derived { word: symbol.word() });
        }
        Symbol::Definition(_) => repository.by_namespace(name).is_some(),
        Symbol::Type(_) if Primitive::parse(name).is_some() => return Err(RenameError::BuiltIn { name: text() }),
        Symbol::Type(id) => is_type(repository, *id, name),
        Symbol::Field(owner, old) => {
            Family::of(repository, *owner, old).members().any(|it| field(repository, it, name).is_some())
        }
        Symbol::Value(owner, _) => {
            repository.enumeration(*owner).is_some_and(|it| is_among(it.values.iter().map(|it| &it.name), name))
        }
        Symbol::Annotation(..) => is_among(definition.annotations.iter().map(|it| &it.name), name),
        Symbol::Stream(..) => is_among(definition.streams.iter().map(|it| &it.name), name),
        Symbol::Table(..) => is_among(definition.tables.iter().map(|it| &it.name), name),
        Symbol::Template(..) => is_among(definition.templates.resources.iter().map(|it| &it.name), name),
    };
    if taken { Err(RenameError::Taken { name: text(), word: symbol.word() }) } else { Ok(()) }
}

/// Whether a definition has a type of that name, of any kind: a bare name could not say which one is meant.
fn is_type(repository: &Repository, id: TypeId, name: &str) -> bool {
    let mut types = repository.definition(id.definition).types();
    types.any(|(_, named)| named.name() == name)
}

fn is_among<'a>(mut all: impl Iterator<Item = &'a SmolStr>, name: &str) -> bool {
    all.any(|it| it == name)
}
