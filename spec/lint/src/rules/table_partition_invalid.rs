//! ## What it does
//! Reports a partition whose `interval` is none of `day`, `week`, `month` and `year`, or whose field is neither a date
//! nor a date-time.
//!
//! ## Why is this bad?
//! Parts are cut by time, so that old ones can be dropped as a whole.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#tables`

use apigen_model::{Partition, Primitive, Safety, Severity, Table, Type, names};
use apigen_syntax::{Edit, quote};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "table-partition-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "parts are cut by time",
    options: &[],
    source: include_str!("table_partition_invalid.rs"),
    check: Check::Table(check),
};

fn check(ctx: &Context<'_>, table: &Table, out: &mut Report<'_>) {
    let Some(partition) = &table.partition else { return };
    check_interval(ctx, partition, out);
    let fields = ctx.repository.model_of(&table.model).map_or(&[][..], |it| &it.fields);
    let Some(field) = fields.iter().find(|it| it.name == partition.field && !may_be_time(&it.ty)) else { return };
    let origin = partition.meta.origin;
    let node = ctx.repository.node(origin);
    let name = node.get("field").or_else(|| node.get("by")).unwrap_or(node);
    let message = format!("field `{}` of type `{}` is no time to cut by", field.name, ctx.label(&field.ty));
    out.at(ctx.repository.place(origin, name.span()), origin, message)
        .about("field")
        .related(ctx.member(field.meta.origin, "type"), "the field")
        .help("use a field of type `date-iso8601` or `date-time-iso8601`");
}

fn check_interval(ctx: &Context<'_>, partition: &Partition, out: &mut Report<'_>) {
    let interval = partition.interval.as_str();
    if interval.is_empty() || Partition::INTERVALS.contains(&interval) {
        return;
    }
    let origin = partition.meta.origin;
    let place = ctx.member(origin, "interval");
    let draft = out.at(place, origin, format!("there is no interval `{interval}`")).about("interval");
    match names::nearest(&interval.to_lowercase(), Partition::INTERVALS) {
        Some(near) => draft
            .help(format!("did you mean `{near}`?"))
            .fix(Safety::Unsafe, vec![Edit::replace(place.span, quote(near))]),
        None => draft.help(format!("use `{}`", Partition::INTERVALS.join("`, `"))),
    };
}

fn may_be_time(ty: &Type) -> bool {
    matches!(ty, Type::Primitive(Primitive::Date | Primitive::DateTime) | Type::External(_) | Type::Unresolved(_))
}
