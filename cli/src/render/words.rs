//! Small words that several formats share.

use apigen_model::Severity;

/// `1 finding`, `2 findings`.
pub(crate) fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// The severities, the worst first, each with its word.
pub(crate) const SEVERITIES: [(Severity, &str); 3] =
    [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "info")];
