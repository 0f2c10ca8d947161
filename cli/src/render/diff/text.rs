//! Changes as code frames, and a summary with the version that should come next.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};

use apigen_compat::{Change, Group, Side};
use miette::GraphicalReportHandler;

use super::Compared;
use crate::console::note;
use crate::render::text::frame::{Frame, handler};
use crate::render::text::plural;

/// How many further places, and how many uses of a type, are listed.
const LISTED: usize = 5;

/// Prints groups on standard output and the summary on standard error.
pub(super) fn print(compared: &Compared<'_>, limit: usize) {
    let groups = &compared.report.groups;
    let shown = if limit == 0 { groups.len() } else { limit.min(groups.len()) };
    let handler = handler(std::io::stdout().is_terminal());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for group in &groups[..shown] {
        // A closed pipe is the reader's choice, not an error.
        let _ = writeln!(out, "{}", entry(&handler, compared, group));
    }
    if shown < groups.len() {
        let _ = writeln!(out, "… and {} more; --limit 0 shows all of them\n", groups.len() - shown);
    }
    let _ = out.flush();
    note!("{}", summary(compared));
}

fn entry(handler: &GraphicalReportHandler, compared: &Compared<'_>, group: &Group) -> String {
    let Some(first) = group.changes.first() else { return String::new() };
    let mut text = frame(handler, compared, group, first);
    if let (Some(old), Some(_)) = (first.old, first.new) {
        let (name, place) = compared.side(Side::Old).place(old);
        let at = compared.old.repository.source(place.file).document.lines().position(place.span.start);
        let _ = writeln!(text, "  was: {name}:{}:{}", at.line, at.column);
    }
    if group.changes.len() > 1 {
        let subjects: Vec<&str> = group.changes.iter().map(|it| it.subject.as_str()).collect();
        let _ = writeln!(text, "  in: {}", list(&subjects));
    }
    for line in impacts(first) {
        let _ = writeln!(text, "  {line}");
    }
    let _ = writeln!(text, "  why: {}", group.rule.why);
    let _ = writeln!(text, "  help: {}", group.rule.help);
    let _ = writeln!(text, "  fingerprint: {}", group.fingerprint);
    text
}

fn frame(handler: &GraphicalReportHandler, compared: &Compared<'_>, group: &Group, first: &Change) -> String {
    let Some((side, spot)) = first.spot() else {
        return format!("{}[{}]: {}\n", group.severity.as_str(), group.rule.id, group.message);
    };
    let version = compared.side(side);
    let (name, place) = version.place(spot);
    let name = if side == Side::Old { format!("{name} (before)") } else { name };
    let source = version.repository.source(place.file);
    let (rule, message) = (group.rule.id, group.message.as_str());
    Frame { name, source, severity: group.severity, rule, message, place, labels: Vec::new() }.draw(handler)
}

/// Whom a change hurts: `wire error in requests: GET /users, POST /users`.
fn impacts(change: &Change) -> Vec<String> {
    let line = |it: &apigen_compat::Impact| {
        let (category, severity) = (it.category.name(), it.severity.as_str());
        let Some(direction) = it.direction else { return format!("{category}: {severity}") };
        let uses: Vec<&str> = change.uses.of(direction).collect();
        let uses = if uses.is_empty() { String::new() } else { format!(": {}", list(&uses)) };
        format!("{category}: {severity} {}{uses}", super::words(direction))
    };
    change.impacts.iter().map(line).collect()
}

fn list(all: &[&str]) -> String {
    let named = all.iter().take(LISTED).map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
    if all.len() > LISTED { format!("{named}, and {} more", all.len() - LISTED) } else { named }
}

fn summary(compared: &Compared<'_>) -> String {
    let mut text = compared.headline();
    let (findings, changes) = (compared.report.groups.len(), compared.report.changes());
    if changes > findings {
        let _ = write!(text, " for {}", plural(changes, "change"));
    }
    for advice in compared.report.advice.iter().filter(|it| it.bump > apigen_compat::Bump::None) {
        let _ = write!(text, "\n{}: {} version", advice.namespace, advice.bump.name());
        if let Some(declared) = &advice.declared
            && declared.follows == Some(false)
        {
            let least = declared.least.as_deref().unwrap_or_default();
            let _ = write!(text, ", at least {least}; it says {}", declared.new);
        }
    }
    text
}
