//! What tests ask of a service: requests that it takes, and whether an answer is a declared one.

use apigen_http::server::{Content, violations};
use serde_json::Value;

use super::change::encoded;
use super::make::Maker;
use super::service::{Operation, Service};
use super::source::Source;
use super::world::plain;
use crate::description::Place;

impl Service {
    /// A body that the operation takes, made up; nothing where there is no such operation, or it takes none.
    pub fn sample_body(&self, method: &str, path: &str, seed: u64) -> Option<Value> {
        let schema = self.operation(method, path)?.facts.body.as_ref()?;
        Some(Maker::of_requests(self, &mut Source::new(seed)).distinct(schema))
    }

    /// A form that the operation takes, with what must be given; nothing where it takes none.
    pub fn sample_form(&self, method: &str, path: &str, seed: u64) -> Option<String> {
        let operation = self.operation(method, path).filter(|it| it.content() == Content::Form)?;
        let mut source = Source::new(seed);
        let mut maker = Maker::of_requests(self, &mut source);
        let demanded = operation.facts.parameters.iter().filter(|it| it.place == Place::Form && it.required);
        let pairs = demanded.map(|it| {
            let text = plain(&maker.distinct(&it.schema)).unwrap_or_default();
            format!("{}={}", encoded(&it.name), encoded(&text))
        });
        Some(pairs.collect::<Vec<_>>().join("&"))
    }

    /// What the definition does not declare about an answer, in words; nothing for a declared answer.
    pub fn undeclared(&self, method: &str, path: &str, status: u16, body: Option<&Value>) -> Vec<String> {
        let Some(operation) = self.operation(method, path) else {
            return vec![format!("there is no operation {method} {path}")];
        };
        let declared = operation.answers.iter().find(|(it, _)| *it == Some(status));
        let any = || operation.answers.iter().find(|(it, _)| it.is_none());
        match (declared.or_else(any), body) {
            (None, _) => vec![format!("status {status} is not declared")],
            (Some((_, None)), Some(_)) => vec![format!("status {status} has no body")],
            (Some((_, Some(_))), None) => vec![format!("status {status} has a body")],
            (Some((_, Some(schema))), Some(body)) => violations(body, schema).iter().map(ToString::to_string).collect(),
            (Some((_, None)), None) => Vec::new(),
        }
    }

    fn operation(&self, method: &str, path: &str) -> Option<&Operation> {
        self.operations.iter().find(|it| it.facts.method == method && it.facts.path == path)
    }
}
