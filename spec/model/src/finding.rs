//! Findings: what lint, diff and conformance report, as plain data.

use apigen_syntax::{Edit, Span};
use smol_str::SmolStr;

use crate::FileId;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know.
    Info,
    /// Should be mended.
    Warning,
    /// Must be mended.
    Error,
}

impl Severity {
    /// The word in every output format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of that name; `warn` is `warning`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "info" => Some(Self::Info),
            "warning" | "warn" => Some(Self::Warning),
            "error" => Some(Self::Error),
            _ => None,
        }
    }
}

/// A range of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes.
    pub span: Span,
}

/// A second place that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is there.
    pub message: String,
}

/// Whether a fix may be applied without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// It cannot change the meaning of anything.
    Safe,
    /// It may, so a person has to ask for it.
    Unsafe,
}

/// A repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Whether it may be applied without asking.
    pub safety: Safety,
    /// What it does.
    pub repair: Repair,
}

/// What a fix does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repair {
    /// Edits in the file of the finding; they do not overlap.
    Edits(Vec<Edit>),
    /// What is declared at the finding's place gets another name, wherever the repository mentions it; which edits that
    /// takes is only known once somebody asks.
    Rename {
        /// The other name.
        name: String,
        /// Edits in the file of the finding that go along, to keep what the old name stood for.
        with: Vec<Edit>,
    },
}

impl Fix {
    /// The edits, when they are all in the file of the finding.
    pub fn edits(&self) -> Option<&[Edit]> {
        match &self.repair {
            Repair::Edits(edits) => Some(edits),
            Repair::Rename { .. } => None,
        }
    }
}

/// Something to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule, in kebab-case words.
    pub rule: SmolStr,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// The JSON pointer of the construct.
    pub pointer: String,
    /// The construct in words that stay when lines move: `io.acme.user.v0/models/user/fields/email`.
    pub construct: String,
    /// What is wrong.
    pub message: String,
    /// Why it matters.
    pub why: SmolStr,
    /// What to do.
    pub help: Option<String>,
    /// Other places it is about.
    pub related: Vec<Related>,
    /// How to repair it.
    pub fix: Option<Fix>,
    /// Identifies the finding across rewording, reformatting and moves of lines.
    pub fingerprint: String,
}

/// The hash of a rule, a definition path and arguments; 16 hexadecimal digits.
pub fn fingerprint(rule: &str, path: &str, arguments: &[&str]) -> String {
    // FNV-1a: stable across releases and platforms by definition, unlike the standard library's hashers.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in [rule, path].iter().chain(arguments) {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    let halves = hash.to_be_bytes().into_iter().flat_map(|it| [it >> 4, it & 15]);
    let mut digits = String::with_capacity(16);
    digits.extend(halves.map(|it| char::from(b"0123456789abcdef"[usize::from(it)])));
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_has_sixteen_digits_and_stays_the_same_forever() {
        assert_eq!(fingerprint("type-unused", "io.acme/models/user", &[]), "4152e8483eb5245f");
        assert_ne!(fingerprint("a", "b", &["c"]), fingerprint("a", "bc", &[]));
    }
}
