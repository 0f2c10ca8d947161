//! Values that travel as plain text: headers and parameters.

use apigen_model::{Field, Json, Primitive, Repository, Type};

use super::{Checker, Fault};

/// What is wrong with the texts of a header or parameter: one of a scalar, any number of a list.
pub fn faults_of_text(checker: &Checker<'_>, field: &Field, texts: &[&str]) -> Vec<Fault> {
    let value = match (&field.ty, texts) {
        (Type::List(inner), _) => Json::Array(texts.iter().map(|it| data(checker.repository, inner, it)).collect()),
        (ty, [text, ..]) => data(checker.repository, ty, text),
        (_, []) => return Vec::new(),
    };
    checker.faults_of_data(&value, &field.ty, field.constraints.as_deref())
}

/// The JSON that a plain text stands for.
pub(crate) fn data(repository: &Repository, ty: &Type, text: &str) -> Json {
    let literal = match ty {
        Type::Primitive(it) => it.is_numeric() || matches!(it, Primitive::Boolean | Primitive::Json),
        Type::Named(_) => repository.enum_of(ty).is_none(),
        _ => false,
    };
    let parsed = if literal { Json::parse(text) } else { None };
    parsed.unwrap_or_else(|| Json::String(text.into()))
}
