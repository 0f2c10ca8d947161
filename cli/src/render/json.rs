//! One JSON document, version 1.

use std::io::Write;

use apigen_model::{Finding, Place, Safety, Severity};
use serde::Serialize;

use super::Judged;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    findings: Vec<Row<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    severity: &'static str,
    file: String,
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
    file: String,
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
    fixed: usize,
}

/// Prints the document on standard output.
pub(super) fn print(judged: &Judged<'_>) {
    let (files, definitions) = judged.size();
    let report = Report {
        version: 1,
        findings: judged.outcome.findings.iter().map(|it| row(judged, it)).collect(),
        summary: Summary {
            files,
            definitions,
            errors: judged.count(Severity::Error),
            warnings: judged.count(Severity::Warning),
            infos: judged.count(Severity::Info),
            suppressed: judged.outcome.suppressed,
            fixed: judged.fixed,
        },
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    // A closed pipe is the reader's choice, not an error.
    let _ = serde_json::to_writer_pretty(&mut out, &report);
    let _ = writeln!(out);
}

fn row<'a>(judged: &Judged<'_>, it: &'a Finding) -> Row<'a> {
    let (file, [line, column, end_line, end_column]) = position(judged, it.place);
    Row {
        rule: it.rule,
        severity: it.severity.as_str(),
        file,
        line,
        column,
        end_line,
        end_column,
        pointer: &it.pointer,
        message: &it.message,
        why: it.why,
        help: it.help.as_deref(),
        fix: it.fix.as_ref().map(fix_row),
        related: it.related.iter().map(|it| related_row(judged, it)).collect(),
        fingerprint: &it.fingerprint,
    }
}

fn fix_row(fix: &apigen_model::Fix) -> FixRow<'_> {
    let edits = fix.edits.iter().map(|it| EditRow { start: it.span.start, end: it.span.end, text: &it.text });
    let safety = match fix.safety {
        Safety::Safe => "safe",
        Safety::Unsafe => "unsafe",
    };
    FixRow { safety, edits: edits.collect() }
}

fn related_row<'a>(judged: &Judged<'_>, it: &'a apigen_model::Related) -> RelatedRow<'a> {
    let (file, [line, column, end_line, end_column]) = position(judged, it.place);
    RelatedRow { file, line, column, end_line, end_column, message: &it.message }
}

fn position(judged: &Judged<'_>, place: Place) -> (String, [u32; 4]) {
    let source = judged.repository.source(place.file);
    let lines = source.document.lines();
    let (start, end) = (lines.position(place.span.start), lines.position(place.span.end));
    (judged.workspace.display(&source.path), [start.line, start.column, end.line, end.column])
}
