//! ## What it does
//! What was created is listed, and what was deleted is not; nor is what was created below another object.
//!
//! ## Why is this bad?
//! Whoever looks for it by listing does not find it.
//!
//! ## Licence
//! A list of the collection that objects are created in, walked through without filters.
use apigen_model::Json;
use apigen_model::Severity;
use std::collections::BTreeSet;

use crate::Law;
use crate::law::Purpose;
use crate::law::{Check, Licence, Out, Walk};
use crate::learn::Object;

pub(crate) static LAW: Law = Law {
    code: "listed-after-create",
    severity: Severity::Error,
    since: "0.1.0",
    why: "whoever looks for it by listing does not find it",
    licence: Licence::Definition,
    source: include_str!("listed_after_create.rs"),
    check: Check::Walk(check),
};

fn check(walk: &Walk<'_>, out: &mut Out) {
    let (Some(store), Some(name)) = (walk.store(), walk.identity()) else { return };
    if !walk.is_complete
        || *walk.purpose != Purpose::All
        || !crate::learn::is_own_path(walk.service, store, &walk.call.operation.path)
    {
        return;
    }
    let is_elsewhere = |it: &&Object| it.store == store && it.parents != walk.parents && it.is_ours && !it.is_gone;
    for object in walk.world.objects.iter().filter(is_elsewhere) {
        let Some(shown) = &object.shown else { continue };
        // Keys may begin anew in each collection, whole objects do not.
        if object.parents.len() == walk.parents.len() && walk.elements().any(|it| it == shown) {
            let above = object.parents.join(", ");
            out.broken("elsewhere", format!("`{}` listed below `{above}` only", object.key), "listed here too");
        }
    }
    let keys: BTreeSet<_> = walk.elements().filter_map(|it| it.get(name)).map(Json::plain_text).collect();
    let here = walk.world.objects.iter().filter(|it| it.store == store && it.parents == walk.parents && it.is_ours);
    for object in here {
        let expected = if object.is_gone { "not" } else { "listed" };
        let holds = keys.contains(&object.key) != object.is_gone;
        let place = if object.is_gone { "deleted" } else { "created" };
        out.judge(holds, place, &format!("`{}` {expected}", object.key), || {
            if object.is_gone { "listed".to_owned() } else { format!("not among {} elements", keys.len()) }
        });
    }
}
