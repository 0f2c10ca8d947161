//! What is wrong with a rule, and where that stands.

use apigen_model::names::nearest;
use apigen_syntax::Span;

/// Something in a rule that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The bytes of the configuration.
    pub span: Span,
    /// What is wrong.
    pub message: String,
}

impl Fault {
    pub(super) fn new(span: &std::ops::Range<usize>, message: impl Into<String>) -> Self {
        let at = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        Self { span: Span::new(at(span.start), at(span.end)), message: message.into() }
    }

    /// A word that is none of those that can stand here.
    pub(super) fn unknown(span: &std::ops::Range<usize>, what: &str, word: &str, known: &[&'static str]) -> Self {
        let hint = match nearest(word, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are `{}`", known.join("`, `")),
        };
        Self::new(span, format!("there is no {what} `{word}`; {hint}"))
    }
}
