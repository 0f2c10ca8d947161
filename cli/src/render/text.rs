//! Code frames for people, and a summary.

pub(super) mod frame;
mod window;

use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};

use apigen_model::{Finding, Severity};
use miette::GraphicalReportHandler;

use self::frame::Frame;
use super::Judged;
use crate::console::note;

/// Prints findings on standard output and the summary on standard error.
pub(super) fn print(judged: &Judged<'_>, limit: usize) {
    let findings = &judged.outcome.findings;
    let shown = if limit == 0 { findings.len() } else { limit.min(findings.len()) };
    let handler = frame::handler(std::io::stdout().is_terminal());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for finding in &findings[..shown] {
        // A closed pipe is the reader's choice, not an error.
        let _ = writeln!(out, "{}", frame(&handler, judged, finding));
    }
    if shown < findings.len() {
        let _ = writeln!(out, "… and {} more; --limit 0 shows all of them\n", findings.len() - shown);
    }
    let _ = out.flush();
    note!("{}", summary(judged));
}

fn frame(handler: &GraphicalReportHandler, judged: &Judged<'_>, finding: &Finding) -> String {
    let source = judged.repository.source(finding.place.file);
    let shown = Frame {
        name: judged.workspace.display(&source.path),
        source,
        severity: finding.severity,
        rule: finding.rule,
        message: &finding.message,
        place: finding.place,
        labels: finding.related.iter().map(|it| (it.place, it.message.as_str())).collect(),
    };
    let mut text = shown.draw(handler);
    let _ = writeln!(text, "  why: {}", finding.why);
    if let Some(help) = &finding.help {
        let _ = writeln!(text, "  help: {help}");
    }
    text
}

fn summary(judged: &Judged<'_>) -> String {
    let mut text = String::new();
    if judged.fixed > 0 {
        let _ = writeln!(text, "repaired {}", plural(judged.fixed, "finding"));
    }
    text.push_str(&headline(judged));
    if judged.outcome.suppressed > 0 {
        let _ = write!(text, "; {} suppressed", judged.outcome.suppressed);
    }
    let repairable = judged.outcome.findings.iter().filter(|it| it.fix.is_some()).count();
    if repairable > 0 {
        let _ = write!(text, "\n{repairable} can be repaired with --fix (some need --unsafe)");
    }
    text
}

/// What was found, and in how much.
pub(super) fn headline(judged: &Judged<'_>) -> String {
    let (files, definitions) = judged.size();
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "info")];
    let found: Vec<String> = counts
        .iter()
        .map(|(severity, word)| (judged.count(*severity), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| plural(count, word))
        .collect();
    let verdict = if found.is_empty() { "clean".to_owned() } else { found.join(", ") };
    format!("{verdict} in {}, {}", plural(files, "file"), plural(definitions, "definition"))
}

pub(super) fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
