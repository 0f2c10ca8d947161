//! Absolute paths of the prelude written short, in crates where no type takes one of its names.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};

use crate::ident::KEYWORDS;

/// Paths below `std` and what they come down to.
const SHORT: &[(&[&str], &str)] = &[
    (&["boxed", "Box"], "Box"),
    (&["convert", "From"], "From"),
    (&["default", "Default"], "Default"),
    (&["option", "Option"], "Option"),
    (&["result", "Result"], "Result"),
    (&["string", "String"], "String"),
    (&["vec", "Vec"], "Vec"),
];

/// Variants that the prelude knows by themselves.
const VARIANTS: &[&str] = &["Some", "None", "Ok", "Err"];

/// Whether a type of that name hides one of the prelude.
pub(crate) fn hides(name: &str) -> bool {
    SHORT.iter().any(|(_, short)| *short == name)
}

/// The tokens with `::std::option::Option` as `Option`, `::std::result::Result::Ok` as `Ok`, and so on.
pub(crate) fn shorten(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut paths = paths(&tokens).into_iter().peekable();
    let mut rest = 0;
    let short = tokens.into_iter().enumerate().filter_map(|(at, token)| {
        if let Some((_, end, name)) = paths.next_if(|(start, ..)| *start == at) {
            rest = end;
            return Some(TokenTree::Ident(Ident::new(name, token.span())));
        }
        (at >= rest).then(|| shorten_inside(token))
    });
    short.collect()
}

fn shorten_inside(token: TokenTree) -> TokenTree {
    let TokenTree::Group(group) = token else { return token };
    let (delimiter, tokens) = (group.delimiter(), group.stream());
    // Tokens that nothing else holds are moved and not copied.
    drop(group);
    TokenTree::Group(Group::new(delimiter, shorten(tokens)))
}

/// Where paths of the prelude begin and end, and their short forms.
fn paths(tokens: &[TokenTree]) -> Vec<(usize, usize, &'static str)> {
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let path = short_path(tokens, at);
        paths.extend(path.map(|(end, name)| (at, end, name)));
        at = path.map_or(at + 1, |(end, _)| end);
    }
    paths
}

/// The end of a path of the prelude that begins here, and its short form.
fn short_path(tokens: &[TokenTree], at: usize) -> Option<(usize, &'static str)> {
    let end = segment(tokens, at, "std").filter(|_| !continues_path(tokens, at))?;
    let (path, short) = SHORT.iter().find(|(path, _)| segment(tokens, end, path[0]).is_some())?;
    let end = path.iter().try_fold(end, |at, name| segment(tokens, at, name))?;
    let variant = VARIANTS.iter().find_map(|name| Some((segment(tokens, end, name)?, *name)));
    Some(variant.unwrap_or((end, short)))
}

/// Whether a name stands directly before, so that `::` goes on from there.
fn continues_path(tokens: &[TokenTree], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|it| tokens.get(it));
    matches!(before, Some(TokenTree::Ident(it)) if !KEYWORDS.contains(&it.to_string().as_str()))
}

/// The end of `::name`, when it stands here.
fn segment(tokens: &[TokenTree], at: usize, name: &str) -> Option<usize> {
    let colon = |it: &TokenTree| matches!(it, TokenTree::Punct(it) if it.as_char() == ':');
    let [first, second, TokenTree::Ident(ident)] = tokens.get(at..at + 3)? else { return None };
    (colon(first) && colon(second) && ident == name).then_some(at + 3)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn prelude_paths_lose_their_beginning_and_others_do_not() {
        let long = quote! { fn f(a: ::std::option::Option<::std::string::String>) -> ::std::fmt::Result {
            ::std::result::Result::Ok(::other::std::string::String)
        } };
        let short = quote! { fn f(a: Option<String>) -> ::std::fmt::Result { Ok(::other::std::string::String) } };
        assert_eq!(shorten(long).to_string(), short.to_string());
    }
}
