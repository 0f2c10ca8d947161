//! A description made ready to serve: schemas as the checker reads them, examples that hold.

use std::sync::OnceLock;

use apigen_http::server::{self, violations};
use http::Method;

use super::tie::{Fault, Ties, Way, leak, refusal};
use crate::description::{self, Description, DescriptionError, Field, Schema};

/// A description made ready to serve.
///
/// It lasts as long as the process: make one for each definition, not one for each test.
#[derive(Debug)]
pub struct Service {
    pub(super) description: &'static Description,
    pub(super) operations: Vec<Operation>,
    /// What each store keeps, as the checker reads it.
    pub(super) kept: Vec<&'static server::Schema>,
}

/// An operation made ready to be called.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) method: Method,
    pub(super) facts: &'static description::Operation,
    pub(super) parameters: Vec<(&'static description::Parameter, &'static server::Parameter)>,
    pub(super) body: Option<&'static server::Schema>,
    pub(super) refusal: &'static server::Refusal,
    /// The same for values that name what does not exist.
    pub(super) unknown: &'static server::Refusal,
    /// The declared statuses with what their bodies look like.
    pub(super) answers: Vec<(Option<u16>, Option<&'static server::Schema>)>,
}

/// A place for a type that others refer to before it is known.
pub(super) type Cell = &'static OnceLock<server::Schema>;

impl Service {
    /// Makes a description ready; examples and defaults that break it are dropped.
    pub fn new(mut description: Description) -> Self {
        let (requests, answers) = (Ties::new(&description, Way::In), Ties::new(&description, Way::Out));
        description.types.values_mut().for_each(|it| drop_broken(it, &answers));
        let description: &'static Description = leak(description);
        let operations = description.operations.iter().map(|it| operation(it, &requests, &answers)).collect();
        let kept = description.stores.iter().map(|it| answers.schema(&it.schema)).collect();
        Self { description, operations, kept }
    }

    /// Makes a description ready that is still a JSON text.
    ///
    /// # Errors
    /// [`DescriptionError`] when the text is no description.
    pub fn parse(text: &str) -> Result<Self, DescriptionError> {
        Description::parse(text).map(Self::new)
    }

    /// The service of a description that the generator wrote.
    ///
    /// # Panics
    /// When the text is no description.
    pub fn generated(text: &str) -> Self {
        Self::parse(text).unwrap_or_else(|error| panic!("{error}"))
    }

    /// The type behind names.
    pub(super) fn resolve<'s>(&'s self, schema: &'s Schema) -> &'s Schema {
        match schema {
            Schema::Named(name) => self.description.types.get(name).unwrap_or(&Schema::Any),
            other => other,
        }
    }
}

fn operation(facts: &'static description::Operation, ties: &Ties, out: &Ties) -> Operation {
    let method = Method::from_bytes(facts.method.as_bytes()).unwrap_or(Method::GET);
    let parameters = facts.parameters.iter().map(|it| (it, ties.parameter(it))).collect();
    let body = facts.body.as_ref().map(|it| ties.schema(it));
    let answers = facts.responses.iter().map(|it| (it.status, it.schema.as_ref().map(|it| out.schema(it)))).collect();
    let (refusal, unknown) = (refusal(&facts.refusal, Fault::Invalid), refusal(&facts.refusal, Fault::Unknown));
    Operation { method, facts, parameters, body, refusal, unknown, answers }
}

fn drop_broken(schema: &mut Schema, ties: &Ties) {
    let Schema::Model(fields) = schema else { return };
    for field in fields {
        let own = ties.schema(&field.schema);
        let Field { default, example, .. } = field;
        for value in [default, example] {
            if value.as_ref().is_some_and(|it| !violations(it, own).is_empty()) {
                *value = None;
            }
        }
    }
}
