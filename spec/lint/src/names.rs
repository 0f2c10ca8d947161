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

/// Words that stand for many things at once and have no plural in names.
pub(crate) const COLLECTIVE: [&str; 22] = [
    "all",
    "audience",
    "body",
    "content",
    "coverage",
    "data",
    "expand",
    "feedback",
    "fleet",
    "history",
    "in",
    "info",
    "inventory",
    "list",
    "log",
    "media",
    "metadata",
    "path",
    "queue",
    "range",
    "schedule",
    "stock",
];

/// Whether a word is a plural, as far as its ending or a list of exceptions can say.
pub(crate) fn is_plural(word: &str) -> bool {
    const IRREGULAR: [&str; 16] = [
        "children", "criteria", "data", "feet", "geese", "indices", "media", "men", "mice", "oxen", "people",
        "schemata", "series", "species", "teeth", "women",
    ];
    (word.ends_with('s') && !word.ends_with("ss")) || IRREGULAR.contains(&word)
}

/// The word of a name that says what the thing is: the last one, before an `of` and without a number behind it.
pub(crate) fn head(name: &str) -> &str {
    let whole = name.find("_of_").map_or(name, |at| &name[..at]);
    let is_number = |it: &&str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    whole.rsplit(['_', '-', '.']).find(|it| !is_number(it)).unwrap_or(whole)
}

/// Whether a verb is in the past tense, as far as its ending or a list of exceptions can say.
pub(crate) fn is_past(word: &str) -> bool {
    const IRREGULAR: [&str; 23] = [
        "begun",
        "bought",
        "built",
        "done",
        "found",
        "given",
        "gone",
        "held",
        "kept",
        "known",
        "left",
        "lost",
        "made",
        "met",
        "paid",
        "read",
        "seen",
        "sent",
        "sold",
        "spent",
        "taken",
        "withdrawn",
        "written",
    ];
    word.ends_with("ed") || IRREGULAR.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_says_what_it_is() {
        let table = [("order_lines", "lines"), ("days_of_week", "days"), ("street_1", "street"), ("", ""), ("1", "1")];
        for (name, expected) in table {
            assert_eq!(head(name), expected, "{name}");
        }
    }

    #[test]
    fn plurals_end_with_s_or_are_exceptions() {
        assert!(is_plural("lines") && is_plural("children"));
        assert!(!is_plural("address") && !is_plural("line"));
    }

    #[test]
    fn subsequences_of_words() {
        assert!(is_word_subsequence("user", "local_user"));
        assert!(!is_word_subsequence("user_local", "local_user"));
    }
}
