//! ## What it does
//! Reports an operation that does not declare the responses of its method: GET 200 and 401, POST and PUT 401 and 422,
//! PATCH 401, 404 and 422, DELETE 401 and 404. A 302 stands for a 200, and so does `default`.
//! Reports a 401 that is not `unit`, a 422 whose type is not named `..._error`, and a description of one of these
//! responses; resources with the attribute `docs` came out of a merge of services, which describes them by itself.
//! Health checks are exempt, and operations whose attribute `linter` has `{"ignore": ["response_codes"]}`.
//!
//! ## Why is this bad?
//! What is not declared is not in the generated client; what is the same everywhere is documented once.
//!
//! ## Origin
//! Flow rule 25 (`StandardResponse`).
//! Peers: Redocly `operation-4xx-response`, Zalando 151.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#responses`

use apigen_model::{Method, Operation, Primitive, Response, ResponseCode, Safety, Severity, Type};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "response-nonstandard",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "callers handle the standard responses once",
    options: &[],
    source: include_str!("response_nonstandard.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let operation = it.operation;
    if house::is_healthcheck(it.resource) || house::ignores(&operation.meta, "response_codes") {
        return;
    }
    let required = required(&operation.method);
    for code in required.iter().filter(|it| !is_declared(operation, **it)) {
        let message = format!("`{}` declares no {code}", operation.label());
        out.at(house::operation_place(ctx, operation), operation.meta.origin, message)
            .about(code.to_string())
            .help("declare the responses that all operations of its method have");
    }
    for response in operation.responses.iter().filter(|it| !it.implicit) {
        let Some(code) = response.code.status() else { continue };
        content(ctx, response, code, out);
        if required.contains(&code) && response.meta.description.is_some() && !house::is_merged(it.resource) {
            let origin = response.meta.origin;
            out.at(ctx.member(origin, "description"), origin, format!("the {code} has a description of its own"))
                .about("description")
                .help("remove the description; documentation says once what the status means")
                .fix(Safety::Unsafe, house::set_member(ctx, origin, "description", None));
        }
    }
}

fn required(method: &Method) -> &'static [u16] {
    match method {
        Method::Get => &[200, 401],
        Method::Post | Method::Put => &[401, 422],
        Method::Patch => &[401, 404, 422],
        Method::Delete => &[401, 404],
        _ => &[],
    }
}

fn is_declared(operation: &Operation, code: u16) -> bool {
    operation.responses.iter().any(|it| match it.code {
        ResponseCode::Status(status) => status == code || (status == 302 && code == 200),
        ResponseCode::Default => code == 200,
        ResponseCode::Invalid(_) => false,
    })
}

fn content(ctx: &Context<'_>, response: &Response, code: u16, out: &mut Report<'_>) {
    let (fits, wanted) = match code {
        401 => (response.ty.is(Primitive::Unit), "`unit`"),
        422 => (is_error(ctx, &response.ty), "`..._error`"),
        _ => return,
    };
    if fits || matches!(response.ty.base(), Type::Unresolved(_)) {
        return;
    }
    let help = if code == 401 { "make it `unit`" } else { "use a type named `..._error`" };
    let message = format!("the {code} is `{}` instead of {wanted}", ctx.label(&response.ty));
    out.at(ctx.member(response.meta.origin, "type"), response.meta.origin, message).about("type").help(help);
}

fn is_error(ctx: &Context<'_>, ty: &Type) -> bool {
    ty.base() == ty && house::bare_name(ctx.repository, ty).ends_with("_error")
}
