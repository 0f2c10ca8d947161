//! Numbers as Rust writes them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// An integer without a suffix, its digits in groups of three.
pub(crate) fn integer(value: impl Into<i64>) -> TokenStream {
    let value = value.into();
    let text = grouped(&value.unsigned_abs().to_string());
    // Invariant: digits and underscores are a literal.
    let literal = text.parse().unwrap_or_else(|_| Literal::u64_unsuffixed(value.unsigned_abs()));
    if value < 0 { quote!(-#literal) } else { quote!(#literal) }
}

/// A whole number with a suffix: `12_345u64`.
pub(crate) fn suffixed(value: u64, suffix: &str) -> TokenStream {
    let text = format!("{}{suffix}", grouped(&value.to_string()));
    // Invariant: digits, underscores and the name of an integer type are a literal.
    let literal = text.parse().unwrap_or_else(|_| Literal::u64_unsuffixed(value));
    quote!(#literal)
}

/// Digits with an underscore between thousands, from five digits on.
fn grouped(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let (head, tail) = digits.split_at(digits.len() % 3);
    let groups = tail.as_bytes().chunks(3).map(|it| String::from_utf8_lossy(it).into_owned());
    std::iter::once(head.to_owned()).filter(|it| !it.is_empty()).chain(groups).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let table = [(0, "0"), (-1, "- 1"), (9_999, "9999"), (12_345, "12_345"), (100_000, "100_000")];
        for (value, text) in table {
            assert_eq!(integer(value).to_string(), text);
        }
        assert_eq!(suffixed(12_345, "u64").to_string(), "12_345u64");
        assert_eq!(integer(i64::MIN).to_string(), "- 9_223_372_036_854_775_808");
    }
}
