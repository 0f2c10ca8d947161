//! Changes as one JSON document, version 1.

use std::io::{self, Write};

use apigen_compat::{Advice, Change, Group, Impact, Side, Spot};
use apigen_model::Severity;
use serde::Serialize;

use super::{Compared, Remark};
use crate::render::Report;
use crate::render::finding::Range;
use crate::render::json::pretty;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    findings: Vec<Row<'a>>,
    remarks: Vec<RemarkRow<'a>>,
    versions: Vec<VersionRow<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    severity: &'static str,
    category: &'static str,
    message: &'a str,
    why: &'a str,
    help: &'a str,
    fingerprint: &'a str,
    /// The reason for which the finding does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    approved: Option<&'a str>,
    changes: Vec<ChangeRow<'a>>,
}

#[derive(Serialize)]
struct RemarkRow<'a> {
    rule: &'a str,
    severity: &'static str,
    file: &'a str,
    line: u32,
    column: u32,
    message: &'a str,
    why: &'a str,
    help: &'a str,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct ChangeRow<'a> {
    subject: &'a str,
    what: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<PlaceRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<PlaceRow>,
    impacts: Vec<ImpactRow<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct PlaceRow {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<String>,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct ImpactRow<'a> {
    category: &'static str,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    uses: Vec<&'a str>,
}

#[derive(Serialize)]
struct VersionRow<'a> {
    namespace: &'a str,
    bump: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    follows: Option<bool>,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    infos: usize,
    approved: usize,
    changes: usize,
}

/// Writes the document.
pub(super) fn write(out: &mut dyn Write, compared: &Compared<'_>, report: &Report<'_>) -> io::Result<()> {
    let changes = compared.changes;
    let groups = changes.groups.iter().zip(&compared.approved);
    let document = Document {
        version: 1,
        findings: groups.map(|(group, approved)| row(compared, group, *approved)).collect(),
        remarks: compared.remarks.iter().map(remark_row).collect(),
        versions: changes.advice.iter().map(version_row).collect(),
        summary: Summary {
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            infos: report.count(Severity::Info),
            approved: report.waived.len(),
            changes: changes.changes(),
        },
    };
    pretty(out, &document)
}

fn row<'a>(compared: &Compared<'_>, it: &'a Group, approved: Option<&'a str>) -> Row<'a> {
    Row {
        rule: it.rule.id,
        severity: it.severity.as_str(),
        category: it.category.name(),
        message: &it.message,
        why: it.rule.why,
        help: it.rule.help,
        fingerprint: &it.fingerprint,
        approved,
        changes: it.changes.iter().map(|it| change_row(compared, it)).collect(),
    }
}

fn change_row<'a>(compared: &Compared<'_>, it: &'a Change) -> ChangeRow<'a> {
    ChangeRow {
        subject: &it.subject,
        what: &it.what,
        path: &it.path,
        old: it.old.map(|spot| place_row(compared, Side::Old, spot)),
        new: it.new.map(|spot| place_row(compared, Side::New, spot)),
        impacts: it.impacts.iter().map(|impact| impact_row(it, *impact)).collect(),
        fingerprint: &it.fingerprint,
    }
}

fn impact_row(change: &Change, it: Impact) -> ImpactRow<'_> {
    ImpactRow {
        category: it.category.name(),
        severity: it.severity.as_str(),
        direction: it.direction.map(super::name),
        uses: it.direction.into_iter().flat_map(|it| change.uses.of(it)).collect(),
    }
}

fn place_row(compared: &Compared<'_>, side: Side, spot: Spot) -> PlaceRow {
    let spot = compared.side(side).spot(spot);
    let Range { line, column, end_line, end_column } = spot.range();
    PlaceRow { revision: spot.revision.map(str::to_owned), file: spot.path, line, column, end_line, end_column }
}

fn remark_row(it: &Remark) -> RemarkRow<'_> {
    let at = it.lines.position(it.span.start);
    RemarkRow {
        rule: it.rule.id,
        severity: it.severity.as_str(),
        file: &it.path,
        line: at.line,
        column: at.column,
        message: &it.message,
        why: it.rule.why,
        help: &it.help,
        fingerprint: &it.fingerprint,
    }
}

fn version_row(it: &Advice) -> VersionRow<'_> {
    let declared = it.declared.as_ref();
    VersionRow {
        namespace: &it.namespace,
        bump: it.bump.name(),
        old: declared.map(|it| it.old.as_str()),
        new: declared.map(|it| it.new.as_str()),
        least: declared.and_then(|it| it.least.as_deref()),
        follows: declared.and_then(|it| it.follows),
    }
}
