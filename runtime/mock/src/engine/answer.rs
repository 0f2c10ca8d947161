//! Outcomes as answers that the definition declares.

use apigen_http::server::{self, Reply, StatusCode};
use serde_json::{Map, Value, json};

use super::change::IN_USE;
use super::make::{Maker, Origins};
use super::project::{member, project};
use super::run::Outcome;
use super::service::{Operation, Service};
use super::source::Source;
use crate::description::{Field, Response, Schema};

/// The answer to an operation that came out so.
pub(super) fn answer(
    service: &Service,
    source: &mut Source,
    operation: &Operation,
    outcome: Outcome,
) -> server::Response {
    let mut answer = Answer { maker: Maker::new(service, source), operation };
    match outcome {
        Outcome::Created(value, path) => answer.success(&[201, 200], &Facts { value, path: Some(path), total: None }),
        Outcome::There(value) => answer.success(&[200, 202, 201], &Facts { value, path: None, total: None }),
        Outcome::Gone(value) => answer.success(&[204, 200, 202], &Facts { value, path: None, total: None }),
        Outcome::Several(page, all) => {
            answer.success(&[200, 206], &Facts { value: page.into(), path: None, total: Some(all) })
        }
        Outcome::Sample => answer.success(&[200, 201, 204], &Facts { value: Value::Null, path: None, total: None }),
        Outcome::Missing => answer.failure(404, &Failure::new("There is no such object.")),
        Outcome::Taken(fields) => {
            let sentence = "Another object has this value.";
            answer.failure(409, &Failure { sentence, code: "already_exists", fields: &fields })
        }
        Outcome::InUse => {
            answer.failure(409, &Failure { code: IN_USE, ..Failure::new("Another object still refers to this one.") })
        }
        Outcome::Unknown(violations) => operation.unknown.answer(&violations),
    }
}

/// The answer to a caller without credentials.
pub(super) fn unauthorized(service: &Service, source: &mut Source, operation: &Operation) -> server::Response {
    let mut answer = Answer { maker: Maker::new(service, source), operation };
    answer.failure(401, &Failure::new("There are no credentials, or they are not good."))
}

struct Answer<'a> {
    maker: Maker<'a>,
    operation: &'a Operation,
}

/// What is known of a failure.
#[derive(Debug, Clone, Copy)]
struct Failure<'a> {
    sentence: &'a str,
    /// The code that fits best, when it is among the declared ones.
    code: &'a str,
    /// The fields at fault.
    fields: &'a [String],
}

impl<'a> Failure<'a> {
    fn new(sentence: &'a str) -> Self {
        Self { sentence, code: "", fields: &[] }
    }

    /// The declared codes, the one that fits best before the others.
    fn codes<'r>(self, response: &'r Response) -> impl Iterator<Item = &'r String> + use<'a, 'r> {
        let code = self.code;
        let best = response.codes.iter().filter(move |it| *it == code);
        best.chain(&response.codes)
    }
}

/// What a successful answer says.
struct Facts {
    value: Value,
    path: Option<String>,
    total: Option<usize>,
}

impl Answer<'_> {
    /// The first of the preferred statuses that is declared, else the first success, else what stands for any status.
    fn success(&mut self, preferred: &[u16], facts: &Facts) -> server::Response {
        let all = &self.operation.facts.responses;
        let of = |wanted: u16| all.iter().find(|it| it.status == Some(wanted));
        let first = || all.iter().find(|it| matches!(it.status, Some(200..=399)));
        let declared = preferred.iter().find_map(|it| of(*it)).or_else(first);
        // Without declared successes, `default` is one.
        let declared = declared.or_else(|| all.iter().find(|it| it.status.is_none()));
        let Some(response) = declared else { return Reply::new(StatusCode::NO_CONTENT).empty() };
        let status = server::status(response.status.unwrap_or(200));
        let reply = self.headers(Reply::new(status), response, facts);
        match &response.schema {
            Some(schema) => reply.json(&project(&mut self.maker, &facts.value, schema)),
            None => reply.empty(),
        }
    }

    fn failure(&mut self, status: u16, failure: &Failure<'_>) -> server::Response {
        let all = &self.operation.facts.responses;
        let has_success = all.iter().any(|it| matches!(it.status, Some(200..=399)));
        let of_any = || all.iter().find(|it| it.status.is_none() && has_success);
        let declared = all.iter().find(|it| it.status == Some(status)).or_else(of_any);
        let Some(response) = declared else { return server::problem(server::status(status)) };
        let facts = Facts { value: Value::Null, path: None, total: None };
        let reply = self.headers(Reply::new(server::status(status)), response, &facts);
        match &response.schema {
            Some(schema) => reply.json(&self.error(response, schema, failure)),
            None => reply.empty(),
        }
    }

    /// A value of the declared error type that says what is known.
    fn error(&mut self, response: &Response, schema: &Schema, failure: &Failure<'_>) -> Value {
        let service = self.maker.service;
        match service.resolve(schema) {
            Schema::Model(all) => {
                let said = said(service, all, response, failure);
                let nothing = Map::new();
                self.maker.object(all, Origins { given: &nothing, fixed: &said, distinct: &[] }).into()
            }
            Schema::List { items, .. } => json!([self.error(response, items, failure)]),
            Schema::Union { discriminator: Some(name), members, .. } => {
                let by_code = failure.codes(response).find_map(|it| member(service, members, name, Some(it)));
                let Some(found) = by_code.or(members.first()) else { return json!({}) };
                let value = self.error(response, &found.schema, failure);
                super::make::tagged(Some(name), found, value)
            }
            other => self.maker.value(other),
        }
    }

    fn headers(&mut self, reply: Reply, response: &Response, facts: &Facts) -> Reply {
        response.headers.iter().fold(reply, |reply, header| {
            let name = header.name.to_ascii_lowercase();
            match (&facts.path, facts.total) {
                (Some(path), _) if name == "location" => reply.header(&header.name, path),
                (_, Some(total)) if name.contains("total") => reply.header(&header.name, &total),
                _ if header.required => reply.header(&header.name, &self.maker.value(&header.schema)),
                _ => reply,
            }
        })
    }
}

/// The fields of an error model whose meaning is known.
fn said(service: &Service, all: &[Field], response: &Response, failure: &Failure<'_>) -> Map<String, Value> {
    let known = |field: &Field| match (field.name.as_str(), service.resolve(&field.schema)) {
        ("code", Schema::Enum { values, open }) => {
            let declared = failure.codes(response).find(|it| *open || values.contains(it))?;
            Some(json!(declared))
        }
        ("code", Schema::Text { .. }) => failure.codes(response).next().map(|it| json!(it)),
        ("message", Schema::Text { .. }) => Some(json!(failure.sentence)),
        ("messages", Schema::List { .. }) => Some(json!([failure.sentence])),
        ("pointers", Schema::List { .. }) => {
            Some(failure.fields.iter().map(|it| format!("/{}", it.replace('.', "/"))).collect())
        }
        _ => None,
    };
    all.iter().filter_map(|it| Some((it.name.clone(), known(it)?))).collect()
}
