//! ## What it does
//! Reports a field in the primary key, an index or the partition of a table that its model does not have, or that
//! cannot be part of a key: a list, map, JSON value, model or union.
//!
//! ## Why is this bad?
//! The table cannot be created.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#tables`

use apigen_model::{Field, Model, Origin, Place, Safety, Severity, Table, Type, TypeKind, names};
use apigen_syntax::{Edit, quote};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "table-field-not-found",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the table cannot be created",
    options: &[],
    source: include_str!("table_field_not_found.rs"),
    check: Check::Table(check),
};

fn check(ctx: &Context<'_>, table: &Table, out: &mut Report<'_>) {
    let Some(model) = ctx.repository.model_of(&table.model) else { return };
    let fields = model.fields.iter().rev().map(|it| (it.name.as_str(), it)).collect();
    let checked = Checked { ctx, model, fields };
    for name in &table.primary_key {
        let origin = table.meta.origin;
        checked.name(name, &|| ctx.element(origin, "primary_key", name), origin, out);
    }
    for index in &table.indexes {
        let origin = index.meta.origin;
        index.fields.iter().for_each(|it| checked.name(it, &|| ctx.element(origin, "fields", it), origin, out));
    }
    if let Some(partition) = &table.partition {
        let origin = partition.meta.origin;
        checked.name(&partition.field, &|| partition_place(ctx, origin), origin, out);
    }
}

/// The name of the field that a table is cut by: the partition itself, or a member of it.
fn partition_place(ctx: &Context<'_>, origin: Origin) -> Place {
    let node = ctx.repository.node(origin);
    let name = node.get("field").or_else(|| node.get("by")).unwrap_or(node);
    ctx.repository.place(origin, name.span())
}

struct Checked<'a> {
    ctx: &'a Context<'a>,
    model: &'a Model,
    fields: FxHashMap<&'a str, &'a Field>,
}

impl Checked<'_> {
    fn name(&self, name: &str, place: &dyn Fn() -> Place, origin: Origin, out: &mut Report<'_>) {
        if name.is_empty() {
            return;
        }
        let Some(field) = self.fields.get(name) else { return self.report_missing(name, place(), origin, out) };
        if !fits_in_key(&field.ty) {
            let message = format!("field `{name}` of type `{}` cannot be part of a key", self.ctx.label(&field.ty));
            out.at(place(), origin, message)
                .about(name)
                .related(self.ctx.member(field.meta.origin, "type"), "the field")
                .help("use a field that holds one value");
        }
    }

    fn report_missing(&self, name: &str, place: Place, origin: Origin, out: &mut Report<'_>) {
        let draft = out.at(place, origin, format!("model `{}` has no field `{name}`", self.model.name)).about(name);
        match names::nearest(name, self.model.fields.iter().map(|it| it.name.as_str())) {
            Some(near) => draft
                .help(format!("did you mean `{near}`?"))
                .fix(Safety::Unsafe, vec![Edit::replace(place.span, quote(near))]),
            None => draft.help("add the field to the model, or use another"),
        };
    }
}

/// Whether values can be compared in a key; a type that nobody knows may be.
fn fits_in_key(ty: &Type) -> bool {
    match ty {
        Type::Primitive(it) => it.fits_in_url(),
        Type::Named(id) => id.kind == TypeKind::Enum,
        Type::External(it) => it.kind.is_none_or(|it| it == TypeKind::Enum),
        Type::Unresolved(_) => true,
        Type::List(_) | Type::Map(_) => false,
    }
}
