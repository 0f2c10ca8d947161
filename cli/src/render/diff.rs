//! What changed, for people and for tools.

mod json;
mod text;

use apigen_compat::{Report, Side, Spot};
use apigen_model::{Direction, Place, Repository, Severity};

use super::Format;
use crate::workspace::Workspace;

/// What a comparison came to.
pub(crate) struct Compared<'a> {
    pub(crate) old: Version<'a>,
    pub(crate) new: Version<'a>,
    pub(crate) report: &'a Report,
}

/// One side of a comparison.
pub(crate) struct Version<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) repository: &'a Repository,
}

impl<'a> Compared<'a> {
    fn side(&self, side: Side) -> &Version<'a> {
        match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        }
    }

    /// How many findings there are of each severity, in words.
    fn headline(&self) -> String {
        let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "info")];
        let found = counts.iter().map(|(severity, word)| (self.report.count(*severity), word));
        let found: Vec<String> =
            found.filter(|(count, _)| *count > 0).map(|(count, word)| super::text::plural(count, word)).collect();
        if found.is_empty() { "no changes".to_owned() } else { found.join(", ") }
    }
}

impl Version<'_> {
    /// The path of a file as people should see it, and where a spot is in it.
    fn place(&self, spot: Spot) -> (String, Place) {
        let place = spot.place(self.repository);
        (self.workspace.display(&self.repository.source(place.file).path), place)
    }
}

/// Prints the changes; `limit` cuts what people read, never what tools read.
pub(crate) fn print(format: Format, compared: &Compared<'_>, limit: usize) {
    match format {
        Format::Text => text::print(compared, limit),
        Format::Json => json::print(compared),
    }
}

/// The word of a direction for tools.
fn name(direction: Direction) -> &'static str {
    match direction {
        Direction::Request => "request",
        Direction::Response => "response",
        Direction::Published => "published",
        Direction::Consumed => "consumed",
        Direction::Stored => "stored",
    }
}

/// A direction in words for people.
fn words(direction: Direction) -> &'static str {
    match direction {
        Direction::Request => "in requests",
        Direction::Response => "in responses",
        Direction::Published => "for consumers of before",
        Direction::Consumed => "for events of before",
        Direction::Stored => "for rows of before",
    }
}
