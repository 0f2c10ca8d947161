//! Names of definitions as words, the spellings of those words, and scopes in which every name is used once.

use std::collections::BTreeSet;

use convert_case::{Boundary, Case, Casing};

/// A name taken apart: `deliveryWindow_v2` is `delivery`, `window`, `v2`.
///
/// Digits stay with the letters they touch. Letters outside ASCII become their number (`é` is `u00e9`), so that every
/// spelling is plain; a name of symbols only is spelled out (`+` is `plus`, `🙂` is `u1f642`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// Takes a name apart.
    pub fn of(name: &str) -> Self {
        let plain = plain(name);
        if plain.bytes().all(|it| matches!(it, b'a'..=b'z' | b'0'..=b'9' | b'_')) {
            return Self::parted(&plain);
        }
        let cut = plain.remove_boundaries(&[Boundary::LowerDigit, Boundary::UpperDigit, Boundary::DigitLower]);
        Self::parted(&cut.to_case(Case::Snake))
    }

    fn parted(snake: &str) -> Self {
        Self(snake.split('_').filter(|it| !it.is_empty()).map(str::to_owned).collect())
    }

    /// Whether the name had nothing that a spelling could keep.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `DeliveryWindow`.
    pub fn pascal(&self) -> String {
        self.0.iter().map(|it| capitalised(it)).collect()
    }

    /// `delivery_window`.
    pub fn snake(&self) -> String {
        self.0.join("_")
    }

    /// `DELIVERY_WINDOW`.
    pub fn screaming(&self) -> String {
        self.snake().to_ascii_uppercase()
    }

    /// `delivery-window`.
    pub fn kebab(&self) -> String {
        self.0.join("-")
    }
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(usize::from(!word.is_empty()));
    format!("{}{rest}", first.to_ascii_uppercase())
}

/// A namespace in letters that every file system takes, `io-acme-user-v0`; nothing when it has no letters.
pub fn folder(namespace: &str) -> Option<String> {
    let parts: Vec<_> = namespace.split('.').map(|it| Words::of(it).kebab()).filter(|it| !it.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("-"))
}

/// The name in ASCII letters, digits and underscores.
fn plain(name: &str) -> String {
    let signed = name.starts_with(['+', '-']) && name[1..].starts_with(|it: char| it.is_ascii_digit());
    let symbols_only = !name.contains(char::is_alphanumeric);
    let mut plain = String::with_capacity(name.len());
    for (index, letter) in name.chars().enumerate() {
        match letter {
            _ if letter.is_ascii_alphanumeric() => plain.push(letter),
            _ if letter.is_ascii() && (symbols_only || (signed && index == 0)) => push_word(&mut plain, symbol(letter)),
            _ if symbols_only || letter.is_alphanumeric() => {
                push_word(&mut plain, &format!("u{:04x}", u32::from(letter)));
            }
            _ => plain.push('_'),
        }
    }
    plain
}

fn push_word(plain: &mut String, word: &str) {
    plain.push('_');
    plain.push_str(word);
    plain.push('_');
}

fn symbol(letter: char) -> &'static str {
    const SYMBOLS: &[(char, &str)] = &[
        ('+', "plus"),
        ('-', "minus"),
        ('*', "star"),
        ('/', "slash"),
        ('<', "less"),
        ('>', "greater"),
        ('=', "equal"),
        ('!', "not"),
        ('%', "percent"),
        ('&', "and"),
        ('|', "or"),
        ('.', "dot"),
        ('#', "hash"),
        ('@', "at"),
        ('$', "dollar"),
        ('?', "question"),
    ];
    SYMBOLS.iter().find(|(it, _)| *it == letter).map_or("", |(_, word)| word)
}

/// Names that must differ from each other: the fields of a struct, the types of a module, the files of a directory.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A scope in which some names are taken from the beginning.
    pub fn with(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|it| (*it).to_owned()).collect() }
    }

    /// Whether nobody has asked for a name.
    pub fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(name)
    }

    /// The wanted name for the first who asks, and `name_2`, `name_3`, … for those who follow.
    pub fn claim(&mut self, wanted: &str) -> String {
        if self.taken.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let mut numbered = (2..).map(|number| format!("{wanted}_{number}"));
        // Invariant: the numbers do not end, and the scope does.
        let free = numbered.find(|it| !self.taken.contains(it)).unwrap_or_default();
        self.taken.insert(free.clone());
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        let table = [
            ("user_form", "UserForm", "user_form"),
            ("userForm", "UserForm", "user_form"),
            ("HTTPServer", "HttpServer", "http_server"),
            ("sha256", "Sha256", "sha256"),
            ("address1", "Address1", "address1"),
            ("address_1", "Address1", "address_1"),
            ("o_auth2_token", "OAuth2Token", "o_auth2_token"),
            ("ipv4_address", "Ipv4Address", "ipv4_address"),
            ("c4.large", "C4Large", "c4_large"),
            ("+1", "Plus1", "plus_1"),
            ("-1", "Minus1", "minus_1"),
            ("<=", "LessEqual", "less_equal"),
            ("a-b c", "ABC", "a_b_c"),
            ("naïve", "NaU00efVe", "na_u00ef_ve"),
            ("日本", "U65e5U672c", "u65e5_u672c"),
            ("🙂", "U1f642", "u1f642"),
            ("e\u{301}", "E", "e"),
            ("__proto__", "Proto", "proto"),
            ("", "", ""),
            ("'\"", "", ""),
        ];
        for (name, pascal, snake) in table {
            assert_eq!(
                (Words::of(name).pascal().as_str(), Words::of(name).snake().as_str()),
                (pascal, snake),
                "{name}"
            );
        }
    }

    #[test]
    fn a_scope_gives_every_name_once() {
        let mut scope = Scope::with(&["Unknown"]);
        let names = ["User", "User", "User_2", "User", "Unknown"].map(|it| scope.claim(it));
        assert_eq!(names, ["User", "User_2", "User_2_2", "User_3", "Unknown_2"]);
    }
}
