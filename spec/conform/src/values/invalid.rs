//! Values just beyond what is allowed: a valid one with a single change, and the checker agrees that it is wrong.

use apigen_model::{
    Constraints, Enum, Field, Json, Model, Named, Parameter, Primitive, Repository, Type, TypeId, Union,
};
use smol_str::{SmolStr, ToSmolStr};

use super::scalar::{Limits, typical};
use crate::check::{Checker, Rule, Way, data, push};
use apigen_chance::Rng;

/// One change that makes a valid value invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong, in words that make an id: `above-maximum`.
    pub class: &'static str,
    /// The rule that is broken.
    pub rule: Rule,
    /// A JSON pointer to what is changed.
    pub pointer: String,
    /// The change.
    pub edit: Edit,
}

/// A change at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Takes the value away.
    Remove,
    /// Puts another one in, or one more.
    Set(Json),
}

impl Edit {
    /// The value with the change; as it was where the place does not exist.
    #[must_use]
    pub fn apply(&self, value: &Json, pointer: &str) -> Json {
        let steps: Vec<_> = pointer.split('/').skip(1).map(|it| it.replace("~1", "/").replace("~0", "~")).collect();
        let mut changed = value.clone();
        self.at(&mut changed, &steps);
        changed
    }

    fn at(&self, value: &mut Json, steps: &[String]) {
        let Some((step, rest)) = steps.split_first() else {
            if let Self::Set(it) = self {
                *value = it.clone();
            }
            return;
        };
        match value {
            Json::Object(members) => {
                let found = members.iter().position(|it| it.0 == *step);
                match (found, self) {
                    (Some(at), Self::Remove) if rest.is_empty() => drop(members.remove(at)),
                    (Some(at), _) => self.at(&mut members[at].1, rest),
                    (None, Self::Set(it)) if rest.is_empty() => members.push((step.into(), it.clone())),
                    (None, _) => {}
                }
            }
            Json::Array(elements) => {
                if let Some(it) = step.parse::<usize>().ok().and_then(|it| elements.get_mut(it)) {
                    self.at(it, rest);
                }
            }
            _ => {}
        }
    }
}

/// The ways to break a body that is valid, one change at a time: as many as the type has constraints.
pub fn flaws_of_body(repository: &Repository, ty: &Type, valid: &Json) -> Vec<Flaw> {
    let mut walk = Walk { repository, pointer: String::new(), found: Vec::new() };
    walk.value(ty, None, valid);
    let checker = Checker::new(repository, Way::Request);
    walk.found.retain(|it| !checker.faults_of_data(&it.edit.apply(valid, &it.pointer), ty, None).is_empty());
    walk.found
}

/// Texts that are no values of a parameter, each with its class and the rule it breaks.
pub fn flaws_of_parameter(repository: &Repository, parameter: &Parameter) -> Vec<(&'static str, Rule, String)> {
    let field = &parameter.field;
    let mut walk = Walk { repository, pointer: String::new(), found: Vec::new() };
    let (ty, constraints) = match &field.ty {
        Type::List(inner) => (&**inner, None),
        other => (other, field.constraints.as_deref()),
    };
    match ty {
        Type::Primitive(it) => walk.primitive(*it, limits(constraints)),
        Type::Named(id) => {
            if let Some(Named::Enum(it)) = repository.named(*id) {
                walk.enumeration(it);
            }
        }
        _ => {}
    }
    let checker = Checker::new(repository, Way::Request);
    let expressible = |it: &Flaw| {
        let Edit::Set(value) = &it.edit else { return None };
        let text = value.plain_text();
        // Text has no types, so what was wrong as a number may be right as a text.
        let read = data(repository, ty, &text);
        let is_wrong = !text.is_empty() && !checker.faults_of_data(&read, ty, constraints).is_empty();
        (is_wrong && !text.contains(['\n', '\0'])).then_some((it.class, it.rule, text))
    };
    walk.found.iter().filter_map(expressible).collect()
}

struct Walk<'a> {
    repository: &'a Repository,
    pointer: String,
    found: Vec<Flaw>,
}

impl Walk<'_> {
    fn add(&mut self, class: &'static str, rule: Rule, edit: Edit) {
        self.found.push(Flaw { class, rule, pointer: self.pointer.clone(), edit });
    }

    fn set(&mut self, class: &'static str, rule: Rule, value: Json) {
        self.add(class, rule, Edit::Set(value));
    }

    fn at(&mut self, step: &str, walk: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        push(&mut self.pointer, step);
        walk(self);
        self.pointer.truncate(length);
    }

    fn value(&mut self, ty: &Type, constraints: Option<&Constraints>, valid: &Json) {
        match ty {
            Type::Primitive(it) => self.primitive(*it, limits(constraints)),
            Type::List(inner) => self.list(inner, constraints, valid),
            Type::Map(inner) => {
                self.set("array-for-object", Rule::Type, Json::Array(Vec::new()));
                if let Some((name, first)) = valid.members().first() {
                    self.at(name, |this| this.element(inner, constraints, first));
                }
            }
            Type::Named(id) => match self.repository.named(*id) {
                Some(Named::Enum(it)) => {
                    self.enumeration(it);
                    self.set("number-for-text", Rule::Type, number(7));
                }
                Some(Named::Model(it)) => {
                    self.set("array-for-object", Rule::Type, Json::Array(Vec::new()));
                    self.model(*id, it, None, valid);
                }
                Some(Named::Union(it)) => self.union(it, valid),
                _ => {}
            },
            Type::External(_) | Type::Unresolved(_) => {}
        }
    }

    fn model(&mut self, id: TypeId, model: &Model, tag: Option<&str>, valid: &Json) {
        let is_patch = self.repository.patches().contains(id);
        for field in model.fields.iter().filter(|it| tag != Some(&*it.name)) {
            self.at(&field.name, |this| this.field(field, valid.get(&field.name), is_patch));
        }
        self.at("undeclared_by_definition", |this| this.set("unknown-field", Rule::UnknownField, text("x")));
    }

    fn field(&mut self, field: &Field, valid: Option<&Json>, is_patch: bool) {
        let is_needed = field.required && field.default.is_none() && !field.traits.read_only;
        if is_needed {
            self.add("missing", Rule::Required, Edit::Remove);
        }
        if is_needed && !is_patch {
            self.set("null", Rule::Required, Json::Null);
        }
        if let Some(valid) = valid {
            self.value(&field.ty, field.constraints.as_deref(), valid);
        }
    }

    fn union(&mut self, union: &Union, valid: &Json) {
        self.set("text-for-object", Rule::Type, text("x"));
        let Some(name) = &union.discriminator else { return };
        let unknown = |this: &mut Self| this.set("unknown-discriminator", Rule::Discriminator, text("no_such_member"));
        self.at(name, |this| {
            unknown(this);
            this.add("missing-discriminator", Rule::Discriminator, Edit::Remove);
        });
        let tag = valid.get(name).and_then(Json::as_str).unwrap_or_default();
        let member = union.types.iter().find(|it| it.wire() == tag);
        if let Some((Type::Named(id), model)) = member.and_then(|it| Some((&it.ty, self.repository.model_of(&it.ty)?)))
        {
            self.model(*id, model, Some(name), valid);
        }
    }

    fn list(&mut self, inner: &Type, constraints: Option<&Constraints>, valid: &Json) {
        // A list that is longer than this costs the service more than the answer is worth.
        const LONGEST: usize = 2_000;
        self.set("object-for-array", Rule::Type, Json::Object(Vec::new()));
        let elements = valid.elements();
        let bound = |it: Option<i64>| it.and_then(|it| usize::try_from(it).ok());
        let (minimum, maximum) = constraints.map_or((None, None), |it| (bound(it.minimum), bound(it.maximum)));
        if let Some(minimum) = minimum.filter(|it| *it > 0 && elements.len() >= *it) {
            self.set("too-few", Rule::Minimum, Json::Array(elements[..minimum - 1].to_vec()));
        }
        if let Some((maximum, first)) = maximum.filter(|it| *it < LONGEST).zip(elements.first()) {
            let is_set = constraints.is_some_and(|it| it.unique_items);
            let many = (0..=maximum).map(|at| if is_set { another(first, at) } else { first.clone() });
            self.set("too-many", Rule::Maximum, Json::Array(many.collect()));
        }
        if let Some(first) = elements.first() {
            if constraints.is_some_and(|it| it.unique_items) {
                self.set("element-twice", Rule::UniqueItems, Json::Array(vec![first.clone(), first.clone()]));
            }
            self.at("0", |this| this.element(inner, constraints, first));
        }
    }

    fn element(&mut self, ty: &Type, constraints: Option<&Constraints>, valid: &Json) {
        match (ty, constraints.and_then(|it| it.items.as_ref())) {
            (Type::Primitive(it), Some(items)) => {
                let limits =
                    Limits { minimum: items.minimum, maximum: items.maximum, pattern: items.pattern.as_deref() };
                self.primitive(*it, limits);
            }
            _ => self.value(ty, None, valid),
        }
    }

    fn enumeration(&mut self, it: &Enum) {
        if !it.open {
            self.set("unknown-value", Rule::Enum, text("no_such_value"));
        }
    }

    fn primitive(&mut self, primitive: Primitive, limits: Limits<'_>) {
        match primitive {
            Primitive::Boolean => {
                self.set("text-for-boolean", Rule::Type, text("perhaps"));
                self.set("number-for-boolean", Rule::Type, number(1));
            }
            Primitive::Integer => {
                self.numeric(limits);
                self.set("beyond-32-bit", Rule::Type, number(1 << 31));
                self.set("fraction", Rule::Type, Json::Number("1.5".into()));
            }
            Primitive::Long => {
                self.numeric(limits);
                self.set("beyond-64-bit", Rule::Type, Json::Number("9223372036854775808".into()));
                self.set("fraction", Rule::Type, Json::Number("1.5".into()));
            }
            Primitive::Double => self.numeric(limits),
            Primitive::Decimal => {
                self.bounds(limits);
                self.set("text-for-number", Rule::Format, text("seven"));
            }
            Primitive::String => self.string(limits),
            Primitive::Uuid => self.texts("not-a-uuid", &["123e4567-e89b-12d3-a456-42661417400g"]),
            Primitive::Date => self.texts("not-a-date", &["2026-02-30", "yesterday"]),
            Primitive::DateTime => self.texts("not-a-time", &["2026-11-21T25:00:00Z", "2026-11-21T10:00:00"]),
            Primitive::Object => self.set("array-for-object", Rule::Type, Json::Array(Vec::new())),
            Primitive::Json | Primitive::Unit => {}
        }
    }

    fn texts(&mut self, class: &'static str, all: &[&str]) {
        for (at, it) in all.iter().enumerate() {
            let class = if at == 0 { class } else { second(class) };
            self.set(class, Rule::Format, text(it));
        }
        self.set("number-for-text", Rule::Type, number(7));
    }

    fn numeric(&mut self, limits: Limits<'_>) {
        self.set("text-for-number", Rule::Type, text("seven"));
        self.bounds(limits);
    }

    fn bounds(&mut self, limits: Limits<'_>) {
        if let Some(it) = limits.minimum.and_then(|it| it.checked_sub(1)) {
            self.set("below-minimum", Rule::Minimum, number(it));
        }
        if let Some(it) = limits.maximum.and_then(|it| it.checked_add(1)) {
            self.set("above-maximum", Rule::Maximum, number(it));
        }
    }

    fn string(&mut self, limits: Limits<'_>) {
        // Longer texts than this are no more forbidden than shorter ones.
        const LONGEST: usize = 100_000;
        let bound = |it: Option<i64>| it.and_then(|it| usize::try_from(it).ok());
        let mut rng = Rng::named(0, &self.pointer);
        self.set("number-for-text", Rule::Type, number(7));
        let of = |count: usize, rng: &mut Rng| {
            let exact = i64::try_from(count).ok();
            let limits = Limits { minimum: exact, maximum: exact, pattern: limits.pattern };
            let made = typical(Primitive::String, "", limits, rng);
            let fits = made.as_str().is_some_and(|it| it.chars().count() == count);
            if fits { made } else { text(&rng.word(count)) }
        };
        if let Some(minimum) = bound(limits.minimum).filter(|it| *it > 0) {
            self.set("too-short", Rule::Minimum, of(minimum - 1, &mut rng));
        }
        if let Some(maximum) = bound(limits.maximum).filter(|it| *it < LONGEST) {
            self.set("too-long", Rule::Maximum, of(maximum + 1, &mut rng));
        }
        if limits.pattern.is_some() {
            let length = bound(limits.minimum).unwrap_or(0).max(4).min(bound(limits.maximum).unwrap_or(usize::MAX));
            self.set(
                "unlike-pattern",
                Rule::Pattern,
                text(&"\u{1F4A5} !".repeat(length).chars().take(length).collect::<String>()),
            );
        }
    }
}

/// A value like another, and different for each position.
fn another(value: &Json, at: usize) -> Json {
    match value {
        Json::String(it) => {
            let end = at.to_string();
            let kept: String = it.chars().take(it.chars().count().saturating_sub(end.len())).collect();
            Json::String(format!("{kept}{end}").into())
        }
        Json::Number(_) => Json::Number(at.to_smolstr()),
        other => other.clone(),
    }
}

fn second(class: &'static str) -> &'static str {
    match class {
        "not-a-date" => "no-date-at-all",
        "not-a-time" => "time-without-offset",
        other => other,
    }
}

fn number(value: i64) -> Json {
    Json::Number(value.to_smolstr())
}

fn text(value: &str) -> Json {
    Json::String(SmolStr::new(value))
}

fn limits(constraints: Option<&Constraints>) -> Limits<'_> {
    constraints.map_or_else(Limits::default, |it| Limits {
        minimum: it.minimum,
        maximum: it.maximum,
        pattern: it.pattern.as_deref(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_change_one_place() {
        let value = Json::parse(r#"{"a":{"b":[1,2]},"c":3}"#).unwrap();
        let changed = |edit: Edit, pointer: &str| edit.apply(&value, pointer).to_string();
        assert_eq!(changed(Edit::Remove, "/c"), r#"{"a":{"b":[1,2]}}"#);
        assert_eq!(changed(Edit::Set(Json::Null), "/a/b/1"), r#"{"a":{"b":[1,null]},"c":3}"#);
        assert_eq!(changed(Edit::Set(Json::Null), "/a/d"), r#"{"a":{"b":[1,2],"d":null},"c":3}"#);
        assert_eq!(changed(Edit::Remove, "/x/y"), value.to_string());
        assert_eq!(changed(Edit::Set(Json::Null), ""), "null");
    }
}
