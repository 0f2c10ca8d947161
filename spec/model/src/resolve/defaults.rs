//! Defaults as values of their types: an expanded file writes each of them as text.

use smol_str::SmolStr;

use crate::{Json, Primitive, Type, TypeKind};

/// Reads the text of a default as the value that it says, and a scalar of a textual type as its text.
///
/// What does not fit the type stays as it is.
pub(super) fn read(default: &mut Json, ty: &Type) {
    let read = match (ty, &*default) {
        (Type::Primitive(it), scalar) if is_textual(*it) => text(scalar),
        (Type::Primitive(it), Json::String(text)) => primitive(*it, text),
        (Type::List(_), Json::String(text)) => Json::parse(text).filter(|it| matches!(it, Json::Array(_))),
        (Type::Map(_), Json::String(text)) => Json::parse(text).filter(|it| matches!(it, Json::Object(_))),
        (Type::Named(it), scalar) if it.kind == TypeKind::Enum => text(scalar),
        _ => None,
    };
    if let Some(read) = read {
        *default = read;
    }
}

/// Whether values are JSON strings.
fn is_textual(primitive: Primitive) -> bool {
    matches!(primitive, Primitive::String | Primitive::Uuid | Primitive::Date | Primitive::DateTime)
}

/// The text of a number or boolean.
fn text(scalar: &Json) -> Option<Json> {
    matches!(scalar, Json::Number(_) | Json::Bool(_)).then(|| Json::String(scalar.plain_text().into()))
}

fn primitive(primitive: Primitive, text: &SmolStr) -> Option<Json> {
    match primitive {
        Primitive::Boolean => text.parse().ok().map(Json::Bool),
        Primitive::Json => Json::parse(text),
        Primitive::Object => Json::parse(text).filter(|it| matches!(it, Json::Object(_))),
        // Most defaults are small whole numbers, which need no parser.
        _ if primitive.is_numeric() && is_plain(text) => Some(Json::Number(text.clone())),
        _ if primitive.is_numeric() => Json::parse(text).filter(|it| matches!(it, Json::Number(_))),
        _ => None,
    }
}

/// Whether a text is a whole number as JSON writes it, without a sign.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_digit()) && (text == "0" || !text.starts_with('0')) && !text.is_empty()
}
