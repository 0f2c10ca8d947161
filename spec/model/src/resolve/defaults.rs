//! Defaults as values of their types: an expanded file writes each of them as text.

use crate::{Json, Primitive, Type, TypeKind};

/// Reads the text of a default as the value that it says, and a scalar of a textual type as its text.
///
/// What does not fit the type stays as it is.
pub(super) fn read(default: &mut Json, ty: &Type) {
    let read = match (ty, &*default) {
        (Type::Primitive(it), Json::String(text)) if !is_textual(*it) => {
            Json::parse(text).filter(|value| fits(*it, value))
        }
        (Type::List(_), Json::String(text)) => Json::parse(text).filter(|it| matches!(it, Json::Array(_))),
        (Type::Map(_), Json::String(text)) => Json::parse(text).filter(|it| matches!(it, Json::Object(_))),
        (Type::Primitive(it), scalar) if is_textual(*it) => text(scalar),
        (Type::Named(it), scalar) if it.kind == TypeKind::Enum => text(scalar),
        _ => None,
    };
    if let Some(read) = read {
        *default = read;
    }
}

/// The text of a number or boolean.
fn text(scalar: &Json) -> Option<Json> {
    matches!(scalar, Json::Number(_) | Json::Bool(_)).then(|| Json::String(scalar.plain_text().into()))
}

/// Whether values are JSON strings.
fn is_textual(primitive: Primitive) -> bool {
    matches!(primitive, Primitive::String | Primitive::Uuid | Primitive::Date | Primitive::DateTime)
}

fn fits(primitive: Primitive, value: &Json) -> bool {
    match primitive {
        Primitive::Boolean => matches!(value, Json::Bool(_)),
        Primitive::Object => matches!(value, Json::Object(_)),
        Primitive::Json => true,
        _ => primitive.is_numeric() && matches!(value, Json::Number(_)),
    }
}
