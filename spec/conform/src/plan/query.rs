//! Lists: all pages, the page after the last, filters, orders.

use apigen_model::lifecycle::Role;
use apigen_model::{Json, Location, Operation, Pagination};

use super::{Action, Phase, Planner};

impl Planner<'_, '_> {
    pub(super) fn query(&mut self) {
        if self.role() != Some(Role::List) {
            return;
        }
        let operation = self.call().operation;
        if let Some(pages) = pages(operation) {
            self.add(Phase::Query, "", "all-pages", Action::Walk { size: Some(2) });
            self.add(Phase::Query, "", "default-size", Action::Walk { size: None });
            match &pages {
                Pagination::Offset { .. } => self.add(Phase::Query, "", "past-the-end", Action::PastTheEnd),
                Pagination::Cursor { cursor, .. } => {
                    // No encoding knows it, and where it can be decoded all the same it says nothing.
                    let action = Action::Cursor { name: cursor.to_string(), text: "~no such cursor~" };
                    self.add(Phase::Query, cursor, "never-given", action);
                }
            }
        } else {
            self.add(Phase::Query, "", "all", Action::Walk { size: None });
        }
        for parameter in self.call().parameters(Location::Query) {
            if filtered(self.service, self.index, &parameter.field.name).is_some() {
                let name = parameter.field.name.to_string();
                self.add(Phase::Query, &name, "filter", Action::Filter(name.clone()));
            }
        }
        for (parameter, value) in orders(operation) {
            let class = value.replace('/', ".");
            self.add(Phase::Query, &parameter, &class, Action::Sort { parameter: parameter.clone(), value });
        }
    }
}

/// How a list is cut into pages: as declared, or by the usual parameters.
pub(crate) fn pages(operation: &Operation) -> Option<Pagination> {
    let declared = operation.behaviour.as_ref().and_then(|it| it.paginated.clone());
    let has = |name: &str| operation.parameter(name).is_some();
    let usual = || Pagination::Offset { limit: "limit".into(), offset: "offset".into() };
    declared.or_else(|| (has("limit") && has("offset")).then(usual))
}

/// The field that a parameter filters by, and how: as declared, or by a name that is a field's.
pub(crate) fn filtered(service: &crate::Service<'_>, index: usize, name: &str) -> Option<(String, String)> {
    const RESERVED: [&str; 5] = ["limit", "offset", "sort", "cursor", "q"];
    let call = &service.operations[index];
    let parameter = call.operation.parameter(name)?;
    if let Some(it) = &parameter.filter {
        return Some((it.field.to_string(), it.op.to_string()));
    }
    let store = service.store(call.role?.1);
    let fields = apigen_model::lifecycle::fields(service.repository, store.ty);
    let is_own = fields
        .iter()
        .any(|it| it.name == name && it.ty == *parameter.field.ty.element().unwrap_or(&parameter.field.ty));
    let op = if parameter.field.ty.is_list() { "in" } else { "eq" };
    (is_own && !RESERVED.contains(&name)).then(|| (name.to_owned(), op.to_owned()))
}

/// The orders that a list can have: those of the attribute `sort`, up and down, and the default.
pub(crate) fn orders(operation: &Operation) -> Vec<(String, String)> {
    let Some(parameter) = operation.parameter("sort") else { return Vec::new() };
    let declared = operation.meta.attribute("sort").and_then(|it| it.value.get("values"));
    let names = declared.map_or(&[][..], Json::elements).iter().filter_map(|it| it.get("value").unwrap_or(it).as_str());
    let both = names.flat_map(|it| [it.to_owned(), format!("-{it}")]);
    both.map(|it| (parameter.field.name.to_string(), it)).collect()
}
