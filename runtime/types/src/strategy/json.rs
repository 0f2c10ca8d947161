//! JSON values of a schema, lazily: a type is looked into only when a value of it is made.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::{any, any_with};
use proptest::strategy::{BoxedStrategy, Just, NewTree, Strategy, Union, ValueTree};
use proptest::test_runner::TestRunner;

use crate::schema::{Field, Limits, Schema};
use crate::{Json, JsonObject};

use super::heights::{ENDLESS, Heights};
use super::{scalars, text, union};

/// How many levels are filled at will; below them values are as flat as the definition lets them be.
const LEVELS: u32 = 4;

/// How many in sixteen of what may be absent are present, by level.
const PRESENT: [u32; LEVELS as usize] = [12, 8, 4, 2];

/// How many times, beside those sixteen, a field that a patch may clear is cleared.
const CLEARED: u32 = 4;

/// Elements of a list beyond its minimum, by level.
const EXTRA: [usize; LEVELS as usize] = [4, 2, 1, 1];

/// The values of a schema at some level of a larger value.
#[derive(Clone)]
pub(super) struct Values {
    pub(super) schema: &'static Schema,
    level: u32,
    heights: Arc<Heights>,
}

impl std::fmt::Debug for Values {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Values").field("level", &self.level).finish_non_exhaustive()
    }
}

impl Strategy for Values {
    type Tree = Box<dyn ValueTree<Value = Json>>;
    type Value = Json;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        if self.height() == ENDLESS {
            return Err("the type has no values".into());
        }
        self.strategy().new_tree(runner)
    }
}

impl Values {
    /// The values of a schema.
    pub(super) fn of(schema: &'static Schema) -> Self {
        Self { schema, level: 0, heights: Arc::new(Heights::of(schema)) }
    }

    /// The values of a part, one level further in.
    pub(super) fn inside(&self, schema: &'static Schema) -> Self {
        Self { schema, level: self.level + 1, heights: Arc::clone(&self.heights) }
    }

    /// The levels of the flattest value.
    pub(super) fn height(&self) -> u32 {
        self.heights.get(self.schema)
    }

    /// Of some parts, those that have values, and deep inside a value only the flattest.
    pub(super) fn affordable<T: Copy>(&self, parts: &[T], schema: impl Fn(T) -> &'static Schema) -> Vec<T> {
        let height = |it: &T| self.heights.get(schema(*it));
        let flattest = parts.iter().map(height).min().unwrap_or(ENDLESS);
        let fits = |it: &T| height(it) != ENDLESS && (self.level < LEVELS || height(it) == flattest);
        parts.iter().copied().filter(fits).collect()
    }

    fn strategy(&self) -> BoxedStrategy<Json> {
        match self.schema.resolved() {
            Schema::Any | Schema::Named(_) => scalars::json(),
            Schema::Unit => Just(Json::Null).boxed(),
            Schema::Boolean => any::<bool>().prop_map(Json::from).boxed(),
            Schema::Integer(limits) => scalars::integer(*limits, i64::from(i32::MIN), i64::from(i32::MAX)),
            Schema::Long(limits) => scalars::integer(*limits, i64::MIN, i64::MAX),
            Schema::Double(limits) => scalars::double(*limits),
            Schema::Decimal(limits) => scalars::decimal(*limits),
            Schema::Text { limits, pattern } => text::strategy(*limits, *pattern).prop_map(Json::from).boxed(),
            Schema::Uuid => scalars::uuid(),
            Schema::Date => scalars::date(),
            Schema::DateTime => scalars::date_time(),
            Schema::Object => scalars::object(),
            Schema::Enum { values, open } => scalars::enumeration(values, *open),
            Schema::List { items, limits, unique } => self.list(items, *limits, *unique),
            Schema::Map { items, limits } => self.map(items, *limits),
            Schema::Model(fields) => self.model(fields),
            Schema::Union { discriminator, open, .. } => union::strategy(self, *discriminator, *open),
        }
    }

    fn model(&self, fields: &'static [Field]) -> BoxedStrategy<Json> {
        let parts: Vec<_> = fields.iter().map(|it| self.field(it)).collect();
        let named = move |values: Vec<Option<Json>>| {
            let present = fields.iter().zip(values).filter_map(|(it, value)| Some((it.name.to_owned(), value?)));
            Json::Object(present.collect::<JsonObject>())
        };
        parts.prop_map(named).boxed()
    }

    fn field(&self, field: &'static Field) -> BoxedStrategy<Option<Json>> {
        let value = self.inside(field.schema);
        if field.required {
            return value.prop_map(Some).boxed();
        }
        match PRESENT.get(self.level as usize) {
            Some(present) if value.height() != ENDLESS => {
                let absent = (16 - present, Just(None).boxed());
                let mut choices = vec![absent, (*present, value.prop_map(Some).boxed())];
                choices.extend(field.nullable.then(|| (CLEARED, Just(Some(Json::Null)).boxed())));
                Union::new_weighted(choices).boxed()
            }
            _ => Just(None).boxed(),
        }
    }

    fn list(&self, items: &'static Schema, limits: Limits, unique: bool) -> BoxedStrategy<Json> {
        let (least, most) = self.sizes(items, limits);
        let elements = vec(self.inside(items), least..=most);
        if !unique {
            return elements.prop_map(Json::Array).boxed();
        }
        let differ = move |elements: Vec<Json>| {
            let mut seen = std::collections::HashSet::new();
            let elements: Vec<_> = elements.into_iter().filter(|it| seen.insert(it.to_string())).collect();
            (elements.len() >= least).then_some(Json::Array(elements))
        };
        elements.prop_filter_map("elements have to differ", differ).boxed()
    }

    fn map(&self, items: &'static Schema, limits: Limits) -> BoxedStrategy<Json> {
        let (least, most) = self.sizes(items, limits);
        let entry = (any_with::<String>("[a-z][a-z0-9_]{0,11}".into()), self.inside(items));
        let count = move |entries: Vec<(String, Json)>| {
            let object: JsonObject = entries.into_iter().collect();
            (object.len() >= least).then_some(Json::Object(object))
        };
        vec(entry, least..=most).prop_filter_map("keys have to differ", count).boxed()
    }

    /// The fewest and the most elements to make.
    fn sizes(&self, items: &'static Schema, limits: Limits) -> (usize, usize) {
        let size = |it: i64| usize::try_from(it).unwrap_or(0);
        let least = limits.minimum.map_or(0, size);
        let extra = EXTRA.get(self.level as usize).copied().filter(|_| self.heights.get(items) != ENDLESS);
        let most = limits.maximum.map_or(usize::MAX, size).min(least + extra.unwrap_or(0));
        (least, most.max(least))
    }
}
