//! Calls that must be accepted: ordinary ones, examples, lives of objects, edges, random ones.

use apigen_chance::Rng;
use apigen_model::lifecycle::{Identity, Role};
use apigen_model::{Field, Location, Pagination, Parameter};

use super::{Action, Phase, Planner};
use crate::values::{Maker, Row, has_examples, rows};

/// Texts that paths have to encode.
const PATH_VALUES: [(&str, &str); 5] =
    [("space", "a b"), ("slash", "a/b"), ("plus", "a+b"), ("percent", "50%25"), ("unicode", "äß漢")];

/// Bodies with edges of one operation; enums with more values are shown in part.
const MOST_ROWS: usize = 24;

impl Planner<'_, '_> {
    /// Everything that is valid.
    pub(super) fn valid(&mut self) {
        self.examples();
        self.lifecycles();
        self.boundaries();
    }

    fn examples(&mut self) {
        let repository = self.service.repository;
        self.add(Phase::Examples, "", "full", Action::Call(Row::Full));
        if let Some(body) = &self.call().operation.body {
            self.add(Phase::Examples, "", "minimal", Action::Call(Row::Minimal));
            if has_examples(repository, &body.ty) {
                self.add(Phase::Examples, "", "example", Action::Call(Row::Example));
            }
        }
    }

    fn lifecycles(&mut self) {
        let Some((role, index)) = self.call().role else { return };
        let store = self.service.store(index);
        let makes = match role {
            Role::Create => true,
            Role::Upsert => self.service.with_role(Role::Create, index).is_none() && !store.implied,
            _ => false,
        };
        if !makes {
            return;
        }
        self.add(Phase::Lifecycle, "", "life", Action::Lifecycle);
        for fields in &store.unique {
            let names: Vec<_> = fields.iter().map(ToString::to_string).collect();
            let class = names.join("+");
            self.add(Phase::Lifecycle, &class, "conflict", Action::Conflict(names));
        }
        if self.is_named_by_caller(role) {
            for (class, text) in PATH_VALUES {
                self.add(Phase::Lifecycle, "path", class, Action::PathValue(text));
            }
        }
        let is_keyed = |it: &Parameter| is_idempotency_key(&it.field.name);
        if role == Role::Create && self.call().parameters(Location::Header).any(is_keyed) {
            self.add(Phase::Lifecycle, "", "repeated", Action::Repeated);
        }
    }

    /// Whether callers choose the keys of objects, and any text will do.
    fn is_named_by_caller(&self, role: Role) -> bool {
        let Some((_, index)) = self.call().role else { return false };
        let store = self.service.store(index);
        let is_free = |it: &Field| it.pattern().is_none() && it.ty.is(apigen_model::Primitive::String);
        let body = self.call().operation.body.as_ref();
        // What an object shows as its key says more about keys than a variable of a path.
        let shown = apigen_model::lifecycle::fields(self.service.repository, store.ty);
        match (role, store.identity) {
            (Role::Upsert, Some(Identity::Field(name))) if !shown.iter().any(|it| it.name == name && is_free(it)) => {
                false
            }
            (Role::Upsert, Some(_)) => {
                self.call().parameters(Location::Path).last().is_some_and(|it| is_free(&it.field))
            }
            (Role::Create, Some(Identity::Field(name))) => {
                let fields = body.map(|it| apigen_model::lifecycle::fields(self.service.repository, &it.ty));
                fields.into_iter().flatten().any(|it| it.name == name && is_free(it))
            }
            _ => false,
        }
    }

    fn boundaries(&mut self) {
        let (repository, call) = (self.service.repository, self.call());
        if let Some(body) = &call.operation.body {
            for at in 0..rows(repository, &body.ty, MOST_ROWS) {
                self.add(Phase::Boundary, "body", &format!("row-{at}"), Action::Call(Row::Edge(at)));
            }
        }
        let query = call.parameters(Location::Query).chain(call.parameters(Location::Header));
        let all: Vec<&Parameter> = query.filter(|it| !is_idempotency_key(&it.field.name)).collect();
        for parameter in all {
            for (class, texts) in self.texts(parameter) {
                let action = Action::Parameter { name: parameter.field.name.to_string(), texts };
                self.add(Phase::Boundary, &parameter.field.name, &class, action);
            }
        }
    }

    /// Valid texts of a parameter: an ordinary one, and its edges.
    fn texts(&self, parameter: &Parameter) -> Vec<(String, Vec<String>)> {
        let field = &parameter.field;
        let is_cursor = matches!(super::pages(self.call().operation), Some(Pagination::Cursor { cursor, .. }) if cursor == field.name);
        if field.references().is_some() || field.name == "sort" || is_cursor {
            // What the value must name is known to a run only, and cases of their own try it.
            return Vec::new();
        }
        let count = rows(self.service.repository, &field.ty, 6);
        let edges = (0..count.max(1)).map(Row::Edge);
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        for (at, row) in [Row::Full].into_iter().chain(edges).enumerate() {
            let rng = Rng::named(self.settings.seed, &format!("{}/{}/{at}", self.call().name, field.name));
            let refer = |it: &apigen_model::Reference| Some(super::placeholder(self.service.repository, it));
            let mut maker = Maker::new(self.service.repository, rng, &refer).row(row);
            let value = maker.value(&field.name, &field.ty, field.constraints.as_deref());
            let texts = value
                .map(|it| crate::draft::texts(&it))
                // Blanks around it do not survive in a header.
                .filter(|it| !it.is_empty() && it.iter().all(|it| !it.is_empty() && it.trim() == it));
            let Some(texts) = texts.filter(|it| found.iter().all(|known| known.1 != *it)) else { continue };
            found.push((if at == 0 { "usual".to_owned() } else { format!("edge-{at}") }, texts));
        }
        let is_filter =
            self.role() == Some(Role::List) && super::filtered(self.service, self.index, &field.name).is_some();
        if is_filter && found.len() > 1 {
            // Cases of their own filter by ordinary values.
            found.remove(0);
        }
        found
    }

    /// A call with made-up values: one, since the rest of the plan has shown more by then, and another seed makes others.
    pub(super) fn random(&mut self) {
        if self.call().operation.body.is_some() && !self.settings.read_only {
            self.add(Phase::Random, "", "0", Action::Random(0));
        }
    }
}

/// Whether a header is the one that makes a repeated creation count once.
pub(crate) fn is_idempotency_key(name: &str) -> bool {
    name.eq_ignore_ascii_case("idempotency-key") || name.eq_ignore_ascii_case("x-idempotency-key")
}
