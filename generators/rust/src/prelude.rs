//! Absolute paths of the prelude written short, in crates where no type takes one of its names.

use proc_macro2::{Group, TokenStream, TokenTree};

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
    let mut rest: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    let mut short = Vec::with_capacity(rest.len());
    while at < rest.len() {
        if let Some((end, name)) = short_path(&rest, at) {
            short.push(TokenTree::Ident(proc_macro2::Ident::new(name, rest[end - 1].span())));
            at = end;
            continue;
        }
        let taken = std::mem::replace(&mut rest[at], TokenTree::Punct(proc_macro2::Punct::new(',', proc_macro2::Spacing::Alone)));
        short.push(match taken {
            TokenTree::Group(group) => TokenTree::Group(Group::new(group.delimiter(), shorten(group.stream()))),
            other => other,
        });
        at += 1;
    }
    short.into_iter().collect()
}

/// The end of a path of the prelude that begins here, and its short form.
fn short_path(tokens: &[TokenTree], at: usize) -> Option<(usize, &'static str)> {
    let end = segment(tokens, at, "std")?;
    let (path, short) = SHORT.iter().find(|(path, _)| segment(tokens, end, path[0]).is_some())?;
    let end = path.iter().try_fold(end, |at, name| segment(tokens, at, name))?;
    let variant = VARIANTS.iter().find_map(|name| Some((segment(tokens, end, name)?, *name)));
    Some(variant.unwrap_or((end, short)))
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
