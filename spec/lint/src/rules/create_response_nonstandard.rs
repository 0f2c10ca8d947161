//! ## What it does
//! Reports a POST to a collection that returns the thing with a 200 instead of a 201, and a 201 that neither returns
//! the thing nor says in `Location` where it is.
//!
//! ## Why is this bad?
//! A caller that has created something wants to know what, and libraries tell created from changed by the status.
//!
//! ## Origin
//! AIP 133, Zalando 180.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#responses`
use apigen_model::{Method, Primitive, Response, ResponseCode, Severity};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations::code_place;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "create-response-nonstandard",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "callers tell created from changed by the status",
    options: &[],
    source: include_str!("create_response_nonstandard.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let operation = it.operation;
    if operation.method != Method::Post || operation.path != it.resource.path || operation.body.is_none() {
        return;
    }
    for response in operation.successes().filter(|it| !it.implicit) {
        let (message, help) = match response.code {
            ResponseCode::Status(200) if response.ty == it.resource.ty => {
                ("what was created comes with a 200", "declare a 201")
            }
            ResponseCode::Status(201) if response.ty.is(Primitive::Unit) && !has_location(response) => {
                ("a 201 does not say what was created", "return the thing, or its `Location`")
            }
            _ => continue,
        };
        out.at(code_place(ctx, response), response.meta.origin, message).help(help);
    }
}

fn has_location(it: &Response) -> bool {
    it.headers.iter().any(|it| it.name.eq_ignore_ascii_case("location"))
}
