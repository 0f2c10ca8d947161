//! Constraints and closed enums as checks.
//!
//! Patterns stay with the server: databases disagree about regular expressions.

use apigen_model::{Field, Type, sql};
use smol_str::SmolStr;

use super::Context;
use crate::schema::{Check, Column, ColumnType, Measure, Rule};

pub(super) fn checks(context: &Context<'_>, columns: &[Column]) -> Vec<Check> {
    let mut checks = Vec::new();
    for column in columns {
        let Some(field) = context.model.fields.iter().find(|it| it.name == column.name) else { continue };
        let mut add = |kind: &str, rule| {
            let name = sql::derived(&[&context.declared.name, &column.name, kind]).into();
            checks.push(Check { name, column: column.name.clone(), rule });
        };
        if let Some(values) = values(context, field) {
            add("values", Rule::OneOf(values));
        }
        if let Some((kind, rule)) = range(field, column.ty) {
            add(kind, rule);
        }
    }
    checks
}

/// The values of a closed enum; what grows is not checked, since an older release must not refuse what is new.
fn values(context: &Context<'_>, field: &Field) -> Option<Vec<SmolStr>> {
    let Type::Named(id) = &field.ty else { return None };
    let found = context.repository.enumeration(*id).filter(|it| !it.open && !it.values.is_empty())?;
    Some(found.values.iter().map(|it| SmolStr::new(it.wire())).collect())
}

fn range(field: &Field, ty: ColumnType) -> Option<(&'static str, Rule)> {
    let (minimum, maximum) = (field.minimum(), field.maximum());
    let (kind, measure) = match (ty, &field.ty) {
        (ColumnType::Integer | ColumnType::Long | ColumnType::Double, _) => ("range", Measure::Value),
        (ColumnType::Decimal, _) => ("range", Measure::Decimal),
        (ColumnType::Text, Type::Primitive(_)) => ("length", Measure::Length),
        (ColumnType::Json, Type::List(_)) => ("count", Measure::Elements),
        (ColumnType::Json, Type::Map(_)) => ("count", Measure::Members),
        _ => return None,
    };
    // No text and no list is shorter than nothing.
    let minimum = minimum.filter(|it| matches!(measure, Measure::Value | Measure::Decimal) || *it > 0);
    let some = minimum.is_some() || maximum.is_some();
    some.then_some((kind, Rule::Range { measure, minimum, maximum }))
}
