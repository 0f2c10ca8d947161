//! English plurals. They matter: default resource paths and generated names derive from them.

/// Nouns whose plural no ending explains.
const IRREGULAR: &[(&str, &str)] = &[
    ("child", "children"),
    ("criterion", "criteria"),
    ("datum", "data"),
    ("foot", "feet"),
    ("goose", "geese"),
    ("half", "halves"),
    ("index", "indexes"),
    ("leaf", "leaves"),
    ("life", "lives"),
    ("man", "men"),
    ("matrix", "matrices"),
    ("mouse", "mice"),
    ("ox", "oxen"),
    ("person", "people"),
    ("self", "selves"),
    ("shelf", "shelves"),
    ("tooth", "teeth"),
    ("vertex", "vertices"),
    ("woman", "women"),
];

/// Nouns that have no plural of their own.
const UNCOUNTABLE: &[&str] = &[
    "equipment",
    "feedback",
    "fish",
    "hardware",
    "information",
    "metadata",
    "money",
    "news",
    "police",
    "rice",
    "series",
    "sheep",
    "software",
    "species",
    "staff",
];

/// The plural of a name: its last word's, the words before it unchanged.
///
/// A definition's own `plural` always wins over this guess.
pub fn plural(name: &str) -> String {
    let split = name.rfind(['_', '-', '.', ' ']).map_or(0, |it| it + 1);
    let (head, word) = name.split_at(split);
    let mut plural = String::with_capacity(name.len() + 3);
    plural.push_str(head);
    match ending(word) {
        Ending::Whole(irregular) => plural.push_str(irregular),
        Ending::Letters { cut, letters } => {
            plural.push_str(&word[..word.len() - cut]);
            plural.push_str(letters);
        }
    }
    plural
}

/// How the plural of a word comes about.
enum Ending {
    /// It is another word.
    Whole(&'static str),
    /// The last letters go, others come.
    Letters { cut: usize, letters: &'static str },
}

fn ending(word: &str) -> Ending {
    let same = |it: &&str| it.eq_ignore_ascii_case(word);
    if word.is_empty() || UNCOUNTABLE.iter().any(same) || is_plural(word) {
        return Ending::Letters { cut: 0, letters: "" };
    }
    if let Some((_, plural)) = IRREGULAR.iter().find(|(singular, _)| same(singular)) {
        return Ending::Whole(plural);
    }
    let mut letters = word.bytes().rev().map(|it| it.to_ascii_lowercase());
    match (letters.next(), letters.next()) {
        (Some(b'y'), Some(b'a' | b'e' | b'i' | b'o' | b'u')) => Ending::Letters { cut: 0, letters: "s" },
        (Some(b'y'), _) => Ending::Letters { cut: 1, letters: "ies" },
        (Some(b's' | b'x' | b'z'), _) | (Some(b'h'), Some(b'c' | b's')) => Ending::Letters { cut: 0, letters: "es" },
        _ => Ending::Letters { cut: 0, letters: "s" },
    }
}

/// Whether a word already is a plural, by its ending: such names stay as they are.
fn is_plural(word: &str) -> bool {
    let ends = |ending: &str| {
        word.len() >= ending.len()
            && word.as_bytes()[word.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
    };
    ends("es") || ends("ts") || ends("data")
}

#[cfg(test)]
mod tests {
    use super::plural;

    #[test]
    fn plurals() {
        let table = [
            ("user", "users"),
            ("company", "companies"),
            ("key", "keys"),
            ("address", "addresses"),
            ("tax", "taxes"),
            ("order_status", "order_statuses"),
            ("person", "people"),
            ("delivery_window", "delivery_windows"),
            ("batch", "batches"),
            ("metadata", "metadata"),
            ("org_child", "org_children"),
            ("settings", "settingses"),
            ("details", "detailses"),
            ("events", "events"),
            ("", ""),
        ];
        for (singular, expected) in table {
            assert_eq!(plural(singular), expected, "{singular}");
        }
    }
}
