//! A rule's test document: Markdown in which `json before` blocks are compared with the `json after` blocks that follow
//! them, all with what is found as caret lines. Several files of one side say `file=NAME`.

use apigen_compat::{Change, Group, Report, Side};
use apigen_model::{NoImports, Repository, Role, Settings, SourceFile};

use crate::lint::carets::is_caret_line;

/// A document in pieces; rendering them again gives the same text.
pub(super) struct Document {
    pieces: Vec<Piece>,
}

enum Piece {
    Prose(String),
    Block { side: Side, info: String, text: String },
}

impl Document {
    pub(super) fn parse(text: &str) -> Self {
        let mut pieces = vec![Piece::Prose(String::new())];
        let mut inside = false;
        for line in text.split_inclusive('\n') {
            let info = line.strip_prefix("```json ").map(str::trim_end);
            let side = info.and_then(|it| match it.split(' ').next() {
                Some("before") => Some(Side::Old),
                Some("after") => Some(Side::New),
                _ => None,
            });
            if let (Some(side), Some(info)) = (side, info) {
                pieces.push(Piece::Block { side, info: info.to_owned(), text: String::new() });
                inside = true;
            } else if inside && line.trim_end() == "```" {
                pieces.push(Piece::Prose(String::new()));
                inside = false;
            } else if let Some(Piece::Prose(text) | Piece::Block { text, .. }) = pieces.last_mut() {
                text.push_str(line);
            }
        }
        Self { pieces }
    }

    pub(super) fn render(&self) -> String {
        let piece = |it: &Piece| match it {
            Piece::Prose(text) => text.clone(),
            Piece::Block { info, text, .. } => format!("```json {info}\n{text}```\n"),
        };
        self.pieces.iter().map(piece).collect()
    }

    /// The positions of the blocks of each comparison: those of before, and those of after that follow them.
    pub(super) fn comparisons(&self) -> Vec<[Vec<usize>; 2]> {
        let mut all: Vec<[Vec<usize>; 2]> = Vec::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Block { side: Side::Old, .. } => match all.last_mut() {
                    Some([old, new]) if new.is_empty() => old.push(at),
                    _ => all.push([vec![at], Vec::new()]),
                },
                Piece::Block { side: Side::New, .. } => all.last_mut().unwrap()[1].push(at),
                Piece::Prose(_) => {}
            }
        }
        all
    }

    /// The definitions of some blocks, without caret lines.
    pub(super) fn repository(&self, blocks: &[usize]) -> Repository {
        let source = |it: &usize| SourceFile {
            path: self.file(*it).to_owned(),
            bytes: self.plain(*it).into_bytes(),
            role: Role::Checked,
        };
        Repository::build(blocks.iter().map(source).collect(), &Settings::default(), &NoImports)
    }

    fn file(&self, block: usize) -> &str {
        let Piece::Block { info, .. } = &self.pieces[block] else { return "" };
        info.split(' ').find_map(|it| it.strip_prefix("file=")).unwrap_or("shop.json")
    }

    fn plain(&self, block: usize) -> String {
        let Piece::Block { text, .. } = &self.pieces[block] else { return String::new() };
        text.split_inclusive('\n').filter(|it| !is_caret_line(it)).collect()
    }

    /// Writes what was found about one rule under the lines that it is about.
    pub(super) fn annotate(&mut self, block: usize, repository: &Repository, report: &Report, rule: &str) {
        let (plain, file) = (self.plain(block), self.file(block).to_owned());
        let Piece::Block { side, text, .. } = &mut self.pieces[block] else { return };
        let mut marks: Vec<(u32, String)> = Vec::new();
        for group in report.groups.iter().filter(|it| it.rule.id == rule) {
            let is_here = |(at, spot): (Side, apigen_compat::Spot)| {
                at == *side && repository.source(spot.origin.file).path == file
            };
            let here = group.changes.iter().filter(|it| it.spot().is_some_and(is_here));
            marks.extend(here.map(|it| mark(repository, group, it)));
        }
        text.clear();
        for (number, line) in (1..).zip(plain.split_inclusive('\n')) {
            text.push_str(line);
            marks.iter().filter(|it| it.0 == number).for_each(|it| text.push_str(&it.1));
        }
    }
}

/// The line of a change, and its caret line: what, and whom it hurts.
fn mark(repository: &Repository, group: &Group, change: &Change) -> (u32, String) {
    let (_, spot) = change.spot().unwrap();
    let place = spot.place(repository);
    let lines = repository.source(place.file).document.lines();
    let (start, end) = (lines.position(place.span.start), lines.position(place.span.end));
    let column = start.column as usize;
    let length = if end.line == start.line { (end.column as usize).saturating_sub(column).max(1) } else { 1 };
    let pointer = if column > 2 {
        format!("//{}{}", " ".repeat(column - 3), "^".repeat(length))
    } else {
        format!("//@{column}+{length}")
    };
    let impact = |it: &apigen_compat::Impact| {
        let where_ = it.direction.map_or_else(|| it.category.name().to_owned(), |it| format!("{it:?}").to_lowercase());
        format!("{where_} {}", it.severity.as_str())
    };
    let impacts: Vec<String> = change.impacts.iter().map(impact).collect();
    let rule = format!("{}[{}]", group.severity.as_str(), group.rule.id);
    let text = format!("`{}`: {} ({})", change.subject, change.what, impacts.join(", "));
    (start.line, format!("{pointer} {rule}: {text}\n"))
}
