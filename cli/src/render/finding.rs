//! A finding as every format sees it, whichever command it comes from.

use apigen_lint::CustomRule;
use apigen_model::{Fix, Severity};
use apigen_syntax::{LineIndex, Span};

/// A finding, ready to be written.
#[derive(Debug)]
pub(crate) struct Shown<'a> {
    /// The id of the rule.
    pub(crate) rule: &'a str,
    pub(crate) severity: Severity,
    /// Where.
    pub(crate) site: Site<'a>,
    /// The JSON pointer of the construct; empty when there is none.
    pub(crate) pointer: String,
    /// What is wrong.
    pub(crate) message: &'a str,
    /// Why it matters.
    pub(crate) why: &'a str,
    /// What to do.
    pub(crate) help: Option<&'a str>,
    /// Other places it is about.
    pub(crate) related: Vec<Note<'a>>,
    /// What else there is to know, line by line.
    pub(crate) facts: Vec<String>,
    /// How to repair it.
    pub(crate) fix: Option<&'a Fix>,
    /// The team that answers for it.
    pub(crate) owner: Option<&'a str>,
    /// Identifies it across rewording, reformatting and moves of lines.
    pub(crate) fingerprint: &'a str,
    /// Why it does not count.
    pub(crate) waiver: Option<Waiver<'a>>,
}

/// Where a finding is.
#[derive(Debug)]
pub(crate) enum Site<'a> {
    /// Something that is there.
    Here(Spot<'a>),
    /// Something that is there, and what it was before.
    Changed { old: Spot<'a>, new: Spot<'a> },
    /// Something that is gone; `around` is the nearest thing that still is.
    Gone { old: Spot<'a>, around: Option<Spot<'a>> },
}

/// A range of a file.
#[derive(Debug, Clone)]
pub(crate) struct Spot<'a> {
    /// The path, as people should see it.
    pub(crate) path: String,
    /// The revision that the file is of; none for files on disk.
    pub(crate) revision: Option<&'a str>,
    pub(crate) text: &'a str,
    pub(crate) lines: &'a LineIndex,
    pub(crate) span: Span,
}

/// A second place that a finding is about.
#[derive(Debug)]
pub(crate) struct Note<'a> {
    pub(crate) spot: Spot<'a>,
    /// What is there.
    pub(crate) message: &'a str,
}

/// Why a finding does not count.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Waiver<'a> {
    /// A `lint_ignore` in the definition, with its reason.
    Suppressed(&'a str),
    /// An approval in the repository, with its reason.
    Approved(&'a str),
    /// The baseline of the repository, with the reason why it came in when somebody had to say.
    Accepted(Option<&'a str>),
}

impl Waiver<'_> {
    /// What became of the finding, in a word.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Suppressed(_) => "suppressed",
            Self::Approved(_) => "approved",
            Self::Accepted(_) => "in the baseline",
        }
    }

    /// The reason that somebody gave.
    pub(crate) fn reason(&self) -> &str {
        match self {
            Self::Suppressed(reason) | Self::Approved(reason) => reason,
            Self::Accepted(reason) => reason.unwrap_or("in the baseline"),
        }
    }
}

impl<'a> Site<'a> {
    /// Every place in the order in which people read them, each with what is there.
    pub(crate) fn spots(&self) -> Vec<(&Spot<'a>, Option<&'static str>)> {
        match self {
            Self::Here(spot) => vec![(spot, None)],
            Self::Changed { old, new } => vec![(old, Some("was")), (new, Some("is"))],
            Self::Gone { old, .. } => vec![(old, Some("was"))],
        }
    }
}

impl<'a> Shown<'a> {
    /// The place that tools should point at.
    pub(crate) fn spot(&self) -> &Spot<'a> {
        match &self.site {
            Site::Here(spot) | Site::Changed { new: spot, .. } | Site::Gone { around: Some(spot), .. } => spot,
            Site::Gone { old, around: None } => old,
        }
    }

    /// Whether tools can point at anything in the files that are there.
    pub(crate) fn is_placed(&self) -> bool {
        !matches!(self.site, Site::Gone { around: None, .. })
    }

    /// The place of before.
    pub(crate) fn old(&self) -> Option<&Spot<'a>> {
        match &self.site {
            Site::Here(_) => None,
            Site::Changed { old, .. } | Site::Gone { old, .. } => Some(old),
        }
    }

    /// What else there is to know, why it matters and what to do, in lines of text.
    pub(crate) fn explanation(&self) -> String {
        let mut lines = self.facts.clone();
        lines.push(format!("why: {}", self.why));
        lines.extend(self.help.map(|it| format!("help: {it}")));
        lines.join("\n")
    }
}

/// What there is to say about a rule, whatever it found.
#[derive(Debug)]
pub(crate) struct Card {
    /// What it reports, in a sentence.
    pub(crate) what: String,
    /// Why that matters, in a clause.
    pub(crate) why: String,
    /// Its page, in Markdown; empty when it has none.
    pub(crate) page: String,
    /// How much a finding matters unless configured otherwise.
    pub(crate) severity: Severity,
}

impl Card {
    /// What there is to say about a rule of the repository.
    pub(crate) fn of(rule: &CustomRule) -> Self {
        let what = Self::summary_of(&rule.page);
        let what = if what.is_empty() {
            format!("Reports what breaks the rule `{}` of this repository.", rule.id)
        } else {
            what
        };
        Self { what, why: rule.why.to_string(), page: rule.page.clone(), severity: rule.severity }
    }

    /// The first sentence of a page, which may have several lines.
    pub(crate) fn summary_of(page: &str) -> String {
        let text = page.lines().skip_while(|it| it.is_empty() || it.starts_with('#'));
        let mut sentence = String::new();
        for line in text.take_while(|it| !it.is_empty()) {
            sentence.push_str(line);
            if line.ends_with('.') {
                break;
            }
            sentence.push(' ');
        }
        sentence
    }
}

/// A range as people count: lines and columns from 1, in characters; the end is behind the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) end_line: u32,
    pub(crate) end_column: u32,
}

impl Spot<'_> {
    /// What people call the file: its path, and the revision that it is of.
    pub(crate) fn name(&self) -> String {
        match self.revision {
            Some(revision) => format!("{}@{revision}", self.path),
            None => self.path.clone(),
        }
    }

    /// `file:line:column`, with the revision that the file is of.
    pub(crate) fn label(&self) -> String {
        let Range { line, column, .. } = self.range();
        format!("{}:{line}:{column}", self.name())
    }

    /// Whether two places are in the same file.
    pub(crate) fn is_of_file(&self, other: &Spot<'_>) -> bool {
        self.path == other.path && std::ptr::eq(self.text, other.text)
    }

    pub(crate) fn range(&self) -> Range {
        let (start, end) = (self.lines.position(self.span.start), self.lines.position(self.span.end));
        Range { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }
}
