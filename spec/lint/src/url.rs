//! What fits into a URL, and when two paths are the same.

use apigen_model::{Type, TypeKind};

use crate::context::Context;

/// What allowed types are, in the help of rules about URLs, forms and headers.
pub(crate) const ALLOWED: &str = "a primitive other than `json`, `object` and `unit`, or an enum";
/// The same where lists are allowed, as a sentence.
pub(crate) const ALLOWED_OR_LIST: &str =
    "use a primitive other than `json`, `object` and `unit`, an enum, or a list of either";

/// How a type fits into one segment or value of a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// As one value.
    One,
    /// As several values: a list of what fits.
    Many,
    /// Not at all.
    Never,
    /// Nobody can know, or somebody else reports it.
    Unknown,
}

/// How a type fits into a URL.
pub(crate) fn fit(ctx: &Context<'_>, ty: &Type) -> Fit {
    match ty {
        Type::Primitive(it) if it.fits_in_url() => Fit::One,
        Type::Primitive(_) | Type::Map(_) => Fit::Never,
        Type::List(inner) => match fit(ctx, inner) {
            Fit::One => Fit::Many,
            Fit::Many => Fit::Never,
            other => other,
        },
        Type::Unresolved(_) => Fit::Unknown,
        Type::Named(_) | Type::External(_) => match ctx.repository.kind_of(ty) {
            Some(TypeKind::Enum) => Fit::One,
            Some(TypeKind::Model | TypeKind::Union) => Fit::Never,
            // An interface is the type of nothing, wherever it stands.
            Some(TypeKind::Interface) | None => Fit::Unknown,
        },
    }
}

/// What remains of a segment without the name of its variable, or the segment itself: `:id.csv` is `:.csv`.
pub(crate) fn shape(segment: &str) -> Shape<'_> {
    match segment.strip_prefix(':') {
        None => Shape::Literal(segment),
        Some(name) => match name.find('.') {
            Some(dot) => Shape::Suffixed(&name[dot..]),
            None => Shape::Variable,
        },
    }
}

/// A segment of a path, whatever its variable is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Shape<'a> {
    /// Matches itself.
    Literal(&'a str),
    /// Matches anything that ends like this.
    Suffixed(&'a str),
    /// Matches anything.
    Variable,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_told_apart_by_what_follows_them() {
        assert_eq!(shape(":id"), shape(":guid"));
        assert_eq!(shape(":id.csv"), Shape::Suffixed(".csv"));
        assert_eq!(shape("users"), Shape::Literal("users"));
    }
}
