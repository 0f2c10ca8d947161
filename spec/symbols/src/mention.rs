//! Ranges of texts that say the name of a symbol.

use std::ops::Range;

use apigen_model::{FileId, Place, Repository};
use apigen_syntax::{Edit, Span, Value, quote};
use rayon::prelude::*;

use crate::family::Family;
use crate::resolve::Scope;
use crate::symbol::Symbol;
use crate::walk::{Event, walk, walk_around};

/// A range of a text that says the name of a symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What is meant.
    pub symbol: Symbol,
    /// The name's bytes, without quotes.
    pub place: Place,
    /// Whether the symbol is declared here.
    pub declares: bool,
    /// Whether the name itself stands here, rather than a path or an address that leads to the symbol.
    pub(crate) by_name: bool,
    /// The whole string and the range of the name in what it means, when it is written with escapes.
    pub(crate) escaped: Option<(Span, String, Range<usize>)>,
}

impl Mention {
    /// The name, as a part of what a string means.
    pub(crate) fn new(file: FileId, node: Value<'_>, range: Range<usize>, symbol: Symbol) -> Self {
        let literal = node.span();
        let escaped = node.raw().contains('\\');
        let text = node.as_str().unwrap_or_default();
        let place = |range: &Range<usize>| {
            // A part of a text fits its offsets.
            let at = |it: usize| literal.start + 1 + u32::try_from(it).unwrap_or_default();
            Span::new(at(range.start).min(literal.end), at(range.end).min(literal.end))
        };
        let span = if escaped { literal } else { place(&range) };
        let escaped = escaped.then(|| (literal, text.into_owned(), range));
        Self { symbol, place: Place { file, span }, declares: false, by_name: true, escaped }
    }

    /// Whether the name itself stands here, rather than a path or an address that leads to the symbol.
    pub fn is_name(&self) -> bool {
        self.by_name
    }

    /// The edit that writes another name here; none where the name does not stand.
    pub(crate) fn renamed(&self, name: &str) -> Option<Edit> {
        if !self.by_name {
            return None;
        }
        Some(match &self.escaped {
            None => Edit::replace(self.place.span, name),
            Some((literal, text, range)) => {
                let mut text = text.clone();
                text.replace_range(range.clone(), name);
                Edit::replace(*literal, quote(&text))
            }
        })
    }
}

/// Every mention in a file, in the order of the text; nothing in a file that is no definition.
pub fn mentions(repository: &Repository, file: FileId) -> Vec<Mention> {
    let Some(scope) = Scope::new(repository, file) else { return Vec::new() };
    let mut found = Vec::new();
    walk(&repository.source(file).document, &mut |frames, event| {
        if let Event::String(role, node) = event {
            scope.mentions(frames, role, node, &mut found);
        }
    });
    found
}

/// The mentions at a byte of a file, the one that was probably meant first.
pub fn at(repository: &Repository, file: FileId, offset: u32) -> Vec<Mention> {
    let Some(scope) = Scope::new(repository, file) else { return Vec::new() };
    let mut found = Vec::new();
    walk_around(&repository.source(file).document, offset, &mut |frames, event| {
        if let Event::String(role, node) = event {
            scope.mentions(frames, role, node, &mut found);
        }
    });
    found.retain(|it| it.place.span.start <= offset && offset <= it.place.span.end);
    found
}

/// Every mention of a symbol in a repository, by file and position.
pub fn all_mentions(repository: &Repository, symbol: &Symbol) -> Vec<Mention> {
    let same = Same::new(repository, symbol);
    let name = symbol.name(repository);
    let files = repository.definitions().par_iter().map(|it| it.file);
    // An import by path leads to a definition and says no name.
    let is_imported = matches!(symbol, Symbol::Definition(_));
    let may_mention = |text: &str| may_say(text, &name) || (is_imported && text.contains("\"imports\""));
    let found = files.filter(|it| may_mention(repository.source(*it).document.text())).flat_map_iter(|file| {
        let same = &same;
        mentions(repository, file).into_iter().filter(move |it| same.holds(&it.symbol))
    });
    let mut found: Vec<Mention> = found.collect();
    found.sort_by_key(|it| it.place);
    found.dedup_by(|a, b| a.place == b.place);
    found
}

/// Whether a text may say a name: literally, or with escapes.
fn may_say(text: &str, name: &str) -> bool {
    text.contains(name) || text.contains("\\u")
}

/// What counts as the same symbol.
struct Same<'a> {
    symbol: &'a Symbol,
    family: Option<Family>,
}

impl<'a> Same<'a> {
    fn new(repository: &Repository, symbol: &'a Symbol) -> Self {
        let family = match symbol {
            Symbol::Field(owner, name) => Some(Family::of(repository, *owner, name)),
            _ => None,
        };
        Self { symbol, family }
    }

    fn holds(&self, other: &Symbol) -> bool {
        match (self.symbol, other, &self.family) {
            (Symbol::Field(_, name), Symbol::Field(owner, it), Some(family)) => it == name && family.contains(*owner),
            _ => self.symbol == other,
        }
    }
}
