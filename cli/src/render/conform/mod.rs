//! Reports of `apigen conform`: one module per format.

mod html;
mod json;
mod junit;
mod sarif;
mod text;

use apigen_conform::{Report, Service};
use apigen_model::Repository;
use clap::ValueEnum;

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: a block a cause, and what was covered.
    Text,
    /// One JSON document.
    Json,
    /// A test report in XML: a test a law and operation.
    Junit,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// One page for people, with pictures of coverage.
    Html,
}

/// The report as text.
pub(crate) fn render(format: Format, repository: &Repository, service: &Service<'_>, report: &Report) -> String {
    match format {
        Format::Text => text::render(report),
        Format::Json => json::render(report),
        Format::Junit => junit::render(report),
        Format::Sarif => sarif::render(repository, service, report),
        Format::Html => html::render(report),
    }
}

/// The declared answers by operation, in order: status and how often it was seen.
fn by_operation(report: &Report) -> Vec<(&str, Vec<(String, usize)>)> {
    let mut rows: Vec<(&str, Vec<(String, usize)>)> = Vec::new();
    for pair in &report.coverage.pairs {
        let cell = (pair.status.map_or_else(|| "default".to_owned(), |it| it.to_string()), pair.count);
        match rows.last_mut().filter(|it| it.0 == pair.operation) {
            Some(row) => row.1.push(cell),
            None => rows.push((&pair.operation, vec![cell])),
        }
    }
    rows
}
