//! One value against a type: every fault is found, each with its place.

use std::cell::RefCell;
use std::fmt::Write as _;

use apigen_model::{Constraints, Field, Json, Named, Primitive, Repository, Type};
use apigen_syntax::{Document, Kind, SyntaxErrorKind, Value};
use regex::Regex;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{Fault, Rule};

/// Who tells more faults in one value than this says the same thing again and again.
const MAX_FAULTS: usize = 100;

/// Which way a value goes; some fields are sent in one direction only, and readers of answers expect nothing unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the service.
    Request,
    /// From the service, as an answer or an event.
    Response,
}

/// Checks values against the types of a repository.
#[derive(Debug)]
pub struct Checker<'a> {
    pub(crate) repository: &'a Repository,
    pub(crate) way: Way,
    patterns: RefCell<FxHashMap<SmolStr, Option<Regex>>>,
}

impl<'a> Checker<'a> {
    /// A checker of values that go one way.
    pub fn new(repository: &'a Repository, way: Way) -> Self {
        Self { repository, way, patterns: RefCell::default() }
    }

    /// What is wrong with a text that should be the JSON of a type.
    pub fn faults_of_document(&self, document: &Document, ty: &Type) -> Vec<Fault> {
        if let Some(error) = document.errors().first() {
            let rule = match error.kind {
                SyntaxErrorKind::DuplicateKey { .. } => Rule::DuplicateField,
                _ => Rule::Malformed,
            };
            let at = document.lines().position(error.span.start);
            let actual = format!("{:?} in line {}, column {}", error.kind, at.line, at.column);
            return vec![Fault { pointer: String::new(), rule, expected: "JSON".to_owned(), actual: short(&actual) }];
        }
        document.root().map_or_else(Vec::new, |it| self.faults(it, ty, None))
    }

    /// What is wrong with a value.
    pub fn faults(&self, value: Value<'_>, ty: &Type, constraints: Option<&Constraints>) -> Vec<Fault> {
        let mut walk = Walk { checker: self, pointer: String::new(), faults: Vec::new() };
        walk.check(value, ty, constraints);
        walk.faults
    }

    /// What is wrong with data that was made up or read before.
    pub fn faults_of_data(&self, value: &Json, ty: &Type, constraints: Option<&Constraints>) -> Vec<Fault> {
        let document = Document::parse(value.to_string().into_bytes());
        document.root().map_or_else(Vec::new, |it| self.faults(it, ty, constraints))
    }

    /// Whether a text matches a pattern; a pattern that is no regular expression refuses nothing.
    pub(super) fn matches(&self, pattern: &str, text: &str) -> bool {
        let mut known = self.patterns.borrow_mut();
        if !known.contains_key(pattern) {
            known.insert(SmolStr::new(pattern), Regex::new(pattern).ok());
        }
        known[pattern].as_ref().is_none_or(|it| it.is_match(text))
    }

    /// Whether a field of a model has to be there.
    pub(super) fn needs(&self, field: &Field) -> bool {
        let is_sent = match self.way {
            Way::Request => !field.traits.read_only,
            Way::Response => !field.traits.write_only,
        };
        field.required && field.default.is_none() && is_sent
    }
}

/// A check on its way through a value.
pub(super) struct Walk<'c, 'a> {
    pub(super) checker: &'c Checker<'a>,
    pub(super) pointer: String,
    pub(super) faults: Vec<Fault>,
}

impl Walk<'_, '_> {
    pub(super) fn check(&mut self, value: Value<'_>, ty: &Type, constraints: Option<&Constraints>) {
        match ty {
            Type::Primitive(Primitive::Json) | Type::External(_) | Type::Unresolved(_) => {}
            Type::Primitive(it) => self.scalar(value, *it, constraints.map(super::scalar::Bounds::of).as_ref()),
            Type::List(inner) => self.list(value, inner, constraints),
            Type::Map(inner) => self.map(value, inner, constraints),
            Type::Named(id) => match self.checker.repository.named(*id) {
                Some(Named::Enum(it)) => self.enumeration(value, it),
                Some(Named::Model(it)) if value.kind() == Kind::Object => self.model(value, *id, it, None),
                Some(Named::Union(it)) if value.kind() == Kind::Object => self.union(value, it),
                Some(Named::Model(_) | Named::Union(_)) => self.report(Rule::Type, "an object", value),
                Some(Named::Interface(_)) | None => {}
            },
        }
    }

    /// Reports that the value at the present place breaks a rule.
    pub(super) fn report(&mut self, rule: Rule, expected: impl Into<String>, value: Value<'_>) {
        self.fault(rule, expected.into(), short(value.raw()));
    }

    pub(super) fn fault(&mut self, rule: Rule, expected: String, actual: String) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(Fault { pointer: self.pointer.clone(), rule, expected, actual });
        }
    }

    /// Runs a check with the pointer one step deeper.
    pub(super) fn at(&mut self, key: &str, check: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        push(&mut self.pointer, key);
        check(self);
        self.pointer.truncate(length);
    }

    pub(super) fn at_index(&mut self, index: usize, check: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        // Invariant: writing to a string does not fail.
        let _ = write!(self.pointer, "/{index}");
        check(self);
        self.pointer.truncate(length);
    }
}

/// Adds a step to a JSON pointer.
pub(crate) fn push(pointer: &mut String, key: &str) {
    pointer.push('/');
    for letter in key.chars() {
        match letter {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// A text that fits on a line.
pub(crate) fn short(text: &str) -> String {
    const ROOM: usize = 100;
    match text.char_indices().nth(ROOM) {
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
        None => text.to_owned(),
    }
}
