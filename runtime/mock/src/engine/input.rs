//! What a request says, read and checked as a generated server does.

use std::collections::BTreeMap;

use apigen_http::server::{self, Content, Input};
use serde_json::{Map, Value};

use super::service::Operation;
use super::world::plain;
use crate::description::{Place, Schema};

/// What a request says.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The parameters that were given or have a default, lists as arrays.
    pub(super) parameters: BTreeMap<String, Value>,
    /// The fields of a form.
    pub(super) form: Map<String, Value>,
    /// The JSON body.
    pub(super) body: Option<Value>,
}

impl Operation {
    /// What the body of a request carries.
    pub(super) fn content(&self) -> Content {
        match self.body {
            Some(_) => Content::Json,
            None if self.facts.parameters.iter().any(|it| it.place == Place::Form) => Content::Form,
            None => Content::None,
        }
    }

    /// Whether the definition says that a status may be answered.
    pub(super) fn declares(&self, status: u16) -> bool {
        self.facts.responses.iter().any(|it| it.status == Some(status))
    }

    /// Reads all there is; nothing when a part is missing that must be there.
    pub(super) fn receive(&self, input: &mut Input<'_>) -> Option<Said> {
        let mut said = Said::default();
        let mut complete = true;
        for (facts, parameter) in &self.parameters {
            let demanded = facts.required || !facts.default.is_empty();
            match read(input, parameter, &facts.schema, demanded) {
                Some(Some(value)) if facts.place == Place::Form => drop(said.form.insert(facts.name.clone(), value)),
                Some(Some(value)) => drop(said.parameters.insert(facts.name.clone(), value)),
                Some(None) => {}
                None => complete = false,
            }
        }
        if let Some(schema) = self.body {
            said.body = input.body(schema);
            complete &= said.body.is_some();
        }
        complete.then_some(said)
    }
}

impl Said {
    /// A parameter as text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.parameters.get(name).and_then(plain)
    }

    /// All fields that the request gives an object: of the body, or of the form.
    pub(super) fn fields(&self) -> Map<String, Value> {
        match &self.body {
            Some(Value::Object(it)) => it.clone(),
            _ => self.form.clone(),
        }
    }
}

#[allow(clippy::option_option)] // Nothing read is a mistake, an absent value is not.
fn read(
    input: &mut Input<'_>,
    parameter: &'static server::Parameter,
    schema: &Schema,
    demanded: bool,
) -> Option<Option<Value>> {
    if let Schema::List { items, .. } = schema {
        let texts: Vec<Value> = if demanded { input.some(parameter) } else { input.list(parameter) }?;
        let values: Vec<_> = texts.into_iter().map(|it| typed(it, items)).collect();
        return Some((!values.is_empty()).then_some(Value::Array(values)));
    }
    let value: Option<Value> = if demanded { Some(input.required(parameter)?) } else { input.optional(parameter)? };
    Some(value.map(|it| typed(it, schema)))
}

/// The value that a text stands for.
pub(super) fn typed(text: Value, schema: &Schema) -> Value {
    match (&text, schema) {
        (Value::String(it), Schema::Boolean | Schema::Integer(_) | Schema::Long(_) | Schema::Double(_)) => {
            serde_json::from_str(it).unwrap_or(text)
        }
        _ => text,
    }
}
