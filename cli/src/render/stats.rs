//! How many findings there are of each rule, and whose they are.

use std::collections::BTreeMap;
use std::io::{self, Write};

use apigen_model::Severity;
use serde::Serialize;

use super::Report;
use super::finding::Waiver;
use super::json::pretty;
use super::markdown::escape;

/// What files without an `owner` are counted under.
const NOBODY: &str = "(no owner)";

/// The findings of one rule and one owner.
#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    owner: Option<&'a str>,
    errors: usize,
    warnings: usize,
    infos: usize,
    repairable: usize,
    baselined: usize,
}

impl Row<'_> {
    fn count(&self) -> usize {
        self.errors + self.warnings + self.infos + self.baselined
    }

    fn cells(&self) -> [String; 7] {
        let owner = self.owner.unwrap_or(NOBODY);
        let numbers = [self.errors, self.warnings, self.infos, self.repairable, self.baselined];
        let [errors, warnings, infos, repairable, baselined] = numbers.map(|it| it.to_string());
        [self.rule.to_owned(), owner.to_owned(), errors, warnings, infos, repairable, baselined]
    }
}

const TITLES: [&str; 7] = ["rule", "owner", "errors", "warnings", "infos", "repairable", "baselined"];

/// The rows, the longest first.
fn rows<'a>(report: &'a Report<'a>) -> Vec<Row<'a>> {
    let mut rows: BTreeMap<(&str, Option<&str>), Row<'a>> = BTreeMap::new();
    let baselined = report.waived.iter().filter(|it| matches!(it.waiver, Some(Waiver::Accepted(_))));
    for finding in report.findings.iter().chain(baselined) {
        let (rule, owner) = (finding.rule, finding.owner);
        let empty = Row { rule, owner, errors: 0, warnings: 0, infos: 0, repairable: 0, baselined: 0 };
        let row = rows.entry((rule, owner)).or_insert(empty);
        if finding.waiver.is_some() {
            row.baselined += 1;
            continue;
        }
        *match finding.severity {
            Severity::Error => &mut row.errors,
            Severity::Warning => &mut row.warnings,
            Severity::Info => &mut row.infos,
        } += 1;
        row.repairable += usize::from(finding.fix.is_some());
    }
    let mut rows: Vec<_> = rows.into_values().collect();
    rows.sort_by_key(|it| std::cmp::Reverse(it.count()));
    rows
}

/// Writes a table for a terminal.
pub(super) fn text(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let rows = rows(report);
    let mut lines: Vec<[String; 7]> = vec![TITLES.map(str::to_owned)];
    lines.extend(rows.iter().map(Row::cells));
    let width = |column: usize| lines.iter().map(|it| it[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; 7] = std::array::from_fn(width);
    for line in lines.iter().filter(|_| !rows.is_empty()) {
        let cells = line.iter().zip(widths).enumerate().map(|(column, (cell, width))| {
            // Words lean to the left, numbers to the right.
            if column < 2 { format!("{cell:width$}") } else { format!("{cell:>width$}") }
        });
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  "))?;
    }
    Ok(())
}

/// Writes a table for a page.
pub(super) fn markdown(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    writeln!(out, "## {}\n\n| {} |", escape(&report.headline()), TITLES.join(" | "))?;
    writeln!(out, "|---|---|--:|--:|--:|--:|--:|")?;
    for row in rows(report) {
        writeln!(out, "| {} |", row.cells().map(|it| escape(&it)).join(" | "))?;
    }
    Ok(())
}

/// Writes one JSON document.
pub(super) fn json(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    #[derive(Serialize)]
    struct Document<'a> {
        version: u32,
        stats: Vec<Row<'a>>,
    }
    pretty(out, &Document { version: 1, stats: rows(report) })
}
