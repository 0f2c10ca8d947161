//! ## What it does
//! Reports a header whose type is neither `string`, an enum, nor a list of those.
//! A header of a response may also be of any other primitive that fits into a URL, such as `integer`.
//!
//! ## Why is this bad?
//! A header carries text: there is no one way to write a model, a union, a map or any JSON into it.
//!
//! ## Origin
//! apibuilder V21, which has no numbers in response headers either.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Primitive, Severity};

use crate::check::{Check, Holder, Site, TypeUse};
use crate::context::Context;
use crate::report::Report;
use crate::url::{self, Fit};
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "header-type-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a header carries text, and nothing else",
    options: &[],
    source: include_str!("header_type_invalid.rs"),
    check: Check::TypeUse(check),
};

fn check(ctx: &Context<'_>, used: &TypeUse<'_>, out: &mut Report<'_>) {
    if used.site != Site::Header {
        return;
    }
    let of_request = matches!(used.holder, Holder::Definition);
    let text = used.ty.base().primitive().is_none_or(|it| it == Primitive::String);
    let fits = matches!(url::fit(ctx, used.ty), Fit::One | Fit::Many | Fit::Unknown) && (text || !of_request);
    if fits {
        return;
    }
    let label = ctx.label(used.ty);
    let help = if of_request { "use `string`, an enum, or a list of either" } else { url::ALLOWED_OR_LIST };
    let message = format!("header `{}` cannot be of type `{label}`", used.name);
    out.at(ctx.member(used.origin, used.key), used.origin, message).help(help);
}
