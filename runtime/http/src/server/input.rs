//! Reading the input of an operation out of a request, with all its mistakes.

use std::borrow::Cow;
use std::collections::BTreeSet;

use http::HeaderMap;
use http::request::Parts;
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;

use super::auth::Auth;
use super::call::Variables;
use super::check::{Checker, MAX_VIOLATIONS};
use super::pairs::Pairs;
use super::parameter::Parameter;
use super::refusal::Refusal;
use super::settings::UnknownParameters;
use super::tree::Tree;
use super::violation::{Location, Rule, Violation};
use crate::{elements, text};
use apigen_types::schema::Schema;

/// The input of one operation: everything that a request carries for it.
pub trait Receive: Sized + Send {
    /// What the body is.
    const CONTENT: Content;
    /// How mistakes are answered.
    const REFUSAL: &'static Refusal;
    /// Who may call the operation.
    const AUTH: Auth = Auth::Undeclared;

    /// Reads the input; nothing when a part of it is missing, in which case there are violations.
    fn receive(input: &mut Input<'_>) -> Option<Self>;
}

/// What the body of a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Nothing that matters.
    None,
    /// JSON.
    Json,
    /// `a=1&b=2`.
    Form,
}

/// A request to read input from; mistakes are collected on the way.
#[derive(Debug)]
pub struct Input<'a> {
    headers: &'a HeaderMap,
    variables: &'a Variables,
    query: Pairs<'a>,
    form: Pairs<'a>,
    body: &'a [u8],
    known: Vec<(Location, &'static str)>,
    violations: Vec<Violation>,
}

impl<'a> Input<'a> {
    pub(crate) fn new(parts: &'a Parts, variables: &'a Variables, content: Content, body: &'a [u8]) -> Self {
        Self {
            headers: &parts.headers,
            variables,
            query: Pairs::of(parts.uri.query().unwrap_or_default().as_bytes()),
            form: Pairs::of(if content == Content::Form { body } else { &[] }),
            body,
            known: Vec::new(),
            violations: Vec::new(),
        }
    }

    /// Everything that is wrong, after all that is known was asked for.
    pub(crate) fn finish(mut self, unknown: UnknownParameters) -> Vec<Violation> {
        if unknown == UnknownParameters::Refused {
            self.unknown(Location::Query);
            self.unknown(Location::Form);
        }
        self.violations
    }

    /// A parameter that must be there, unless it has a default.
    pub fn required<T: DeserializeOwned>(&mut self, parameter: &'static Parameter) -> Option<T> {
        let value = self.optional(parameter)?;
        if value.is_none() {
            self.report(parameter, Rule::Required, "is required");
        }
        value
    }

    /// A parameter that may be absent.
    #[allow(clippy::option_option)] // Nothing read is a mistake, an absent value is not.
    pub fn optional<T: DeserializeOwned>(&mut self, parameter: &'static Parameter) -> Option<Option<T>> {
        match self.texts(parameter)?.as_slice() {
            [] => Some(None),
            [only] => {
                let checked = check(parameter, only, &mut self.violations);
                checked.map(Some)
            }
            _ => {
                self.report(parameter, Rule::Type, "must be given once");
                None
            }
        }
    }

    /// A parameter that repeats; absent means empty, which no limit forbids.
    pub fn list<T: DeserializeOwned>(&mut self, parameter: &'static Parameter) -> Option<Vec<T>> {
        let texts = self.texts(parameter)?;
        if texts.is_empty() {
            return Some(Vec::new());
        }
        let Schema::List { items, .. } = parameter.schema.resolved() else { return Some(Vec::new()) };
        let values: Vec<_> = texts.iter().map(|it| as_json(it, items)).collect();
        let before = self.violations.len();
        Checker::parameter(parameter.location, parameter.name, &mut self.violations)
            .check(&Tree::List(values), parameter.schema);
        if self.violations.len() > before {
            return None;
        }
        let mut elements = Vec::with_capacity(texts.len());
        for (index, it) in texts.iter().enumerate() {
            let checker = Checker::parameter(parameter.location, parameter.name, &mut self.violations);
            elements.push(decode(items, it, checker.element(index))?);
        }
        Some(elements)
    }

    /// A parameter that repeats and must be there, unless it has a default.
    pub fn some<T: DeserializeOwned>(&mut self, parameter: &'static Parameter) -> Option<Vec<T>> {
        let list = self.list(parameter)?;
        if list.is_empty() {
            self.report(parameter, Rule::Required, "is required");
            return None;
        }
        Some(list)
    }

    /// The JSON body.
    pub fn body<T: DeserializeOwned>(&mut self, schema: &'static Schema) -> Option<T> {
        let mut checker = Checker::body(&mut self.violations);
        if self.body.is_empty() {
            checker.report(Rule::Required, "is required");
            return None;
        }
        let value = match serde_json::from_slice::<Tree<'_>>(self.body) {
            Ok(it) => it,
            Err(error) => {
                checker
                    .report(Rule::Malformed, format!("is not JSON: line {}, column {}", error.line(), error.column()));
                return None;
            }
        };
        if !checker.accepts(&value, schema) {
            return None;
        }
        // From the text again: a number in a value has lost the digits that a float does not hold.
        let typed = serde_json::from_slice(self.body);
        typed.map_err(|_| checker.report(Rule::Type, "is not what the definition says")).ok()
    }

    /// Reports every name of a location that nobody asked for, once, as far as violations are reported at all: a form may
    /// have a million names.
    fn unknown(&mut self, location: Location) {
        let mut names = BTreeSet::new();
        let is_known = |name: &str| self.known.contains(&(location, name));
        for name in self.pairs(location).names().filter(|it| !is_known(it)) {
            names.insert(name);
            if names.len() > MAX_VIOLATIONS {
                names.pop_last();
            }
        }
        for name in names {
            let mut checker = Checker::parameter(location, &name, &mut self.violations);
            checker.report(Rule::UnknownField, "is not a parameter of the operation");
        }
    }

    fn pairs(&self, location: Location) -> Pairs<'a> {
        if location == Location::Query { self.query } else { self.form }
    }

    fn report(&mut self, parameter: &Parameter, rule: Rule, message: &str) {
        Checker::parameter(parameter.location, parameter.name, &mut self.violations).report(rule, message);
    }

    /// The texts of a parameter; its default when there are none, and nothing when one of them is not UTF-8.
    fn texts(&mut self, parameter: &'static Parameter) -> Option<Vec<Cow<'a, str>>> {
        let found: Option<Vec<Cow<'a, str>>> = match parameter.location {
            Location::Path => self.variables_of(parameter.name),
            it @ (Location::Query | Location::Form | Location::Body) => {
                self.known.push((it, parameter.name));
                self.pairs(it).values(parameter.name).collect()
            }
            Location::Header => self.headers_of(parameter),
        };
        match found {
            None => {
                self.report(parameter, Rule::Type, "must be UTF-8");
                None
            }
            Some(it) if it.is_empty() => Some(parameter.default.iter().map(|it| Cow::Borrowed(*it)).collect()),
            Some(it) => Some(it),
        }
    }

    fn variables_of(&self, name: &str) -> Option<Vec<Cow<'a, str>>> {
        let value = self.variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
        value.into_iter().map(decoded).collect()
    }

    fn headers_of(&self, parameter: &Parameter) -> Option<Vec<Cow<'a, str>>> {
        let values = self.headers.get_all(parameter.name).iter();
        let texts = values.map(|it| std::str::from_utf8(it.as_bytes()).ok()).collect::<Option<Vec<_>>>()?;
        Some(match parameter.schema.resolved() {
            Schema::List { .. } => texts.into_iter().flat_map(elements::split).map(Cow::Owned).collect(),
            _ => texts.into_iter().map(|it| Cow::Borrowed(it.trim())).collect(),
        })
    }
}

/// Most values are not encoded, and a search for one byte is quick.
fn decoded(value: &str) -> Option<Cow<'_, str>> {
    if value.contains('%') { percent_decode_str(value).decode_utf8().ok() } else { Some(Cow::Borrowed(value)) }
}

fn check<T: DeserializeOwned>(parameter: &Parameter, text: &str, violations: &mut Vec<Violation>) -> Option<T> {
    let mut checker = Checker::parameter(parameter.location, parameter.name, violations);
    let is_right = checker.accepts(&as_json(text, parameter.schema), parameter.schema);
    is_right.then(|| decode(parameter.schema, text, checker)).flatten()
}

/// The value that a text stands for, as far as it is one of the schema.
fn as_json<'t>(text: &'t str, schema: &Schema) -> Tree<'t> {
    let is_text = schema.is_scalar()
        && !matches!(schema.resolved(), Schema::Boolean | Schema::Integer(_) | Schema::Long(_) | Schema::Double(_));
    let json = if is_text { None } else { serde_json::from_str(text).ok() };
    json.unwrap_or(Tree::Text(Cow::Borrowed(text)))
}

fn decode<T: DeserializeOwned>(schema: &Schema, text: &str, mut checker: Checker<'_>) -> Option<T> {
    let value = if schema.is_scalar() { text::read(text) } else { serde_json::from_str(text) };
    value.map_err(|_| checker.report(Rule::Type, "is not what the definition says")).ok()
}
