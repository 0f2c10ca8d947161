//! Defaults and examples as JSON values: definitions write many of them as text.

use apigen_model::{Json, Primitive, Repository, Type};
use serde_json::Value;

/// The value that a default or an example of a type stands for; nothing when it stands for none.
pub(super) fn value(repository: &Repository, ty: &Type, written: &Json) -> Option<Value> {
    let text = written.plain_text();
    let parsed = || serde_json::from_str::<Value>(&text).ok();
    match ty {
        Type::Primitive(Primitive::Boolean | Primitive::Integer | Primitive::Long | Primitive::Double) => parsed(),
        Type::Primitive(Primitive::Json) => serde_json::from_str(&written.to_string()).ok(),
        Type::Primitive(Primitive::Object) | Type::Map(_) => parsed().filter(Value::is_object),
        Type::Primitive(Primitive::Unit) | Type::External(_) | Type::Unresolved(_) => None,
        Type::Primitive(_) => Some(text.into()),
        Type::List(_) => parsed().filter(Value::is_array),
        Type::Named(id) => match repository.enumeration(*id) {
            Some(it) => {
                let named = it.values.iter().find(|value| value.name == text);
                let found = named.or_else(|| it.values.iter().find(|value| value.wire() == text))?;
                Some(found.wire().into())
            }
            None => parsed().filter(Value::is_object),
        },
    }
}

/// The texts that stand for a parameter when a request has none.
pub(super) fn texts(repository: &Repository, ty: &Type, written: &Json) -> Vec<String> {
    let plain = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    match (ty, value(repository, ty, written)) {
        (Type::List(_), Some(Value::Array(elements))) => elements.iter().map(plain).collect(),
        (Type::List(_), _) => vec![written.plain_text()],
        (_, found) => found.iter().map(plain).collect(),
    }
}
