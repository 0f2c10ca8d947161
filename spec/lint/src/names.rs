//! Questions about names that several rules ask.

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
    fn subsequences_of_words() {
        assert!(is_word_subsequence("user", "local_user"));
        assert!(!is_word_subsequence("user_local", "local_user"));
    }
}
