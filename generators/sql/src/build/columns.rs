//! The fields of a model as columns.

use apigen_generator::Skip;
use apigen_model::{External, Field, Json, Primitive, Type, TypeKind, sql};
use smol_str::SmolStr;

use super::Context;
use crate::schema::{Column, ColumnType, Content, Literal};

pub(super) fn columns(context: &Context<'_>, skips: &mut Vec<Skip>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for field in &context.model.fields {
        let what = format!(".{}", field.name);
        let Some(ty) = ColumnType::of(&field.ty) else {
            context.skip(skips, &what, "a field without content has no column");
            continue;
        };
        if field.name.is_empty() || columns.iter().any(|it| it.name.eq_ignore_ascii_case(&field.name)) {
            context.skip(skips, &what, "another column has this name");
            continue;
        }
        if field.name.len() > sql::MAX_BYTES {
            context.skip(skips, &what, "its name has more than the 63 bytes that PostgreSQL keeps");
            continue;
        }
        columns.push(column(field, ty));
    }
    let is_free = !columns.iter().any(|it| it.name.eq_ignore_ascii_case(sql::HASH_CODE));
    if context.declared.hash_code && is_free {
        columns.push(hash_code());
    }
    columns
}

fn column(field: &Field, ty: ColumnType) -> Column {
    Column {
        name: field.name.clone(),
        ty,
        nullable: !field.required,
        default: field.default.as_deref().and_then(|it| literal(ty, it)),
        content: Content::Field,
        description: field.meta.description.clone(),
    }
}

/// Rows that a person wrote, or an earlier release, have no hash until a repository writes them again.
fn hash_code() -> Column {
    Column {
        name: SmolStr::new_static(sql::HASH_CODE),
        ty: ColumnType::Bytes,
        nullable: true,
        default: None,
        content: Content::HashCode,
        description: None,
    }
}

/// A default as a value of a column; none where the text is no value of its type, or a moment, which databases write
/// differently.
fn literal(ty: ColumnType, default: &Json) -> Option<Literal> {
    match (ty, default) {
        (ColumnType::Boolean, Json::Bool(it)) => Some(Literal::Boolean(*it)),
        (ColumnType::Integer | ColumnType::Long | ColumnType::Double, Json::Number(it)) => {
            Some(Literal::Number(it.clone()))
        }
        (ColumnType::Decimal, Json::Number(it)) => Some(Literal::Number(it.clone())),
        (ColumnType::Text | ColumnType::Uuid | ColumnType::Date, Json::String(it)) => Some(Literal::Text(it.clone())),
        (ColumnType::Json, it) => Some(Literal::Json(it.to_string())),
        _ => None,
    }
}

impl ColumnType {
    /// The column type of a field; none for `unit`.
    pub(crate) fn of(ty: &Type) -> Option<Self> {
        Some(match ty {
            Type::Primitive(it) => return Self::of_primitive(*it),
            Type::Named(id) if id.kind == TypeKind::Enum => Self::Text,
            Type::External(it) if matches!(**it, External { kind: Some(TypeKind::Enum), .. }) => Self::Text,
            Type::Named(_) | Type::External(_) | Type::List(_) | Type::Map(_) => Self::Json,
            Type::Unresolved(_) => return None,
        })
    }

    fn of_primitive(primitive: Primitive) -> Option<Self> {
        Some(match primitive {
            Primitive::Boolean => Self::Boolean,
            Primitive::Decimal => Self::Decimal,
            Primitive::Integer => Self::Integer,
            Primitive::Long => Self::Long,
            Primitive::Double => Self::Double,
            Primitive::String => Self::Text,
            Primitive::Uuid => Self::Uuid,
            Primitive::Date => Self::Date,
            Primitive::DateTime => Self::Timestamp,
            Primitive::Json | Primitive::Object => Self::Json,
            Primitive::Unit => return None,
        })
    }

    /// Whether parts can be cut by it.
    pub(crate) fn is_time(self) -> bool {
        matches!(self, Self::Date | Self::Timestamp)
    }
}
