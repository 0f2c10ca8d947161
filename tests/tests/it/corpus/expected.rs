//! Expected findings as a Markdown table: file, rule, count, reason.

use std::path::Path;

/// One row of an expectation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    file: String,
    rule: String,
    count: usize,
    reason: String,
}

impl Row {
    pub(crate) fn new(file: &str, rule: &str, count: usize) -> Self {
        Self { file: file.to_owned(), rule: rule.to_owned(), count, reason: String::new() }
    }

    fn parse(line: &str) -> Option<Self> {
        let cells: Vec<_> = line.strip_prefix('|')?.split('|').map(str::trim).collect();
        let [file, rule, count, reason, ..] = cells[..] else { return None };
        let text = |it: &str| it.trim_matches('`').to_owned();
        Some(Self { file: text(file), rule: text(rule), count: count.parse().ok()?, reason: reason.to_owned() })
    }

    /// Whether the row is about a finding: its file, its rule, and its line in the place of a count.
    pub(crate) fn is_about(&self, file: &str, rule: &str, line: usize) -> bool {
        (self.file.as_str(), self.rule.as_str(), self.count) == (file, rule, line)
    }

    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    fn key(&self) -> (&str, &str) {
        (&self.file, &self.rule)
    }

    fn render(&self) -> String {
        format!("| `{}` | `{}` | {} | {} |\n", self.file, self.rule, self.count, self.reason)
    }
}

/// The rows of `tests/corpus/<name>`, each with a reason.
pub(crate) fn rows_of(name: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let rows: Vec<Row> = text.lines().filter_map(Row::parse).collect();
    let bare: Vec<_> = rows.iter().filter(|it| it.reason.is_empty()).map(Row::key).collect();
    assert!(bare.is_empty(), "{name}: rows without a reason: {bare:?}");
    rows
}

/// Compares findings with `tests/corpus/<name>`; `UPDATE=1` rewrites the counts and keeps the reasons.
pub(crate) fn compare(name: &str, found: &[Row]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let expected: Vec<Row> = text.lines().filter_map(Row::parse).collect();
    let rendered = render(&text, &expected, found);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &rendered).unwrap();
        return;
    }
    let diff = similar::TextDiff::from_lines(&text, &rendered);
    assert!(text == rendered, "{name} is not what is found\n{}", diff.unified_diff());
    let bare: Vec<_> = expected.iter().filter(|it| it.reason.is_empty()).map(Row::key).collect();
    assert!(bare.is_empty(), "{name}: rows without a reason: {bare:?}");
}

/// The document with the rows that were found; the prose before the table stays.
fn render(text: &str, expected: &[Row], found: &[Row]) -> String {
    let prose: String = text.split_inclusive('\n').take_while(|it| !it.starts_with('|')).collect();
    let mut out = prose + "| file | rule | count | reason |\n|---|---|---|---|\n";
    for row in found {
        let known = expected.iter().find(|it| it.key() == row.key());
        let reason = known.map(|it| it.reason.clone()).unwrap_or_default();
        out.push_str(&Row { reason, ..row.clone() }.render());
    }
    out
}
