//! Names: which ones are valid, when two are the same, and which one was probably meant.

use crate::TypeKind;

/// Whether a name may stand for a type, field, value, …: letters, digits, `-`, `_`, `.`; begins with a letter, or with
/// an underscore that is followed by more.
pub fn is_valid(name: &str) -> bool {
    let mut bytes = name.bytes();
    let first = bytes.next().is_some_and(|it| it.is_ascii_alphabetic() || (it == b'_' && name.len() > 1));
    first && bytes.all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.'))
}

/// The form in which two names are compared: `userId` and `user_id` are the same.
pub fn normalise(name: &str) -> String {
    let mut normal = String::with_capacity(name.len() + 4);
    let mut previous_lower = false;
    for letter in name.trim().chars() {
        if letter.is_uppercase() && previous_lower {
            normal.push('_');
        }
        previous_lower = letter.is_lowercase() || letter.is_numeric();
        normal.extend(letter.to_lowercase());
    }
    normal
}

/// Whether [`normalise`] would return the name unchanged; most names of a repository pass without an allocation.
pub fn is_normal(name: &str) -> bool {
    name.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'_' | b'-' | b'.'))
}

/// Lower-case words joined by `-`, as in URLs: the form of a definition's `key`.
pub fn url_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in normalise(name).chars() {
        let letter = if letter.is_ascii_alphanumeric() { letter } else { '-' };
        if letter != '-' || !(key.is_empty() || key.ends_with('-')) {
            key.push(letter);
        }
    }
    key.truncate(key.trim_end_matches('-').len());
    key
}

/// A path inside a folder, `/` between parts, without `.` and `..` parts where they can be resolved.
pub fn join_path(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let start = if path.starts_with('/') { "" } else { folder };
    for part in start.split('/').chain(path.split('/')) {
        match part {
            "." => {}
            "" if !parts.is_empty() || !(start.starts_with('/') || path.starts_with('/')) => {}
            ".." if parts.last().is_some_and(|it| !matches!(*it, ".." | "")) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// `namespace.models.name` in its parts; the last segment that names a section divides them.
pub fn split_qualified(name: &str) -> Option<(&str, TypeKind, &str)> {
    let mut end = name.rfind('.')?;
    while let Some(dot) = name[..end].rfind('.').filter(|it| *it > 0) {
        let section = &name[dot + 1..end];
        if let Some(kind) = TypeKind::ALL.into_iter().find(|it| it.section() == section) {
            return Some((&name[..dot], kind, &name[end + 1..]));
        }
        end = dot;
    }
    None
}

/// The candidate that was probably meant by a name that is none of them, when one is near enough.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).clamp(1, 3);
    let letters = Letters::of(name);
    let near = candidates.into_iter().filter(|it| letters.may_be_near(it, limit));
    let scored = near.filter_map(|it| Some((distance(name, it, limit)?, it)));
    scored.min().map(|(_, it)| it)
}

/// How often each letter occurs, roughly: a cheap reason to say that two words are far apart.
struct Letters([i16; 32]);

impl Letters {
    fn of(word: &str) -> Self {
        let mut counts = [0_i16; 32];
        for letter in word.chars() {
            let count = &mut counts[letter as usize % 32];
            *count = count.saturating_add(1);
        }
        Self(counts)
    }

    /// Whether few enough letters differ; a replacement changes two counts, anything else at most one.
    fn may_be_near(&self, word: &str, limit: usize) -> bool {
        let other = Self::of(word);
        let differing: usize = self.0.iter().zip(other.0).map(|(a, b)| usize::from(a.abs_diff(b))).sum();
        differing <= 2 * limit
    }
}

/// The number of insertions, removals, replacements and swaps of neighbours between two words, up to a limit.
fn distance(left: &str, right: &str, limit: usize) -> Option<usize> {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    let mut rows = [Vec::new(), (0..=right.len()).collect::<Vec<_>>(), Vec::new()];
    for (row, a) in left.iter().enumerate() {
        rows[2] = vec![row + 1];
        for (column, b) in right.iter().enumerate() {
            let replaced = rows[1][column] + usize::from(a != b);
            let mut best = replaced.min(rows[1][column + 1] + 1).min(rows[2][column] + 1);
            let swapped = row > 0 && column > 0 && left[row - 1] == *b && right[column - 1] == *a;
            if swapped {
                best = best.min(rows[0][column - 1] + 1);
            }
            rows[2].push(best);
        }
        if rows[2].iter().all(|it| *it > limit) {
            return None; // It only grows from here.
        }
        rows.rotate_left(1);
    }
    rows[1].last().copied().filter(|it| *it <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_names() {
        for name in ["a", "_id", "c4.large", "user-form", "A9"] {
            assert!(is_valid(name), "{name}");
        }
        for name in ["", "_", "9a", "a b", "é", "-a", "."] {
            assert!(!is_valid(name), "{name}");
        }
    }

    #[test]
    fn camel_and_snake_are_the_same_name() {
        assert_eq!(normalise("userId"), "user_id");
        assert_eq!(normalise("UserID"), "user_id");
        assert_eq!(normalise("sha256Sum"), "sha256_sum");
    }

    #[test]
    fn keys_are_words_with_dashes() {
        assert_eq!(url_key("Flow API (v2)"), "flow-api-v2");
        assert_eq!(url_key("userService"), "user-service");
    }

    #[test]
    fn paths_are_joined() {
        assert_eq!(join_path("a/b", "../c.json"), "a/c.json");
        assert_eq!(join_path("", "./c.json"), "c.json");
        assert_eq!(join_path("", "../c.json"), "../c.json");
        assert_eq!(join_path("/a", "c.json"), "/a/c.json");
    }

    #[test]
    fn qualified_names_have_three_parts() {
        assert_eq!(split_qualified("io.acme.v0.models.user"), Some(("io.acme.v0", TypeKind::Model, "user")));
        assert_eq!(split_qualified("a.enums.c4.large"), Some(("a", TypeKind::Enum, "c4.large")));
        assert_eq!(split_qualified("a.enums.v0.models.b"), Some(("a.enums.v0", TypeKind::Model, "b")));
        assert_eq!(split_qualified("models.user"), None);
        assert_eq!(split_qualified(".models.user"), None);
        assert_eq!(split_qualified("user"), None);
    }

    #[test]
    fn near_misses_are_found() {
        assert_eq!(nearest("respones", ["responses", "parameters"]), Some("responses"));
        assert_eq!(nearest("mony", ["money", "month"]), Some("money"));
        assert_eq!(nearest("xyz", ["money"]), None);
        assert_eq!(nearest("stauts", ["state", "status"]), Some("status"));
        assert_eq!(nearest("größe", ["grösse", "größen"]), Some("größen"));
    }
}
