//! A code frame: a message, and the lines that it is about with labels under them.

use apigen_model::{FileId, Place, Severity, Source};
use apigen_syntax::Span;
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};

use super::window::Window;

/// Draws frames for the width of a terminal.
pub(crate) fn handler(colours: bool) -> GraphicalReportHandler {
    let theme = if colours { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    GraphicalReportHandler::new_themed(theme).with_width(110).with_context_lines(1)
}

/// Something to say about a place of a file.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    /// What people call the file.
    pub(crate) name: String,
    /// The file.
    pub(crate) source: &'a Source,
    pub(crate) severity: Severity,
    pub(crate) rule: &'a str,
    pub(crate) message: &'a str,
    /// Where.
    pub(crate) place: Place,
    /// Further places with what is there; those in other files are left out.
    pub(crate) labels: Vec<(Place, &'a str)>,
}

impl Frame<'_> {
    /// The frame as text.
    pub(crate) fn draw(&self, handler: &GraphicalReportHandler) -> String {
        let mut text = String::new();
        // Invariant: writing to a string fails only when the source cannot be read, and then the message still stands.
        if handler.render_report(&mut text, self).is_err() {
            text = format!("{}: {}\n", self.rule, self.message);
        }
        text
    }

    fn file(&self) -> FileId {
        self.place.file
    }
}

impl std::fmt::Display for Frame<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message)
    }
}

impl std::error::Error for Frame<'_> {}

impl Diagnostic for Frame<'_> {
    fn code(&self) -> Option<Box<dyn std::fmt::Display + '_>> {
        Some(Box::new(format!("{}[{}]", self.severity.as_str(), self.rule)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
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
        let cut = Window::cut(text, lines, self.place.span);
        let primary = std::iter::once((Place { span: cut.unwrap_or(self.place.span), ..self.place }, None));
        let further = self.labels.iter().map(|(place, text)| (*place, Some((*text).to_owned())));
        // Of a line that is too long to show, only the part around the finding is there to point at.
        let here = move |place: &Place| place.file == self.file();
        let labels = primary.chain(further.filter(move |_| cut.is_none())).filter(move |(place, _)| here(place));
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

impl SourceCode for Frame<'_> {
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
        let at = SourceSpan::from((window.span.start as usize, window.span.len() as usize));
        let column = if before == 0 { window.column } else { 0 };
        let line = window.line as usize - 1;
        let (name, count) = (self.name.clone(), window.count as usize);
        Ok(Box::new(MietteSpanContents::new_named(name, data, at, line, column as usize, count)))
    }
}
