//! One finding as a code frame: its message, then the lines of every place that it is about.

use std::fmt;

use apigen_model::Severity;
use apigen_syntax::Span;
use miette::{
    Diagnostic, GraphicalReportHandler, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents,
};

use super::window::Window;
use crate::render::finding::{Shown, Spot};
use crate::render::visible::{VisibleFiles, visible};

/// Draws a finding.
pub(super) fn draw(handler: &GraphicalReportHandler, finding: &Shown<'_>, files: &VisibleFiles) -> String {
    let mut text = String::new();
    let frame = Frame { finding, parts: Part::of(finding, files) };
    // Writing to a string fails only when a source cannot be read, and then the message still stands.
    if handler.render_report(&mut text, &frame).is_err() {
        text = format!("{}: {}\n", finding.rule, visible(finding.message));
    }
    text
}

/// A finding as miette sees it.
#[derive(Debug)]
struct Frame<'a> {
    finding: &'a Shown<'a>,
    parts: Vec<Part<'a>>,
}

/// A place to draw.
///
/// miette knows one source; several files become one by counting the bytes of each from a `base` of its own.
#[derive(Debug)]
struct Part<'a> {
    base: usize,
    spot: &'a Spot<'a>,
    /// The file as it may be shown.
    text: &'a str,
    label: Option<&'a str>,
}

impl<'a> Part<'a> {
    fn of(finding: &'a Shown<'a>, files: &'a VisibleFiles) -> Vec<Self> {
        let own = finding.site.spots().into_iter();
        let related = finding.related.iter().map(|it| (&it.spot, Some(it.message)));
        let mut parts: Vec<Self> = Vec::new();
        for (spot, label) in own.chain(related) {
            let known = parts.iter().find(|it| it.spot.is_of_file(spot)).map(|it| it.base);
            // A byte lies between files, so that no span can begin in one and end in the next.
            let next = || parts.iter().map(|it| it.base + it.spot.text.len() + 1).max().unwrap_or_default();
            let base = known.unwrap_or_else(next);
            parts.push(Self { base, spot, text: files.text(spot), label });
        }
        parts
    }

    /// The label; none for what the frame of a long line does not reach.
    fn label(&self, first: &Self) -> Option<LabeledSpan> {
        let cut = Window::cut(self.spot.text, self.spot.lines, self.spot.span);
        let is_first = std::ptr::eq(self, first);
        if cut.is_some() && !is_first && self.base == first.base {
            return None;
        }
        let span = cut.unwrap_or(self.spot.span);
        let at = (self.base + span.start as usize, span.len() as usize);
        let label = self.label.map(|it| visible(it).into_owned());
        Some(if is_first {
            LabeledSpan::new_primary_with_span(label, at)
        } else {
            LabeledSpan::new_with_span(label, at)
        })
    }

    fn holds(&self, span: &SourceSpan) -> bool {
        self.base <= span.offset() && span.offset() + span.len() <= self.base + self.spot.text.len()
    }
}

impl fmt::Display for Frame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(self.finding.message))
    }
}

impl std::error::Error for Frame<'_> {}

impl Diagnostic for Frame<'_> {
    fn code(&self) -> Option<Box<dyn fmt::Display + '_>> {
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
        let first = self.parts.first()?;
        Some(Box::new(self.parts.iter().filter_map(move |it| it.label(first))))
    }
}

impl SourceCode for Frame<'_> {
    /// Reads a window through the line index; the stock source would scan the file from its start for each label.
    fn read_span<'s>(
        &'s self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'s> + 's>, MietteError> {
        let Part { base, spot, text, .. } =
            self.parts.iter().find(|it| it.holds(span)).ok_or(MietteError::OutOfBounds)?;
        let narrow = |it: usize| u32::try_from(it).map_err(|_| MietteError::OutOfBounds);
        let start = span.offset() - base;
        let wanted = Span::new(narrow(start)?, narrow(start + span.len())?);
        let context = (narrow(before)?, narrow(after)?);
        let window = Window::around(spot.text, spot.lines, wanted, context).ok_or(MietteError::OutOfBounds)?;
        let data = text.as_bytes().get(window.span.range()).ok_or(MietteError::OutOfBounds)?;
        let at = SourceSpan::from((base + window.span.start as usize, window.span.len() as usize));
        let column = if before == 0 { window.column } else { 0 };
        let (line, count) = (window.line as usize - 1, window.count as usize);
        Ok(Box::new(MietteSpanContents::new_named(spot.name(), data, at, line, column as usize, count)))
    }
}
