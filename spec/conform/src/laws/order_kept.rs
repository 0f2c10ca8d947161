//! ## What it does
//! A list is in the order that was asked for.
//!
//! ## Why is this bad?
//! Callers who take the first element take the wrong one.
//!
//! ## Licence
//! The values of the attribute `sort`, which name fields of the elements. Only times, numbers, and texts of lower-
//! case letters and digits are compared, since languages order others differently.
use apigen_model::Severity;

use crate::Law;
use crate::law::Purpose;
use crate::law::{Check, Licence, Out, Walk};

pub(crate) static LAW: Law = Law {
    code: "order-kept",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers who take the first element take the wrong one",
    licence: Licence::Definition,
    source: include_str!("order_kept.rs"),
    check: Check::Walk(check),
};

fn check(walk: &Walk<'_>, out: &mut Out) {
    let Purpose::Sort { field, is_descending } = walk.purpose else { return };
    let shown: Vec<_> = walk.elements().filter_map(|it| crate::lists::at(it, field)).collect();
    for pair in shown.windows(2) {
        let Some(order) = crate::lists::compare(pair[0], pair[1]) else { continue };
        let holds = if *is_descending { order.is_ge() } else { order.is_le() };
        let expected = format!("`{field}` {}", if *is_descending { "falling" } else { "rising" });
        out.judge(holds, field, &expected, || format!("{} before {}", pair[0], pair[1]));
    }
}
