//! A new name for a symbol, everywhere it is mentioned.

mod error;

use std::collections::{BTreeMap, BTreeSet};

use apigen_model::{DefinitionId, FileId, Primitive, Repository, Type, TypeId, names};
use apigen_syntax::Edit;
use rayon::prelude::*;
use smol_str::SmolStr;

pub use self::error::RenameError;
use crate::family::Family;
use crate::mention::{Mentioned, Wanted, all_mentions, mentions_of};
use crate::symbol::Symbol;

/// The edits of a renaming, by file.
pub type Edits = BTreeMap<FileId, Vec<Edit>>;

/// The edits, by file, that give a symbol another name wherever it is mentioned; what is derived from the name, such as
/// default paths and discriminator values, follows. Nothing when it has the name already.
pub fn rename(repository: &Repository, symbol: &Symbol, name: &str) -> Result<Edits, RenameError> {
    if symbol.name(repository) == name {
        return Ok(Edits::new());
    }
    check(repository, symbol, name)?;
    let mut edits = Edits::new();
    for mention in all_mentions(repository, symbol) {
        if let Some(edit) = mention.renamed(name) {
            edits.entry(mention.place.file).or_default().push(edit);
        }
    }
    Ok(edits)
}

/// The edits of several renamings that nobody looks at one by one, after reading the repository once.
///
/// Of two that want the same name in the same place the later one finds it taken. What is mentioned together with
/// something that keeps its name, as the key of a stream is a field of every event, keeps its name too.
pub fn rename_each(repository: &Repository, wanted: &[(Symbol, String)]) -> Vec<Result<Edits, RenameError>> {
    let mut claimed = BTreeSet::new();
    let allowed: Vec<Result<(), RenameError>> = wanted
        .iter()
        .map(|(symbol, name)| {
            check(repository, symbol, name)?;
            let claims = claims(repository, symbol, name);
            if claims.iter().any(|it| claimed.contains(it)) {
                return Err(RenameError::Taken { name: name.clone(), word: symbol.word() });
            }
            claimed.extend(claims);
            Ok(())
        })
        .collect();
    let (symbols, names): (Vec<&Symbol>, Vec<&str>) = wanted
        .iter()
        .zip(&allowed)
        .filter(|(_, allowed)| allowed.is_ok())
        .map(|((symbol, name), _)| (symbol, name.as_str()))
        .unzip();
    let mut found = edits(repository, &symbols, &names).into_iter();
    allowed.into_iter().map(|it| it.and_then(|()| found.next().unwrap_or(Ok(Edits::new())))).collect()
}

/// The edits for each of some symbols.
fn edits(repository: &Repository, symbols: &[&Symbol], names: &[&str]) -> Vec<Result<Edits, RenameError>> {
    let wanted = Wanted::new(repository, symbols);
    let files = repository.definitions().par_iter().map(|it| it.file);
    let found: Vec<Vec<Mentioned>> = files.map(|it| mentions_of(repository, it, &wanted)).collect();
    let mut all: Vec<Result<Edits, RenameError>> = vec![Ok(Edits::new()); symbols.len()];
    for it in found.into_iter().flatten() {
        let name = names[it.number];
        let goes_along = |other: &Option<usize>| other.is_some_and(|it| names[it] == name);
        if !it.others.iter().all(goes_along) {
            all[it.number] = Err(RenameError::Shared { word: symbols[it.number].word() });
        } else if let (Ok(edits), Some(edit)) = (&mut all[it.number], it.mention.renamed(name)) {
            edits.entry(it.mention.place.file).or_default().push(edit);
        }
    }
    all
}

/// A name that a renaming takes.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    /// That of a symbol.
    Symbol(Symbol),
    /// That of a type of any kind, since a bare name could not say which one is meant.
    Type(DefinitionId, String),
}

/// Every name that is taken once a symbol has another one.
fn claims(repository: &Repository, symbol: &Symbol, name: &str) -> Vec<Claim> {
    let new = SmolStr::from(names::normalise(name));
    let one = |it: Symbol| vec![Claim::Symbol(it)];
    match symbol {
        Symbol::Definition(_) | Symbol::Type(_) => vec![Claim::Type(symbol.definition(), names::normalise(name))],
        Symbol::Field(owner, old) => {
            let family = Family::of(repository, *owner, old);
            family.members().map(|it| Claim::Symbol(Symbol::Field(it, new.clone()))).collect()
        }
        Symbol::Value(owner, _) => one(Symbol::Value(*owner, new)),
        Symbol::Annotation(id, _) => one(Symbol::Annotation(*id, new)),
        Symbol::Stream(id, _) => one(Symbol::Stream(*id, new)),
        Symbol::Table(id, _) => one(Symbol::Table(*id, new)),
        Symbol::Template(id, _) => one(Symbol::Template(*id, new)),
    }
}

fn check(repository: &Repository, symbol: &Symbol, name: &str) -> Result<(), RenameError> {
    let text = || name.to_owned();
    if !names::is_valid(name) {
        return Err(RenameError::Invalid { name: text() });
    }
    if let Symbol::Field(owner, old) = symbol
        && Family::of(repository, *owner, old).members().any(|it| is_path_variable(repository, it, name))
    {
        return Err(RenameError::Taken { name: text(), word: "path variable" });
    }
    let definition = repository.definition(symbol.definition());
    let taken = match symbol {
        Symbol::Definition(_) if !definition.namespace_declared => {
            return Err(RenameError::Derived { word: symbol.word() });
        }
        Symbol::Definition(_) => repository.by_namespace(name).is_some(),
        Symbol::Type(_) if Primitive::parse(name).is_some() => return Err(RenameError::BuiltIn { name: text() }),
        Symbol::Type(id) => {
            // Of any kind: a bare name could not say which one is meant.
            is_among(repository.definition(id.definition).types().map(|(_, it)| it.name()), symbol, repository, name)
        }
        Symbol::Field(owner, old) => Family::of(repository, *owner, old).members().any(|it| {
            let fields = repository.named(it).map_or(&[][..], |it| it.fields());
            is_among(fields.iter().map(|it| &it.name), symbol, repository, name)
        }),
        Symbol::Value(owner, _) => {
            let values = repository.enumeration(*owner).map_or(&[][..], |it| &it.values);
            is_among(values.iter().map(|it| &it.name), symbol, repository, name)
        }
        Symbol::Annotation(..) => is_among(definition.annotations.iter().map(|it| &it.name), symbol, repository, name),
        Symbol::Stream(..) => is_among(definition.streams.iter().map(|it| &it.name), symbol, repository, name),
        Symbol::Table(..) => is_among(definition.tables.iter().map(|it| &it.name), symbol, repository, name),
        Symbol::Template(..) => {
            is_among(definition.templates.resources.iter().map(|it| &it.name), symbol, repository, name)
        }
    };
    if taken { Err(RenameError::Taken { name: text(), word: symbol.word() }) } else { Ok(()) }
}

/// Whether a path of a type's resources has a variable of the name, which would stand for the field from then on.
fn is_path_variable(repository: &Repository, owner: TypeId, name: &str) -> bool {
    let resources = repository.definitions().iter().flat_map(|it| &it.resources);
    let own = resources.filter(|it| it.ty == Type::Named(owner));
    own.flat_map(|it| &it.operations).any(|it| it.path_variables().any(|variable| variable == name))
}

/// Whether something else has a name; `userId` and `user_id` are the same to generated code.
fn is_among<'a>(
    mut all: impl Iterator<Item = &'a SmolStr>,
    symbol: &Symbol,
    repository: &Repository,
    name: &str,
) -> bool {
    let (own, wanted) = (symbol.name(repository), names::normalise(name));
    all.any(|it| *it != own && names::normalise(it) == wanted)
}
