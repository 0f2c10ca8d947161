//! Questions about operations, types and events that the rules of profile `flow` share.

use apigen_model::{
    Field, Json, Method, Model, Operation, Origin, Place, Primitive, Repository, Resource, Response, Type,
};
use apigen_model::{Meta, ResponseCode};
use apigen_syntax::{Edit, edit};

use crate::config::{OptionValue, Options};
use crate::context::Context;

/// Whether the attribute `linter` of a construct lists the key under `ignore`.
pub(crate) fn ignores(meta: &Meta, key: &str) -> bool {
    let ignore = meta.attribute("linter").and_then(|it| it.value.get("ignore"));
    match ignore {
        Some(Json::String(one)) => one == key,
        Some(many) => many.elements().iter().any(|it| it.as_str() == Some(key)),
        None => false,
    }
}

/// Whether a resource only says whether the service is up.
pub(crate) fn is_healthcheck(resource: &Resource) -> bool {
    resource.plural.ends_with("healthchecks")
}

/// The first response that stands for success; `default` counts.
pub(crate) fn success(operation: &Operation) -> Option<&Response> {
    operation.responses.iter().find(|it| it.code.is_success() || it.code == ResponseCode::Default)
}

/// Whether an operation reads a list.
pub(crate) fn reads_list(operation: &Operation) -> bool {
    let success = |it: &&Response| it.code.is_success() || it.code == ResponseCode::Default;
    operation.method == Method::Get && operation.responses.iter().filter(success).any(|it| it.ty.is_list())
}

/// The name of the type inside all lists and maps, without a namespace; empty when nobody knows it.
pub(crate) fn bare_name<'a>(repository: &'a Repository, ty: &'a Type) -> &'a str {
    match ty.base() {
        Type::Named(id) => repository.named(*id).map_or("", |it| it.name().as_str()),
        Type::External(it) => it.name.rsplit('.').next().unwrap_or_default(),
        Type::Primitive(it) => it.name(),
        _ => "",
    }
}

/// Whether a type is a primitive, or unresolved and reported as that.
pub(crate) fn may_be(ty: &Type, primitive: Primitive) -> bool {
    ty.is(primitive) || matches!(ty, Type::Unresolved(_))
}

/// Whether a type is a list of strings, or unresolved and reported as that.
pub(crate) fn may_be_strings(ty: &Type) -> bool {
    matches!(ty, Type::Unresolved(_)) || ty.element().is_some_and(|it| may_be(it, Primitive::String))
}

/// The field of that name.
pub(crate) fn field<'a>(model: &'a Model, name: &str) -> Option<&'a Field> {
    model.fields.iter().find(|it| it.name == name)
}

/// The name of the field at a position; empty beyond the last.
pub(crate) fn name_at(model: &Model, position: usize) -> &str {
    model.fields.get(position).map_or("", |it| it.name.as_str())
}

/// Where a finding about a whole operation points: its path, or its method when it has none of its own.
pub(crate) fn operation_place(ctx: &Context<'_>, operation: &Operation) -> Place {
    let key = if ctx.repository.node(operation.meta.origin).get("path").is_some() { "path" } else { "method" };
    ctx.member(operation.meta.origin, key)
}

/// The edits that give a construct's member a value, or take the member away.
pub(crate) fn set_member(ctx: &Context<'_>, origin: Origin, key: &str, text: Option<&str>) -> Vec<Edit> {
    let node = ctx.repository.node(origin);
    let edits = match (node.get(key), text) {
        (Some(value), Some(text)) => Some(vec![edit::replace_value(value, text)]),
        (Some(value), None) => edit::remove_member(value),
        (None, Some(text)) => edit::insert_member(node, key, text, edit::Place::Last),
        (None, None) => None,
    };
    edits.unwrap_or_default()
}

/// What an option of texts by name has for a name.
pub(crate) fn substitute<'a>(options: Options<'a>, option: &str, name: &str) -> Option<&'a str> {
    match options.get(option)? {
        OptionValue::Map(all) => match all.get(name)? {
            OptionValue::Text(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// Whether an error model says that it has the older of the two forms: `code` and `messages`.
pub(crate) fn is_first_error_version(meta: &Meta) -> bool {
    let version = meta.attribute("linter").and_then(|it| it.value.get("error_version"));
    version.is_some_and(|it| it.plain_text() == "1")
}

/// Whether a resource came out of a merge of services, which describes common parameters and responses by itself.
pub(crate) fn is_merged(resource: &Resource) -> bool {
    resource.meta.attribute("docs").is_some()
}

/// What a name such as `user_upserted` or `user_deleted_v2` says: the thing, and what happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EventName<'a> {
    /// The name of the thing.
    pub(crate) thing: &'a str,
    /// Whether it is gone.
    pub(crate) deleted: bool,
}

impl<'a> EventName<'a> {
    /// Reads the name of a model.
    pub(crate) fn parse(name: &'a str) -> Option<Self> {
        let mut underscores = name.match_indices('_').map(|(at, _)| at).filter(|at| *at > 0);
        underscores.find_map(|at| {
            let rest = &name[at + 1..];
            let deleted = rest.starts_with("deleted");
            (deleted || rest.starts_with("upserted")).then_some(Self { thing: &name[..at], deleted })
        })
    }
}

/// Names for a message: `` `a`, `b` and `c` ``.
pub(crate) fn enumerate<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|it| format!("`{it}`")).collect();
    match quoted.as_slice() {
        [many @ .., last] if !many.is_empty() => format!("{} and {last}", many.join(", ")),
        _ => quoted.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn event_names() {
        let upserted = EventName { thing: "user", deleted: false };
        assert_eq!(EventName::parse("user_upserted_v2"), Some(upserted));
        assert_eq!(EventName::parse("user_deleted"), Some(EventName { deleted: true, ..upserted }));
        assert_eq!(EventName::parse("_deleted"), None);
        assert_eq!(EventName::parse("user_updated"), None);
    }

    #[test]
    fn lists_of_words() {
        assert_eq!(enumerate(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(enumerate(["a"]), "`a`");
        assert_eq!(enumerate([]), "");
    }
}
