//! Whether a JSON value is what a schema says; every violation is found, not just the first.

mod formats;
mod patterns;

use std::collections::HashSet;
use std::fmt::Write as _;

use serde::Deserialize as _;
use serde_json::Value;

use super::tree::{Entry, Tree, get};
use super::violation::{Location, Rule, Violation};
use crate::pointer;
use apigen_types::schema::{Access, Field, Limits, Member, Schema};

/// Whoever sends more mistakes than this learns about the rest next time.
pub(super) const MAX_VIOLATIONS: usize = 100;

/// The violations of a JSON body; none when it is what the schema says.
pub fn violations(value: &Value, schema: &Schema) -> Vec<Violation> {
    let mut found = Vec::new();
    // Invariant: any JSON value is a tree.
    let tree = Tree::deserialize(value).unwrap_or(Tree::Null);
    Checker::body(&mut found).check(&tree, schema);
    found
}

/// Collects the violations of one part of a request.
pub(crate) struct Checker<'v> {
    location: Location,
    /// The parameter; empty for a body.
    name: &'v str,
    /// A pointer into the value of the parameter, or into the body.
    pointer: String,
    violations: &'v mut Vec<Violation>,
}

impl<'v> Checker<'v> {
    /// A checker of a body.
    pub(crate) fn body(violations: &'v mut Vec<Violation>) -> Self {
        Self { location: Location::Body, name: "", pointer: String::new(), violations }
    }

    /// A checker of a parameter.
    pub(crate) fn parameter(location: Location, name: &'v str, violations: &'v mut Vec<Violation>) -> Self {
        Self { location, name, pointer: String::new(), violations }
    }

    /// The same for an element of the value.
    pub(crate) fn element(mut self, index: usize) -> Self {
        self.pointer = format!("/{index}");
        self
    }

    /// Reports that the present value breaks a rule.
    pub(crate) fn report(&mut self, rule: Rule, message: impl Into<String>) {
        if self.violations.len() >= MAX_VIOLATIONS {
            return;
        }
        let mut pointer = String::new();
        if !self.name.is_empty() {
            pointer::push(&mut pointer, self.name);
        }
        pointer.push_str(&self.pointer);
        let location = self.location;
        self.violations.push(Violation { location, pointer, rule, message: message.into() });
    }

    /// Checks a value, and says whether nothing was wrong with it.
    pub(crate) fn accepts(&mut self, value: &Tree<'_>, schema: &Schema) -> bool {
        let before = self.violations.len();
        self.check(value, schema);
        self.violations.len() == before
    }

    /// Checks a value.
    pub(crate) fn check(&mut self, value: &Tree<'_>, schema: &Schema) {
        let schema = schema.resolved();
        match (schema, value) {
            (Schema::Any, _)
            | (Schema::Unit, Tree::Null)
            | (Schema::Boolean, Tree::Boolean(_))
            | (Schema::Object, Tree::Object(_)) => {}
            (Schema::Integer(limits) | Schema::Long(limits), Tree::Number(it)) => self.integer(it, schema, *limits),
            (Schema::Double(limits) | Schema::Decimal(limits), Tree::Number(it)) => {
                self.number(it.as_f64().unwrap_or_default(), *limits);
            }
            (Schema::Decimal(limits), Tree::Text(it)) if formats::is_decimal(it) => {
                self.number(it.parse().unwrap_or_default(), *limits);
            }
            (Schema::Text { limits, pattern }, Tree::Text(it)) => self.text(it, *limits, *pattern),
            (Schema::Uuid, Tree::Text(it)) if formats::is_uuid(it) => {}
            (Schema::Date, Tree::Text(it)) if formats::is_date(it) => {}
            (Schema::DateTime, Tree::Text(it)) if formats::is_date_time(it) => {}
            (Schema::Enum { values, open }, Tree::Text(it)) => self.value_of_enum(it, values, *open),
            (Schema::List { items, limits, unique }, Tree::List(it)) => self.list(it, items, *limits, *unique),
            (Schema::Map { items, limits }, Tree::Object(it)) => {
                self.count(it.len(), *limits, "members");
                for (key, value) in it {
                    self.at(key, |this| this.check(value, items));
                }
            }
            (Schema::Model(fields), Tree::Object(it)) => self.model(it, fields, None),
            (Schema::Union { discriminator: Some(name), members, open }, Tree::Object(it)) => {
                self.tagged(it, name, members, *open);
            }
            (Schema::Union { discriminator: None, members, open }, Tree::Object(it)) => {
                self.wrapped(it, members, *open);
            }
            _ => self.report(Rule::Type, format!("must be {}", formats::describe(schema))),
        }
    }

    /// Runs a check with the pointer one step deeper.
    fn at(&mut self, key: &str, check: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        pointer::push(&mut self.pointer, key);
        check(self);
        self.pointer.truncate(length);
    }

    fn at_index(&mut self, index: usize, check: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        // Invariant: writing to a string does not fail.
        let _ = write!(self.pointer, "/{index}");
        check(self);
        self.pointer.truncate(length);
    }

    fn integer(&mut self, number: &serde_json::Number, schema: &Schema, limits: Limits) {
        let small = |it: &i64| !matches!(schema, Schema::Integer(_)) || i32::try_from(*it).is_ok();
        match number.as_i64().filter(small) {
            None => self.report(Rule::Type, format!("must be {}", formats::describe(schema))),
            Some(it) => self.bounds(limits, |bound| it.cmp(&bound), ""),
        }
    }

    fn number(&mut self, number: f64, limits: Limits) {
        #[allow(clippy::cast_precision_loss)] // Bounds beyond 2^53 are not meant to the unit.
        self.bounds(limits, |bound| number.total_cmp(&(bound as f64)), "");
    }

    fn text(&mut self, text: &str, limits: Limits, pattern: Option<&'static str>) {
        if limits != Limits::NONE {
            self.count(text.chars().count(), limits, "characters");
        }
        if pattern.is_some_and(|it| !patterns::matches(it, text)) {
            let pattern = pattern.unwrap_or_default();
            self.report(Rule::Pattern, format!("must match `{pattern}`"));
        }
    }

    fn value_of_enum(&mut self, text: &str, values: &[&str], open: bool) {
        if !open && !values.contains(&text) {
            self.report(Rule::Enum, format!("must be one of {}", formats::choices(values)));
        }
    }

    fn list(&mut self, elements: &[Tree<'_>], items: &Schema, limits: Limits, unique: bool) {
        self.count(elements.len(), limits, "elements");
        let mut seen = HashSet::new();
        for (index, element) in elements.iter().enumerate() {
            self.at_index(index, |this| {
                this.check(element, items);
                if unique && !seen.insert(format!("{element:?}")) {
                    this.report(Rule::UniqueItems, "must not occur twice");
                }
            });
        }
    }

    fn count(&mut self, count: usize, limits: Limits, what: &str) {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        self.bounds(limits, |bound| count.cmp(&bound), what);
    }

    fn bounds(&mut self, limits: Limits, compare: impl Fn(i64) -> std::cmp::Ordering, what: &str) {
        let verb = if what.is_empty() { "be" } else { "have" };
        let space = if what.is_empty() { "" } else { " " };
        if let Some(bound) = limits.minimum.filter(|it| compare(*it).is_lt()) {
            self.report(Rule::Minimum, format!("must {verb} at least {bound}{space}{what}"));
        }
        if let Some(bound) = limits.maximum.filter(|it| compare(*it).is_gt()) {
            self.report(Rule::Maximum, format!("must {verb} at most {bound}{space}{what}"));
        }
    }

    fn model(&mut self, members: &[Entry<'_>], fields: &[Field], tag: Option<&str>) {
        let Sorted { values, strangers, twins } = Sorted::new(members, fields, tag);
        for (field, value) in fields.iter().zip(values) {
            // A null says the same as nothing, but for patches.
            match value.filter(|it| field.nullable || !matches!(it, Tree::Null)) {
                Some(_) if field.access == Access::ReadOnly => {
                    self.at(field.name, |this| this.report(Rule::ReadOnly, "is set by the service only"));
                }
                Some(Tree::Null) if field.nullable => {}
                Some(value) => self.at(field.name, |this| this.check(value, field.schema)),
                None if field.required && field.access != Access::ReadOnly => {
                    self.at(field.name, |this| this.report(Rule::Required, "is required"));
                }
                None => {}
            }
        }
        for key in strangers {
            self.at(key, |this| this.report(Rule::UnknownField, "is not a field of the definition"));
        }
        for key in twins {
            self.at(key, |this| this.report(Rule::UniqueItems, "must not occur twice"));
        }
    }

    fn tagged(&mut self, object: &[Entry<'_>], name: &str, members: &[Member], open: bool) {
        let found = match get(object, name) {
            Some(Tree::Text(tag)) => Member::nearest(members, name, tag),
            Some(_) => None,
            None => members.iter().find(|it| it.default),
        };
        match found {
            Some(member) => self.member(object, name, member),
            None if open && get(object, name).is_some_and(|it| matches!(it, Tree::Text(_))) => {}
            None => self.at(name, |this| this.report(Rule::Discriminator, one_of(members))),
        }
    }

    fn member(&mut self, object: &[Entry<'_>], name: &str, member: &Member) {
        match member.schema.resolved() {
            Schema::Any => {}
            Schema::Model(fields) => self.model(object, fields, Some(name)),
            // Without a discriminator a circle of default members would not end.
            Schema::Union { discriminator: Some(inner), members, open }
                if *inner == name && get(object, name).is_some() =>
            {
                self.tagged(object, inner, members, *open);
            }
            Schema::Union { discriminator: Some(inner), .. } if *inner == name => {}
            schema => self.value(object, schema),
        }
    }

    fn wrapped(&mut self, object: &[Entry<'_>], members: &[Member], open: bool) {
        let mut entries = object.iter();
        let found = match (entries.next(), entries.next()) {
            (Some((key, value)), None) => members.iter().find(|it| it.name == *key).map(|it| (it, value)),
            _ => None,
        };
        match found {
            Some((member, value)) => self.at(member.name, |this| this.content(value, member.schema)),
            None if open && object.len() == 1 => {}
            None => self.report(Rule::Discriminator, format!("must have exactly one key: it {}", one_of(members))),
        }
    }

    /// The content of a wrapper: what is no named type stands under `value`.
    fn content(&mut self, content: &Tree<'_>, schema: &Schema) {
        let schema = schema.resolved();
        let named = matches!(schema, Schema::Any | Schema::Model(_) | Schema::Union { .. } | Schema::Enum { .. });
        match content {
            Tree::Object(object) if !named => self.value(object, schema),
            _ if named => self.check(content, schema),
            _ => self.report(Rule::Type, "must be an object"),
        }
    }

    fn value(&mut self, object: &[Entry<'_>], schema: &Schema) {
        match get(object, "value") {
            Some(value) => self.at("value", |this| this.check(value, schema)),
            None => self.at("value", |this| this.report(Rule::Required, "is required")),
        }
    }
}

/// The members of an object by the fields of a model.
struct Sorted<'o, 't> {
    /// What each field holds.
    values: Vec<Option<&'o Tree<'t>>>,
    /// Names that are no fields.
    strangers: Vec<&'o str>,
    /// Names of fields that stand there again.
    twins: Vec<&'o str>,
}

impl<'o, 't> Sorted<'o, 't> {
    /// Stops at more strangers and twins than are reported: objects may be large.
    fn new(members: &'o [Entry<'t>], fields: &[Field], tag: Option<&str>) -> Self {
        let mut sorted = Self { values: vec![None; fields.len()], strangers: Vec::new(), twins: Vec::new() };
        let mut next = 0;
        for (key, value) in members {
            // Most senders keep to the order of the definition.
            let known = (next..fields.len()).chain(0..next).find(|it| fields[*it].name == *key);
            match known {
                Some(at) if sorted.values[at].is_some() => sorted.twins.push(key),
                Some(at) => {
                    sorted.values[at] = Some(value);
                    next = at + 1;
                }
                None if tag == Some(key) => {}
                None => sorted.strangers.push(key),
            }
            if sorted.strangers.len() + sorted.twins.len() > MAX_VIOLATIONS {
                break;
            }
        }
        sorted
    }
}

fn one_of(members: &[Member]) -> String {
    let names: Vec<_> = members.iter().map(|it| it.name).collect();
    format!("must be one of {}", formats::choices(&names))
}
