//! Ranges of texts that say the name of a symbol.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use apigen_model::{FileId, Place, Repository};
use apigen_syntax::{Edit, Span, Value, quote};
use rayon::prelude::*;
use smol_str::SmolStr;

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
    let wanted = Wanted::new(repository, &[symbol]);
    let files = repository.definitions().par_iter().map(|it| it.file);
    let found = files.flat_map_iter(|file| mentions_of(repository, file, &wanted).into_iter().map(|it| it.mention));
    let mut found: Vec<Mention> = found.collect();
    found.sort_by_key(|it| it.place);
    found.dedup_by(|a, b| a.place == b.place);
    found
}

/// A mention of something that was looked for.
pub(crate) struct Mentioned {
    /// The symbol's number.
    pub(crate) number: usize,
    pub(crate) mention: Mention,
    /// What else is mentioned at the very place: numbers of symbols that were looked for, none for others.
    pub(crate) others: Vec<Option<usize>>,
}

/// The mentions of some symbols in a file, in the order of the text.
pub(crate) fn mentions_of(repository: &Repository, file: FileId, wanted: &Wanted) -> Vec<Mentioned> {
    if !wanted.may_be_in(repository.source(file).document.text()) {
        return Vec::new();
    }
    let mut all = mentions(repository, file);
    all.sort_by_key(|it| it.place);
    let mut found = Vec::new();
    for same in all.chunk_by(|a, b| a.place == b.place) {
        let numbers: Vec<Option<usize>> = same.iter().map(|it| wanted.number(&it.symbol)).collect();
        let first = numbers.iter().zip(same).find_map(|(number, mention)| Some(((*number)?, mention)));
        found.extend(first.map(|(number, mention)| {
            let others = numbers.iter().copied().filter(|it| *it != Some(number)).collect();
            Mentioned { number, mention: mention.clone(), others }
        }));
    }
    found
}

/// Symbols that are looked for, by what mentions say.
pub(crate) struct Wanted {
    /// The number of each symbol, and of what counts as the same.
    numbers: BTreeMap<Symbol, usize>,
    names: BTreeSet<SmolStr>,
    /// Whether a definition is among them, to which imports by path lead without saying its name.
    is_imported: bool,
}

impl Wanted {
    pub(crate) fn new(repository: &Repository, symbols: &[&Symbol]) -> Self {
        let is_imported = symbols.iter().any(|it| matches!(it, Symbol::Definition(_)));
        let mut wanted = Self { numbers: BTreeMap::new(), names: BTreeSet::new(), is_imported };
        for (number, symbol) in symbols.iter().enumerate() {
            wanted.names.insert(symbol.name(repository));
            match symbol {
                Symbol::Field(owner, name) => {
                    for it in Family::of(repository, *owner, name).members() {
                        wanted.numbers.entry(Symbol::Field(it, name.clone())).or_insert(number);
                    }
                }
                _ => {
                    wanted.numbers.entry((*symbol).clone()).or_insert(number);
                }
            }
        }
        wanted
    }

    fn number(&self, symbol: &Symbol) -> Option<usize> {
        self.numbers.get(symbol).copied()
    }

    /// Whether a text may say one of the names: literally, or with escapes.
    fn may_be_in(&self, text: &str) -> bool {
        let says = |it: &SmolStr| text.contains(it.as_str());
        let imports = self.is_imported && text.contains("\"imports\"");
        text.contains("\\u") || imports || self.names.iter().any(says)
    }
}
