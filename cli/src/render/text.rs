//! Code frames for people, and a summary.

mod window;

use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};

use apigen_model::{Finding, Place, Severity, Source};
use apigen_syntax::Span;
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};

use self::window::Window;
use super::Judged;

use crate::console::note;

/// Prints findings on standard output and the summary on standard error.
pub(super) fn print(judged: &Judged<'_>, limit: usize) {
    let findings = &judged.outcome.findings;
    let shown = if limit == 0 { findings.len() } else { limit.min(findings.len()) };
    let theme = if std::io::stdout().is_terminal() { GraphicalTheme::unicode() } else { plain() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(110).with_context_lines(1);
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

fn plain() -> GraphicalTheme {
    GraphicalTheme::unicode_nocolor()
}

fn frame(handler: &GraphicalReportHandler, judged: &Judged<'_>, finding: &Finding) -> String {
    let shown = Shown { judged, finding, source: judged.repository.source(finding.place.file) };
    let mut text = String::new();
    // Invariant: writing to a string fails only when the source cannot be read, and then the message still stands.
    if handler.render_report(&mut text, &shown).is_err() {
        let _ = writeln!(text, "{}: {}", finding.rule, finding.message);
    }
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

fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// A finding as miette sees it.
#[derive(Debug)]
struct Shown<'a> {
    judged: &'a Judged<'a>,
    finding: &'a Finding,
    source: &'a Source,
}

impl std::fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.finding.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl std::fmt::Debug for Judged<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Judged")
    }
}

impl Diagnostic for Shown<'_> {
    fn code(&self) -> Option<Box<dyn std::fmt::Display + '_>> {
        Some(Box::new(format!("{}[{}]", self.finding.severity.as_str(), self.finding.rule)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (text, lines) = (self.source.document.text(), self.source.document.lines());
        let cut = Window::cut(text, lines, self.finding.place.span);
        let primary =
            std::iter::once((Place { span: cut.unwrap_or(self.finding.place.span), ..self.finding.place }, None));
        let related = self.finding.related.iter().map(|it| (it.place, Some(it.message.clone())));
        // Of a line that is too long to show, only the part around the finding is there to point at.
        let here = move |place: &Place| place.file == self.finding.place.file;
        let labels = primary.chain(related.filter(move |_| cut.is_none())).filter(move |(place, _)| here(place));
        Some(Box::new(labels.map(|(place, text)| {
            let span = (place.span.start as usize, place.span.len() as usize);
            if text.is_none() {
                LabeledSpan::new_primary_with_span(text, span)
            } else {
                LabeledSpan::new_with_span(text, span)
            }
        })))
    }
}

impl SourceCode for Shown<'_> {
    /// Reads a window through the line index; the stock source would scan the file from its start for each label.
    fn read_span<'s>(
        &'s self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'s> + 's>, MietteError> {
        let text = self.source.document.text();
        let offset = |it: usize| u32::try_from(it).map_err(|_| MietteError::OutOfBounds);
        let wanted = Span::new(offset(span.offset())?, offset(span.offset() + span.len())?);
        let context = (offset(before)?, offset(after)?);
        let window = Window::around(text, self.source.document.lines(), wanted, context);
        let window = window.ok_or(MietteError::OutOfBounds)?;
        let data = text.as_bytes().get(window.span.range()).ok_or(MietteError::OutOfBounds)?;
        let name = self.judged.workspace.display(&self.source.path);
        let at = SourceSpan::from((window.span.start as usize, window.span.len() as usize));
        let column = if before == 0 { window.column } else { 0 };
        let line = window.line as usize - 1;
        Ok(Box::new(MietteSpanContents::new_named(name, data, at, line, column as usize, window.count as usize)))
    }
}
