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

/// Endings of names that already are plurals and stay as they are.
const PLURAL_ENDINGS: &[&str] = &["es", "ts", "data"];

/// The plural of a name: its last word's, the words before it unchanged.
///
/// A definition's own `plural` always wins over this guess.
pub fn plural(name: &str) -> String {
    let split = name.rfind(['_', '-', '.', ' ']).map_or(0, |it| it + 1);
    let (head, word) = name.split_at(split);
    format!("{head}{}", plural_word(word))
}

fn plural_word(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    if word.is_empty() || UNCOUNTABLE.contains(&lower.as_str()) || PLURAL_ENDINGS.iter().any(|it| lower.ends_with(it)) {
        return word.to_owned();
    }
    if let Some((_, plural)) = IRREGULAR.iter().find(|(singular, _)| *singular == lower) {
        return (*plural).to_owned();
    }
    let stem = |cut: usize, ending: &str| format!("{}{ending}", &word[..word.len() - cut]);
    let ends = |endings: &[&str]| endings.iter().any(|it| lower.ends_with(it));
    if ends(&["ay", "ey", "iy", "oy", "uy"]) {
        stem(0, "s")
    } else if ends(&["y"]) {
        stem(1, "ies")
    } else if ends(&["s", "x", "z", "ch", "sh"]) {
        stem(0, "es")
    } else {
        stem(0, "s")
    }
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
