//! How deep the flattest value of each type is, so that recursion knows which way leads out.

use std::collections::HashMap;

use crate::schema::Schema;

use super::union::leaves;

/// The height of a type that has no values at all.
pub(super) const ENDLESS: u32 = u32::MAX;

/// Heights by the address of a schema: schemas are statics.
pub(super) struct Heights(HashMap<usize, u32>);

impl Heights {
    /// The heights of a schema and of all that it leads to.
    pub(super) fn of(root: &'static Schema) -> Self {
        let all = reachable(root);
        let mut heights = Self(HashMap::with_capacity(all.len()));
        // Heights only fall, from endless to what they are; as many rounds as the deepest type has levels.
        while heights.lower_all(&all) {}
        heights
    }

    /// The levels of the flattest value.
    pub(super) fn get(&self, schema: &Schema) -> u32 {
        self.0.get(&address(schema)).copied().unwrap_or(ENDLESS)
    }

    fn lower_all(&mut self, schemas: &[&'static Schema]) -> bool {
        schemas.iter().rev().filter(|it| self.lower(it)).count() > 0
    }

    fn lower(&mut self, schema: &'static Schema) -> bool {
        let height = self.measure(schema);
        height < self.0.insert(address(schema), height).unwrap_or(ENDLESS)
    }

    fn measure(&self, schema: &'static Schema) -> u32 {
        let above = |below: Option<u32>| below.unwrap_or(0).saturating_add(1);
        match schema {
            Schema::Model(fields) => above(fields.iter().filter(|it| it.required).map(|it| self.get(it.schema)).max()),
            Schema::List { items, limits, .. } | Schema::Map { items, limits } => {
                above(limits.minimum.filter(|it| *it > 0).map(|_| self.get(items)))
            }
            Schema::Union { open: true, .. } => 1,
            Schema::Union { .. } => leaves(schema.resolved())
                .iter()
                .map(|it| self.get(it.schema))
                .min()
                .map_or(ENDLESS, |it| above(Some(it))),
            Schema::Enum { values: [], open: false } => ENDLESS,
            _ => 0,
        }
    }
}

fn address(schema: &Schema) -> usize {
    std::ptr::from_ref(schema).addr()
}

fn reachable(root: &'static Schema) -> Vec<&'static Schema> {
    let mut found: Vec<&'static Schema> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut pending = vec![root];
    while let Some(schema) = pending.pop() {
        if !seen.insert(address(schema)) {
            continue;
        }
        found.push(schema);
        match schema.resolved() {
            Schema::Model(fields) => pending.extend(fields.iter().map(|it| it.schema)),
            Schema::List { items, .. } | Schema::Map { items, .. } => pending.push(items),
            Schema::Union { members, .. } => pending.extend(members.iter().map(|it| it.schema)),
            _ => {}
        }
    }
    found
}
