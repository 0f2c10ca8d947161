//! Findings for people and for tools: one module per format, one view of a finding for all of them.

pub(crate) mod conform;
pub(crate) mod diff;
mod finding;
mod github;
mod gitlab;
mod json;
mod junit;
mod linted;
mod markdown;
pub(crate) mod remark;
mod sarif;
mod stats;
mod text;
mod visible;
mod words;

use std::io::{self, BufWriter, Write};

use apigen_model::Severity;
use clap::ValueEnum;

pub(crate) use self::finding::{Card, Shown};
pub(crate) use self::linted::Judged;
use self::words::SEVERITIES;
pub(crate) use self::words::plural;
use crate::console::note;
use crate::error::Verdict;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Code frames for people.
    Text,
    /// One JSON document.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines of a pull request.
    Github,
    /// A code quality report for merge requests.
    Gitlab,
    /// A test report in XML.
    Junit,
    /// A comment or page for people.
    Markdown,
}

/// What a run came to.
pub(crate) struct Report<'a> {
    /// The command, as part of names in reports.
    pub(crate) command: &'static str,
    /// What counts.
    pub(crate) findings: Vec<Shown<'a>>,
    /// What does not count, with who said so.
    pub(crate) waived: Vec<Shown<'a>>,
    /// What there is to say about a rule.
    pub(crate) card: Box<dyn Fn(&str) -> Card + 'a>,
    /// The files that were judged, as people should see them.
    pub(crate) files: Vec<String>,
    /// How many types and resources they declare.
    pub(crate) definitions: usize,
    /// What a run without findings comes to, in a word.
    pub(crate) nothing: &'static str,
    /// In how much findings were looked for, as the end of a line.
    pub(crate) measure: String,
    /// Whether people approve findings by their fingerprints, and so have to see them.
    pub(crate) approvable: bool,
    /// What else the summary says, line by line.
    pub(crate) notes: Vec<String>,
    /// How many findings were repaired.
    pub(crate) fixed: usize,
    /// From which severity on a finding fails the run.
    pub(crate) deny: Severity,
}

impl Report<'_> {
    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|it| it.severity == severity).count()
    }

    /// How many findings there are of each severity: `1 error, 2 warnings`.
    fn tally(&self) -> String {
        let counts = SEVERITIES.iter().map(|(severity, word)| (self.count(*severity), word));
        let found: Vec<String> = counts.filter(|it| it.0 > 0).map(|(count, word)| plural(count, word)).collect();
        found.join(", ")
    }

    /// How many findings do not count, and what became of them: `2 suppressed, 40 in the baseline`; empty without any.
    pub(crate) fn waivers(&self) -> String {
        let words: Vec<&str> = self.waived.iter().filter_map(|it| Some(it.waiver?.word())).collect();
        let counts = words.chunk_by(|a, b| a == b).map(|it| format!("{} {}", it.len(), it[0]));
        counts.collect::<Vec<_>>().join(", ")
    }

    /// One line: what was found, and in how much.
    pub(crate) fn headline(&self) -> String {
        let found = if self.findings.is_empty() { self.nothing.to_owned() } else { self.tally() };
        found + &self.measure
    }

    /// How the run came out.
    pub(crate) fn verdict(&self) -> Verdict {
        let fails = self.findings.iter().any(|it| it.severity >= self.deny);
        if fails { Verdict::Findings } else { Verdict::Clean }
    }
}

/// Prints the findings; `limit` cuts what people read, never what tools read.
pub(crate) fn print(format: Format, report: &Report<'_>, limit: usize) {
    let mut out = BufWriter::new(io::stdout().lock());
    // A closed pipe is the reader's choice, not an error.
    let _ = write(&mut out, format, report, limit).and_then(|()| out.flush());
    drop(out);
    if format == Format::Text {
        note!("{}", text::summary(report));
    }
}

/// Prints how many findings there are of each rule and owner, instead of the findings.
pub(crate) fn print_stats(format: Format, report: &Report<'_>) {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = match format {
        Format::Json => stats::json(&mut out, report),
        Format::Markdown => stats::markdown(&mut out, report),
        _ => stats::text(&mut out, report),
    };
    let _ = written.and_then(|()| out.flush());
    drop(out);
    if format == Format::Text {
        note!("{}", text::summary(report));
    }
}

fn write(out: &mut dyn Write, format: Format, report: &Report<'_>, limit: usize) -> io::Result<()> {
    match format {
        Format::Text => text::write(out, report, limit),
        Format::Json => json::write(out, report),
        Format::Sarif => sarif::write(out, report),
        Format::Github => github::write(out, report),
        Format::Gitlab => gitlab::write(out, report),
        Format::Junit => junit::write(out, report),
        Format::Markdown => markdown::write(out, report, limit),
    }
}
