//! The tokens of a file without what may differ.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;

/// What is taken out of the tokens, besides documentation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Erase {
    /// What literals hold.
    Literals,
    /// What literals hold, and which identifiers there are.
    Names,
}

/// The tokens of a file, which has to be Rust; what its layout adds (a comma at the end of a list, braces around the
/// value of an arm) is not among them, since that depends on the length of lines.
pub(super) fn tokens(path: &str, text: &str, erase: Erase) -> Vec<String> {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path} is no Rust: {error}\n{text}"));
    flat(file.to_token_stream(), erase)
}

fn flat(stream: TokenStream, erase: Erase) -> Vec<String> {
    let all: Vec<_> = stream.into_iter().collect();
    let mut flat = Vec::new();
    let mut at = 0;
    while at < all.len() {
        if let Some(length) = documentation(&all[at..]) {
            at += length;
            continue;
        }
        match &all[at] {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && follows_arrow(&flat) => {
                flat.extend(self::flat(group.stream(), erase));
                flat.push(",".to_owned());
            }
            TokenTree::Group(group) => {
                flat.push(format!("{:?}", group.delimiter()));
                flat.extend(self::flat(group.stream(), erase));
                flat.push("end".to_owned());
            }
            TokenTree::Punct(it) if it.as_char() == '>' => {
                without_last_comma(&mut flat);
                flat.push(">".to_owned());
            }
            TokenTree::Literal(_) => flat.push("literal".to_owned()),
            TokenTree::Ident(_) if erase == Erase::Names => flat.push("name".to_owned()),
            other => flat.push(other.to_string()),
        }
        at += 1;
    }
    without_last_comma(&mut flat);
    flat
}

fn without_last_comma(tokens: &mut Vec<String>) {
    if tokens.last().is_some_and(|it| it == ",") {
        tokens.pop();
    }
}

fn follows_arrow(tokens: &[String]) -> bool {
    matches!(tokens, [.., equal, greater] if equal == "=" && greater == ">")
}

/// How many tokens a documentation attribute that begins here has: `#[doc = …]` or `#![doc = …]`.
fn documentation(tokens: &[TokenTree]) -> Option<usize> {
    let sign = |at: usize, wanted: char| matches!(tokens.get(at), Some(TokenTree::Punct(it)) if it.as_char() == wanted);
    let at = 1 + usize::from(sign(1, '!'));
    let Some(TokenTree::Group(group)) = tokens.get(at).filter(|_| sign(0, '#')) else { return None };
    let inside: Vec<_> = group.stream().into_iter().collect();
    let is_doc =
        matches!(inside.as_slice(), [TokenTree::Ident(it), TokenTree::Punct(_), TokenTree::Literal(_)] if it == "doc");
    is_doc.then_some(at + 1)
}
