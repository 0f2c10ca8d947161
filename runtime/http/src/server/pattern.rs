//! Paths of definitions: literals, variables, variables with a literal suffix.

use std::cmp::Ordering;

use percent_encoding::percent_decode_str;

use super::call::Variables;

/// A path such as `/users/:id.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    segments: Vec<Segment>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Segment {
    Literal(&'static str),
    Variable { name: &'static str, suffix: &'static str },
}

impl Pattern {
    /// Reads a path; a variable begins with `:` and ends at a `.`.
    pub(crate) fn parse(path: &'static str) -> Self {
        let segments = path.strip_prefix('/').unwrap_or(path).split('/').map(Segment::parse);
        Self { segments: segments.collect() }
    }

    /// The path in axum's syntax, with positions for names: equal for paths that differ in names only.
    ///
    /// It matches more than the pattern does: suffixes are left out, and a literal that may be encoded in several ways
    /// is a variable, because axum compares bytes.
    pub(crate) fn template(&self) -> String {
        let segments = self.segments.iter().enumerate().map(|(index, it)| match it {
            Segment::Literal(it) if is_plain(it) => format!("/{it}"),
            _ => format!("/{{{index}}}"),
        });
        segments.collect()
    }

    /// The pattern that matches all paths of the template.
    pub(crate) fn widened(&self) -> Self {
        let any = || Segment::Variable { name: "", suffix: "" };
        let widen = |it: &Segment| match it {
            Segment::Literal(text) if is_plain(text) => *it,
            _ => any(),
        };
        Self { segments: self.segments.iter().map(widen).collect() }
    }

    /// Whether both match the same paths.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let pairs = || self.segments.iter().zip(&other.segments);
        self.segments.len() == other.segments.len() && pairs().all(|(left, right)| left.is_same(right))
    }

    /// Whether there may be a path that both match.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let pairs = || self.segments.iter().zip(&other.segments);
        self.segments.len() == other.segments.len() && pairs().all(|(left, right)| left.overlaps(right))
    }

    /// The variables of a path that matches, with their values still encoded.
    pub(crate) fn matches(&self, path: &str) -> Option<Variables> {
        let mut actual = path.strip_prefix('/').unwrap_or(path).split('/');
        let mut variables = Vec::new();
        for segment in &self.segments {
            let text = actual.next()?;
            match segment {
                Segment::Literal(it) => literal_matches(it, text).then_some(())?,
                Segment::Variable { name, suffix } => {
                    let value = text.strip_suffix(*suffix).filter(|it| !it.is_empty())?;
                    variables.push((*name, value.to_owned()));
                }
            }
        }
        actual.next().is_none().then_some(variables)
    }

    /// The order in which overlapping paths are tried: a literal before a suffix before a bare variable.
    pub(crate) fn precedence(&self, other: &Self) -> Ordering {
        let ranks = |it: &Self| it.segments.iter().map(Segment::rank).collect::<Vec<_>>();
        ranks(self).cmp(&ranks(other))
    }
}

impl Segment {
    fn parse(text: &'static str) -> Self {
        let Some(variable) = text.strip_prefix(':') else { return Self::Literal(text) };
        let end = variable.find('.').unwrap_or(variable.len());
        Self::Variable { name: &variable[..end], suffix: &variable[end..] }
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Variable { suffix: left, .. }, Self::Variable { suffix: right, .. }) => left == right,
            _ => self == other,
        }
    }

    fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Literal(text), Self::Variable { suffix, .. })
            | (Self::Variable { suffix, .. }, Self::Literal(text)) => {
                text.len() > suffix.len() && text.ends_with(suffix)
            }
            (Self::Variable { .. }, Self::Variable { .. }) => true,
            (Self::Literal(left), Self::Literal(right)) => left == right,
        }
    }

    fn rank(&self) -> (u8, std::cmp::Reverse<usize>) {
        match self {
            Self::Literal(_) => (0, std::cmp::Reverse(0)),
            Self::Variable { suffix, .. } => (1, std::cmp::Reverse(suffix.len())),
        }
    }
}

/// Whether there is one way only to write a literal.
fn is_plain(literal: &str) -> bool {
    literal.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'.' | b'_' | b'~'))
}

fn literal_matches(literal: &str, text: &str) -> bool {
    literal == text || (text.contains('%') && percent_decode_str(text).decode_utf8().is_ok_and(|it| it == literal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_matter_to_templates() {
        assert_eq!(Pattern::parse("/a/:id/b").template(), "/a/{1}/b");
        assert_eq!(Pattern::parse("/a/:key.csv/b").template(), "/a/{1}/b");
        assert_eq!(Pattern::parse("/{x}/a b/c").template(), "/{0}/{1}/c");
        assert_eq!(Pattern::parse("").template(), "/");
    }

    #[test]
    fn a_suffix_is_taken_off() {
        let pattern = Pattern::parse("/a/:id.csv");
        assert_eq!(pattern.matches("/a/7.csv"), Some(vec![("id", "7".to_owned())]));
        assert_eq!(pattern.matches("/a/.csv"), None);
        assert_eq!(pattern.matches("/a/7"), None);
        assert_eq!(pattern.matches("/a/7.csv/b"), None);
    }

    #[test]
    fn the_most_precise_path_comes_first() {
        let mut paths = ["/:a/:b", "/:a/x", "/u/:b", "/u/:b.csv", "/u/x"].map(Pattern::parse);
        paths.sort_by(Pattern::precedence);
        assert_eq!(paths, ["/u/x", "/u/:b.csv", "/u/:b", "/:a/x", "/:a/:b"].map(Pattern::parse));
    }
}
