//! ## What it does
//! Reports a union that is the type of two streams, of the same or of another definition.
//!
//! ## Why is this bad?
//! One union has one owner and one order. A change for the readers of one stream breaks those of the other, and a
//! reader of both meets every event twice.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::{Repository, Severity, Stream, Type, TypeId, TypeKind};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::config::Options;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "stream-union-shared",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a union of events has one owner",
    options: &[],
    source: include_str!("stream_union_shared.rs"),
    check: Check::Repository(check),
};

fn check(repository: &Repository, _: Options<'_>, out: &mut Report<'_>) {
    let mut seen: FxHashMap<TypeId, &Stream> = FxHashMap::default();
    for stream in repository.definitions().iter().flat_map(|it| &it.streams) {
        let Type::Named(id) = stream.ty else { continue };
        if id.kind != TypeKind::Union {
            continue;
        }
        let first = *seen.entry(id).or_insert(stream);
        if !std::ptr::eq(first, stream) {
            report(repository, first, stream, out);
        }
    }
}

fn report(repository: &Repository, first: &Stream, second: &Stream, out: &mut Report<'_>) {
    let place =
        |stream: &Stream| repository.place(stream.meta.origin, repository.member_span(stream.meta.origin, "type"));
    let name = repository.union_of(&second.ty).map_or("", |it| it.name.as_str());
    out.at(place(second), second.meta.origin, format!("union `{name}` is already the type of stream `{}`", first.name))
        .related(place(first), "the first stream")
        .help("give each stream a union of its own");
}
