//! Whole values: bodies of requests and parameters, by type, in rows that together show every edge of every field.

use apigen_model::lifecycle::Store;
use apigen_model::{Constraints, Field, Json, Model, Named, Primitive, Reference, Repository, Type, Union};
use smol_str::SmolStr;

use super::scalar::{Limits, edges, typical};
use crate::check::{Checker, Way};
use apigen_chance::Rng;

/// Deeper than this, only what is required is made.
const DEPTH: usize = 4;
/// What needs itself deeper than this cannot be made.
const BOTTOM: usize = 12;

/// Which of its many values a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// Ordinary ones, optional fields included.
    Full,
    /// Ordinary ones, only what is required.
    Minimal,
    /// The examples of the definition, where there are any.
    Example,
    /// Of each field the edge at this position, over and over.
    Edge(usize),
}

/// Makes values.
pub struct Maker<'a> {
    /// Where types are looked up.
    pub repository: &'a Repository,
    /// What draws.
    pub rng: Rng,
    /// Which values.
    pub row: Row,
    /// The one field whose edge is wanted, as a JSON pointer; the others are ordinary.
    pub only: Option<&'a str>,
    /// Names of fields that no two objects share, which keep to ordinary values.
    pub unique: Vec<&'a str>,
    /// The value that a reference should have.
    pub refer: &'a dyn Fn(&Reference) -> Option<Json>,
    /// The edges that were shown: places and classes.
    pub shown: Vec<(String, &'static str)>,
    /// Places where an edge is no valid value.
    plain: Vec<String>,
    pointer: String,
}

impl<'a> Maker<'a> {
    /// A maker of ordinary values.
    pub fn new(repository: &'a Repository, rng: Rng, refer: &'a dyn Fn(&Reference) -> Option<Json>) -> Self {
        Self {
            repository,
            rng,
            row: Row::Full,
            only: None,
            unique: Vec::new(),
            refer,
            shown: Vec::new(),
            plain: Vec::new(),
            pointer: String::new(),
        }
    }

    /// The same for another row.
    #[must_use]
    pub fn row(mut self, row: Row) -> Self {
        self.row = row;
        self
    }

    /// Keeps what no two objects of a store share to values that are hardly drawn twice.
    #[must_use]
    pub fn for_store(mut self, store: Option<&Store<'a>>) -> Self {
        self.unique = store.map(|it| it.unique.iter().flatten().copied().collect()).unwrap_or_default();
        self
    }

    /// A valid body of a type; none when there is no way to make one.
    pub fn body(&mut self, ty: &Type) -> Option<Json> {
        self.value("", ty, None)
    }

    /// A valid value of a field or parameter; none when there is no way to make one.
    pub fn value(&mut self, name: &str, ty: &Type, constraints: Option<&Constraints>) -> Option<Json> {
        const ATTEMPTS: usize = 4;
        let checker = Checker::new(self.repository, Way::Request);
        for _ in 0..ATTEMPTS {
            self.shown.clear();
            let value = self.make(name, ty, constraints, 0)?;
            let faults = checker.faults_of_data(&value, ty, constraints);
            if faults.is_empty() {
                return Some(value);
            }
            // Limits that belong together may leave no room at an edge, so these places keep to ordinary values.
            self.plain.extend(faults.into_iter().map(|it| it.pointer));
        }
        None
    }

    fn make(&mut self, name: &str, ty: &Type, constraints: Option<&Constraints>, depth: usize) -> Option<Json> {
        if depth > BOTTOM {
            return None;
        }
        match ty {
            Type::Primitive(it) => Some(self.primitive(name, *it, limits(constraints))),
            Type::List(inner) => self.list(name, inner, constraints, depth),
            Type::Map(inner) => self.map(name, inner, constraints, depth),
            Type::Named(id) => match self.repository.named(*id)? {
                Named::Enum(it) => {
                    let all: Vec<_> = it.values.iter().map(apigen_model::EnumValue::wire).collect();
                    let at = self.position("enum-value", all.len());
                    all.get(at).map(|it| Json::String(SmolStr::new(it)))
                }
                Named::Model(it) => self.model(it, depth).map(Json::Object),
                Named::Union(it) => self.union(it, depth),
                Named::Interface(_) => None,
            },
            Type::External(_) | Type::Unresolved(_) => None,
        }
    }

    /// Whether the field at the present place shows an edge.
    fn edge(&self, name: &str) -> Option<usize> {
        let Row::Edge(at) = self.row else { return None };
        let is_wanted = self.only.is_none_or(|it| it == self.pointer)
            && !self.plain.iter().any(|it| !self.pointer.is_empty() && it.starts_with(&self.pointer));
        (is_wanted && !self.unique.contains(&name)).then_some(at)
    }

    fn position(&mut self, class: &'static str, count: usize) -> usize {
        // The first one but for edges, so that a place in one ordinary value is a place in all of them.
        let Some(at) = self.edge("") else { return 0 };
        self.shown.push((self.pointer.clone(), class));
        at % count.max(1)
    }

    fn primitive(&mut self, name: &str, primitive: Primitive, limits: Limits<'_>) -> Json {
        if let Some(at) = self.edge(name) {
            let mut all = edges(primitive, limits, &mut self.rng);
            if !all.is_empty() {
                let (class, value) = all.swap_remove(at % all.len());
                self.shown.push((self.pointer.clone(), class));
                return value;
            }
        }
        typical(primitive, name, limits, &mut self.rng)
    }

    fn list(&mut self, name: &str, inner: &Type, constraints: Option<&Constraints>, depth: usize) -> Option<Json> {
        // Long lists prove no more than short ones.
        const MOST: i64 = 100;
        let minimum = constraints.and_then(|it| it.minimum).unwrap_or_default().max(0);
        let maximum = constraints.and_then(|it| it.maximum).unwrap_or(MOST);
        let usual = minimum.max(2).min(maximum);
        let count = match self.edge(name) {
            // What holds itself ends somewhere.
            Some(_) if depth >= DEPTH => minimum,
            Some(at) => {
                self.shown.push((self.pointer.clone(), "count"));
                [minimum, if maximum <= MOST { maximum } else { usual }, usual][at % 3]
            }
            None if self.row == Row::Minimal || depth >= DEPTH => minimum,
            None => usual,
        };
        let items = constraints.and_then(|it| it.items.as_ref());
        let mut elements = Vec::new();
        for index in 0..count {
            let element = match (inner, items) {
                (Type::Primitive(it), Some(limits)) => {
                    let limits =
                        Limits { minimum: limits.minimum, maximum: limits.maximum, pattern: limits.pattern.as_deref() };
                    // Elements at the edge are alike, so only the first one is.
                    if index == 0 { self.primitive("", *it, limits) } else { typical(*it, name, limits, &mut self.rng) }
                }
                _ => self.make(name, inner, None, depth + 1)?,
            };
            if !constraints.is_some_and(|it| it.unique_items) || !elements.contains(&element) {
                elements.push(element);
            }
        }
        Some(Json::Array(elements))
    }

    fn map(&mut self, name: &str, inner: &Type, constraints: Option<&Constraints>, depth: usize) -> Option<Json> {
        let minimum = constraints.and_then(|it| it.minimum).unwrap_or_default().max(0);
        let count = match self.edge(name) {
            Some(at) if at % 2 == 0 => minimum,
            None if self.row == Row::Minimal => minimum,
            _ => minimum.max(2).min(constraints.and_then(|it| it.maximum).unwrap_or(2)),
        };
        let mut members = Vec::new();
        let items = constraints.and_then(|it| it.items.as_ref());
        for at in 0..count {
            // Case counts in the keys of a map.
            let key = if at == 0 { self.rng.word(8) } else { format!("K{}", self.rng.word(7)) };
            let key = SmolStr::from(key);
            let value = match (inner, items) {
                (Type::Primitive(it), Some(limits)) => {
                    let limits =
                        Limits { minimum: limits.minimum, maximum: limits.maximum, pattern: limits.pattern.as_deref() };
                    self.primitive(name, *it, limits)
                }
                _ => self.make(name, inner, None, depth + 1)?,
            };
            members.push((key, value));
        }
        Some(Json::Object(members))
    }

    fn model(&mut self, model: &Model, depth: usize) -> Option<Vec<(SmolStr, Json)>> {
        let mut members = Vec::new();
        for field in &model.fields {
            let is_own = field.traits.read_only || (field.traits.server_assigned && !field.required);
            let is_needed = field.required && field.default.is_none();
            if is_own || (!is_needed && (self.row == Row::Minimal || depth >= DEPTH)) {
                continue;
            }
            match self.field(field, depth) {
                Some(value) => members.push((field.name.clone(), value)),
                None if is_needed => return None,
                None => {}
            }
        }
        Some(members)
    }

    fn field(&mut self, field: &Field, depth: usize) -> Option<Json> {
        let length = self.pointer.len();
        crate::check::push(&mut self.pointer, &field.name);
        let referred = field.references().and_then(|it| self.referred(field, it));
        let example = field.example().filter(|_| self.row == Row::Example && !self.unique.contains(&&*field.name));
        let value = referred
            .or_else(|| self.example(field, example?))
            .or_else(|| self.make(&field.name, &field.ty, field.constraints.as_deref(), depth + 1));
        self.pointer.truncate(length);
        value
    }

    fn referred(&self, field: &Field, reference: &Reference) -> Option<Json> {
        let value = (self.refer)(reference)?;
        Some(if field.ty.is_list() { Json::Array(vec![value]) } else { value })
    }

    fn example(&self, field: &Field, text: &str) -> Option<Json> {
        let value = crate::check::data(self.repository, &field.ty, text);
        let checker = Checker::new(self.repository, Way::Request);
        checker.faults_of_data(&value, &field.ty, field.constraints.as_deref()).is_empty().then_some(value)
    }

    fn union(&mut self, union: &Union, depth: usize) -> Option<Json> {
        let at = self.position("union-member", union.types.len());
        let member = union.types.get(at)?;
        let tag = SmolStr::new(member.wire());
        let Some(name) = &union.discriminator else {
            let value = self.make("", &member.ty, None, depth + 1)?;
            let is_named = matches!(member.ty, Type::Named(_));
            let content = if is_named { value } else { Json::Object(vec![("value".into(), value)]) };
            return Some(Json::Object(vec![(tag, content)]));
        };
        if let Some(it) = self.repository.model_of(&member.ty) {
            let mut members = vec![(name.clone(), Json::String(tag))];
            members.extend(self.model(it, depth)?.into_iter().filter(|it| it.0 != *name));
            return Some(Json::Object(members));
        }
        let value = self.make("", &member.ty, None, depth + 1)?;
        match self.repository.union_of(&member.ty) {
            Some(inner) if inner.discriminator.as_deref() == Some(name) => Some(value),
            _ => Some(Json::Object(vec![(name.clone(), Json::String(tag)), ("value".into(), value)])),
        }
    }
}

fn limits(constraints: Option<&Constraints>) -> Limits<'_> {
    constraints.map_or_else(Limits::default, |it| Limits {
        minimum: it.minimum,
        maximum: it.maximum,
        pattern: it.pattern.as_deref(),
    })
}

/// Whether a value of a type can show examples of the definition, which an ordinary one does not.
pub fn has_examples(repository: &Repository, ty: &Type) -> bool {
    shows_examples(repository, ty, 0)
}

fn shows_examples(repository: &Repository, ty: &Type, depth: usize) -> bool {
    let inside = |it: &Type| depth < DEPTH && shows_examples(repository, it, depth + 1);
    match ty {
        Type::List(inner) | Type::Map(inner) => inside(inner),
        Type::Named(id) => match repository.named(*id) {
            Some(Named::Model(it)) => {
                let mut fields = it.fields.iter().filter(|it| !it.traits.read_only);
                fields.any(|it| it.example().is_some() || inside(&it.ty))
            }
            Some(Named::Union(it)) => it.types.iter().any(|it| inside(&it.ty)),
            _ => false,
        },
        _ => false,
    }
}

/// How many rows of edges it takes until every edge of every field of a type has been shown, up to a limit.
pub fn rows(repository: &Repository, ty: &Type, limit: usize) -> usize {
    most(repository, ty, None, 0).min(limit)
}

fn most(repository: &Repository, ty: &Type, constraints: Option<&Constraints>, depth: usize) -> usize {
    if depth > DEPTH {
        return 0;
    }
    match ty {
        Type::Primitive(it) => edges(*it, limits(constraints), &mut Rng::new(0)).len(),
        Type::List(inner) => most(repository, inner, None, depth + 1).max(3),
        Type::Map(inner) => most(repository, inner, None, depth + 1).max(2),
        Type::Named(id) => match repository.named(*id) {
            Some(Named::Enum(it)) => it.values.len(),
            Some(Named::Model(it)) => {
                let fields = it.fields.iter().filter(|it| !it.traits.read_only);
                fields.map(|it| most(repository, &it.ty, it.constraints.as_deref(), depth + 1)).max().unwrap_or(0)
            }
            Some(Named::Union(it)) => {
                let members = it.types.iter().map(|it| most(repository, &it.ty, None, depth + 1));
                members.max().unwrap_or(0).max(it.types.len())
            }
            _ => 0,
        },
        Type::External(_) | Type::Unresolved(_) => 0,
    }
}
