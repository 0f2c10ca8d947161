//! One JSON document, version 1.

use std::io::{self, Write};

use apigen_model::{Fix, Repair, Safety, Severity};
use serde::Serialize;

use super::Report;
use super::finding::{Note, Range, Shown};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    findings: Vec<Row<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    severity: &'static str,
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    pointer: &'a str,
    message: &'a str,
    why: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixRow<'a>>,
    related: Vec<RelatedRow<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct FixRow<'a> {
    safety: &'static str,
    /// The name that what is declared here should have everywhere; the edits are then worked out by `--fix`.
    #[serde(skip_serializing_if = "Option::is_none")]
    rename: Option<&'a str>,
    edits: Vec<EditRow<'a>>,
}

#[derive(Serialize)]
struct EditRow<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct RelatedRow<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    message: &'a str,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    definitions: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    suppressed: usize,
    baselined: usize,
    fixed: usize,
}

/// Writes the document.
pub(super) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let waived = |word: &str| report.waived.iter().filter(|it| it.waiver.is_some_and(|it| it.word() == word)).count();
    let document = Document {
        version: 1,
        findings: report.findings.iter().map(row).collect(),
        summary: Summary {
            files: report.files.len(),
            definitions: report.definitions,
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            infos: report.count(Severity::Info),
            suppressed: waived("suppressed"),
            baselined: waived("in the baseline"),
            fixed: report.fixed,
        },
    };
    pretty(out, &document)
}

/// Writes a document for people and for tools: indented, with a line end.
pub(super) fn pretty(out: &mut dyn Write, document: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    writeln!(out)
}

fn row<'a>(it: &'a Shown<'_>) -> Row<'a> {
    let Range { line, column, end_line, end_column } = it.spot().range();
    Row {
        rule: it.rule,
        severity: it.severity.as_str(),
        file: &it.spot().path,
        line,
        column,
        end_line,
        end_column,
        pointer: &it.pointer,
        message: it.message,
        why: it.why,
        help: it.help,
        fix: it.fix.map(fix_row),
        related: it.related.iter().map(related_row).collect(),
        fingerprint: it.fingerprint,
    }
}

fn fix_row(fix: &Fix) -> FixRow<'_> {
    let rename = match &fix.repair {
        Repair::Rename { name, .. } => Some(name.as_str()),
        Repair::Edits(_) => None,
    };
    let edits = fix.edits().unwrap_or_default().iter().map(|it| EditRow {
        start: it.span.start,
        end: it.span.end,
        text: &it.text,
    });
    let safety = match fix.safety {
        Safety::Safe => "safe",
        Safety::Unsafe => "unsafe",
    };
    FixRow { safety, rename, edits: edits.collect() }
}

fn related_row<'a>(it: &'a Note<'_>) -> RelatedRow<'a> {
    let Range { line, column, end_line, end_column } = it.spot.range();
    RelatedRow { file: &it.spot.path, line, column, end_line, end_column, message: it.message }
}
