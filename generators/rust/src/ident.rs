//! Names of definitions as Rust identifiers.

use apigen_generator::names::{Scope, Words};
use proc_macro2::{Ident, Span};

/// Words that may stand nowhere as a name, not even raw.
const NEVER: &[&str] = &["self", "Self", "super", "crate"];

/// Strict and reserved keywords of every edition; `r#` makes them names.
pub(crate) const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The name of a type or variant: `DeliveryWindow`.
pub(crate) fn type_name(name: &str) -> String {
    escape(&Words::of(name).pascal(), "Empty", "N")
}

/// The name of a field, function, module or variable: `delivery_window`, and `type` as it is.
pub(crate) fn value_name(name: &str) -> String {
    escape(&Words::of(name).snake(), "empty", "n")
}

/// The name of a module, and so of its file: file systems refuse longer ones.
pub(crate) fn file_name(name: &str) -> String {
    const LONGEST: usize = 120;
    let mut name = value_name(name);
    name.truncate(LONGEST); // Invariant: identifiers are made of ASCII.
    name
}

/// The name of a static: `DELIVERY_WINDOW`.
pub(crate) fn constant_name(name: &str) -> String {
    escape(&Words::of(name).screaming(), "EMPTY", "N")
}

/// A name made by one of the functions above, as a token; keywords become raw.
pub(crate) fn ident(name: &str) -> Ident {
    if KEYWORDS.contains(&name) { Ident::new_raw(name, Span::call_site()) } else { Ident::new(name, Span::call_site()) }
}

/// Names made by one of the functions above that have to differ from each other, in the same order.
pub(crate) fn distinct<'n>(names: impl IntoIterator<Item = &'n str>, spell: fn(&str) -> String) -> Vec<Ident> {
    let mut scope = Scope::default();
    names.into_iter().map(|it| ident(&scope.claim(&spell(it)))).collect()
}

fn escape(name: &str, empty: &str, digit: &str) -> String {
    match name {
        "" => empty.to_owned(),
        _ if NEVER.contains(&name) => format!("{name}_"),
        _ if name.starts_with(|it: char| it.is_ascii_digit()) => format!("{digit}{name}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_no_identifiers_become_some() {
        let table = [
            ("type", "Type", "r#type"),
            ("self", "Self_", "self_"),
            ("crate", "Crate", "crate_"),
            ("gen", "Gen", "r#gen"),
            ("9a", "N9a", "n9a"),
            ("", "Empty", "empty"),
            ("\"; drop", "Drop", "drop"),
        ];
        for (name, upper, lower) in table {
            assert_eq!(ident(&type_name(name)).to_string(), upper);
            assert_eq!(ident(&value_name(name)).to_string(), lower);
        }
    }

    #[test]
    fn equal_names_are_numbered() {
        let names = distinct(["type", "Type", "userId", "user_id"], value_name);
        let names: Vec<_> = names.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["r#type", "type_2", "user_id", "user_id_2"]);
    }
}
