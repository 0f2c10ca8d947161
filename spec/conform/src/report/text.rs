//! A report in words.

use std::fmt::Write as _;

use super::{Ending, Finding, Report};

impl Report {
    /// What is wrong, for a person; one block a cause.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for finding in &self.findings {
            // Invariant: writing to a string cannot fail.
            let _ = writeln!(text, "{finding}");
        }
        let _ = writeln!(text, "{}", self.headline());
        text
    }

    /// One line about the run.
    pub fn headline(&self) -> String {
        let ended = match &self.ending {
            Ending::Done => String::new(),
            Ending::Short => format!("; {} left when budget or time ended", several(self.skipped.len(), "case")),
            Ending::Interrupted => format!("; interrupted with {} left", several(self.skipped.len(), "case")),
            Ending::CutShort(why) => format!("; ended with {} left: {why}", several(self.skipped.len(), "case")),
            Ending::NothingJudged(why) => return format!("nothing was judged: {why}"),
        };
        let seen = self.coverage.pairs.iter().filter(|it| it.count > 0).count();
        format!(
            "{} ({}) from {} in {}; {seen} of {} declared answers seen{ended}",
            several(self.findings.len(), "finding"),
            several(self.errors(), "error"),
            several(self.requests, "request"),
            several(self.cases, "case"),
            self.coverage.pairs.len(),
        )
    }
}

/// A number of things, in words.
fn several(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = if self.place.is_empty() { String::new() } else { format!(" at {}", self.place) };
        writeln!(f, "{}[{}] {}{place}", self.severity.as_str(), self.law, self.operation)?;
        writeln!(f, "  expected: {}", self.expected)?;
        writeln!(f, "  actual:   {}", self.actual)?;
        for line in &self.curl {
            writeln!(f, "  {line}")?;
        }
        let times = if self.count == 1 { String::new() } else { format!(", seen {} times", self.count) };
        writeln!(f, "  why: {}; case {}{times}", self.why, self.case)
    }
}
