//! Questions about names that several rules ask.

/// Whether a name is made of lower-case letters, digits and single underscores, and begins with a letter.
pub(crate) fn is_snake_case(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_lowercase)
        && bytes.iter().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || *it == b'_')
        && !name.contains("__")
        && !name.ends_with('_')
}

/// The words of a name, between underscores.
pub(crate) fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split('_').filter(|it| !it.is_empty())
}

/// Whether the words of one name occur in another, in the same order.
pub(crate) fn is_word_subsequence(part: &str, whole: &str) -> bool {
    let mut whole = words(whole);
    words(part).all(|word| whole.any(|it| it == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snake_case() {
        assert!(is_snake_case("order_line2"));
        for name in ["Order", "order__line", "order_", "_order", "2nd", ""] {
            assert!(!is_snake_case(name), "{name}");
        }
    }

    #[test]
    fn subsequences_of_words() {
        assert!(is_word_subsequence("user", "local_user"));
        assert!(!is_word_subsequence("user_local", "local_user"));
    }
}
