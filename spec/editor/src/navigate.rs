//! From a name to where it is declared, to everything that says it, and to another name.

use std::collections::BTreeMap;

use apigen_model::{FileId, Place, Repository, Role};
use apigen_symbols::{Mention, RenameError, Symbol, all_mentions, at};
use apigen_syntax::{Edit, Span};

/// Where the thing at a byte is declared; the beginning of the file for an import.
pub fn definitions(repository: &Repository, file: FileId, offset: u32) -> Vec<Place> {
    let mentions = at(repository, file, offset);
    let mut places: Vec<Place> = mentions.iter().flat_map(|it| declarations(repository, &it.symbol)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

fn declarations(repository: &Repository, symbol: &Symbol) -> Vec<Place> {
    let places = symbol.declarations(repository);
    let start = |it: &Symbol| Place { file: repository.definition(it.definition()).file, span: Span::empty(0) };
    if places.is_empty() { vec![start(symbol)] } else { places }
}

/// Everything that says the name of the thing at a byte, its declarations among it when they are wanted.
pub fn references(repository: &Repository, file: FileId, offset: u32, declarations: Declarations) -> Vec<Place> {
    let Some(mention) = at(repository, file, offset).into_iter().next() else { return Vec::new() };
    let all = all_mentions(repository, &mention.symbol).into_iter();
    all.filter(|it| declarations == Declarations::Included || !it.declares).map(|it| it.place).collect()
}

/// Whether declarations count as references.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declarations {
    /// They do.
    Included,
    /// They do not.
    Excluded,
}

/// The name at a byte that can be changed, and what it is now.
pub fn rename_place(repository: &Repository, file: FileId, offset: u32) -> Option<(Place, String)> {
    let mention = renamable(repository, file, offset)?;
    let name = mention.symbol.name(repository).to_string();
    Some((mention.place, name))
}

/// The edits, by file, that give the thing at a byte another name; none when nothing there has a name.
pub fn rename(
    repository: &Repository,
    file: FileId,
    offset: u32,
    name: &str,
) -> Option<Result<BTreeMap<FileId, Vec<Edit>>, RenameError>> {
    let mention = renamable(repository, file, offset)?;
    Some(apigen_symbols::rename(repository, &mention.symbol, name))
}

/// What is at a byte and belongs to this repository; copies of other people's definitions are theirs to change.
fn renamable(repository: &Repository, file: FileId, offset: u32) -> Option<Mention> {
    let mention = at(repository, file, offset).into_iter().find(Mention::is_name)?;
    let owner = repository.definition(mention.symbol.definition()).file;
    (repository.source(owner).role == Role::Checked).then_some(mention)
}
