//! What a release does to a database: statements as its own schema tells them, with every column it knows.

use apigen_generator_sql::Engine;
use apigen_generator_sql::schema::{Check, Column, ColumnType, ForeignKey, Measure, Rule, Schema, Table};

/// A release of a service, on a database.
#[derive(Clone, Copy)]
pub(super) struct Release<'a> {
    pub(super) schema: &'a Schema,
    /// The schema of the release beside it: values are such that both allow them, as those of real data would be.
    pub(super) other: &'a Schema,
    pub(super) engine: Engine,
}

impl Release<'_> {
    /// Creates a row in every table. Rows of one number refer to each other; odd ones lack what may be absent.
    pub(super) fn insert(self, number: u32) -> Vec<String> {
        let insert = |table: &Table| {
            let (columns, values) = self.row(table, number);
            format!("insert into {} ({columns}) values ({values})", quoted(&table.name))
        };
        self.schema.tables.iter().map(insert).collect()
    }

    /// Creates or replaces a row in every table, by the key.
    pub(super) fn upsert(self, number: u32) -> Vec<String> {
        let upsert = |table: &Table| {
            let (columns, values) = self.row(table, number);
            let key = names(&table.key_with_part_on(self.engine));
            let others = table.columns.iter().filter(|it| !table.key.contains(&it.name));
            let set: Vec<_> = others.map(|it| format!("{0} = excluded.{0}", quoted(&it.name))).collect();
            let action = if set.is_empty() { "nothing".to_owned() } else { format!("update set {}", set.join(", ")) };
            format!("insert into {} ({columns}) values ({values}) on conflict ({key}) do {action}", quoted(&table.name))
        };
        self.schema.tables.iter().map(upsert).collect()
    }

    /// Changes a row in every table: all that is neither key nor reference gets the value of another number.
    pub(super) fn update(self, number: u32) -> Vec<String> {
        let update = |table: &Table| {
            let is_free = |it: &&Column| !table.key.contains(&it.name) && self.reference(table, it).is_none();
            let set: Vec<_> = table.columns.iter().filter(is_free).collect();
            let set: Vec<_> =
                set.iter().map(|it| format!("{} = {}", quoted(&it.name), self.value(table, it, number + 20))).collect();
            (!set.is_empty()).then(|| {
                format!("update {} set {} where {}", quoted(&table.name), set.join(", "), self.is(table, number))
            })
        };
        self.schema.tables.iter().filter_map(update).collect()
    }

    /// Removes a row of every table, those that refer to others first.
    pub(super) fn delete(self, number: u32) -> Vec<String> {
        let delete = |table: &Table| format!("delete from {} where {}", quoted(&table.name), self.is(table, number));
        self.schema.tables.iter().rev().map(delete).collect()
    }

    /// Gives rows that lack what will be required, and has no default, a value: only a service knows which.
    pub(super) fn fill(self, now: &Schema) -> Vec<String> {
        let mut all = Vec::new();
        for (table, now) in self.schema.tables.iter().filter_map(|it| Some((it, now.table(&it.name)?))) {
            let is_absent = |it: &&Column| now.column(&it.name).is_some_and(|now| now.nullable);
            for column in table.columns.iter().filter(|it| !it.nullable && it.default.is_none()).filter(is_absent) {
                let (own, value) = (quoted(&column.name), self.value(table, column, 8));
                all.push(format!("update {} set {own} = {value} where {own} is null", quoted(&table.name)));
            }
        }
        all
    }

    /// Reads a row of a table as texts, a query a table.
    pub(super) fn read(self, table: &Table, number: u32, columns: &[&Column]) -> String {
        let columns: Vec<_> = columns.iter().map(|it| format!("cast({} as text)", quoted(&it.name))).collect();
        format!("select {} from {} where {}", columns.join(", "), quoted(&table.name), self.is(table, number))
    }

    /// The condition that a row of a number meets.
    pub(super) fn is(self, table: &Table, number: u32) -> String {
        let key = table.key.iter().filter_map(|it| table.column(it));
        let equal: Vec<_> = key.map(|it| format!("{} = {}", quoted(&it.name), self.value(table, it, number))).collect();
        equal.join(" and ")
    }

    fn row(self, table: &Table, number: u32) -> (String, String) {
        let columns: Vec<_> = table.columns.iter().map(|it| quoted(&it.name)).collect();
        let values: Vec<_> = table.columns.iter().map(|it| self.value(table, it, number)).collect();
        (columns.join(", "), values.join(", "))
    }

    /// The value of a column in the row of a number: one that every check allows, and another one for another number
    /// wherever there are enough.
    fn value(self, table: &Table, column: &Column, number: u32) -> String {
        if let Some((target, key)) = self.reference(table, column) {
            return target.column(&key.target).map_or_else(String::new, |it| self.value(target, it, number));
        }
        if column.nullable && number % 2 == 1 {
            return "null".to_owned();
        }
        let checks = table.checks.iter().chain(self.other.table(&table.name).into_iter().flat_map(|it| &it.checks));
        let rules: Vec<&Rule> = checks.filter(|it| it.column == column.name).map(|it: &Check| &it.rule).collect();
        let minima = rules.iter().filter_map(|it| match it {
            Rule::Range { minimum, .. } => *minimum,
            Rule::OneOf(_) => None,
        });
        let minimum = minima.max().unwrap_or_default();
        match column.ty {
            ColumnType::Boolean => if self.engine == Engine::Postgres { "true" } else { "1" }.to_owned(),
            ColumnType::Decimal if self.engine == Engine::Sqlite => format!("'{}'", minimum + i64::from(number)),
            ColumnType::Integer | ColumnType::Long | ColumnType::Double | ColumnType::Decimal => {
                (minimum + i64::from(number)).to_string()
            }
            ColumnType::Text => text(&rules, number, minimum),
            ColumnType::Uuid => format!("'00000000-0000-0000-0000-{number:012}'"),
            ColumnType::Date => self.day(),
            ColumnType::Timestamp => format!("'2026-11-21T10:00:{:02}.000000Z'", number % 60),
            ColumnType::Json => json(&rules, number, minimum),
            ColumnType::Bytes if self.engine == Engine::Postgres => format!("'\\x{number:032x}'"),
            ColumnType::Bytes => format!("x'{number:032x}'"),
        }
    }

    /// What a column refers to, in either release.
    fn reference<'s>(&'s self, table: &'s Table, column: &Column) -> Option<(&'s Table, &'s ForeignKey)> {
        let other = self.other.table(&table.name).into_iter().flat_map(|it| &it.foreign_keys);
        let key = table.foreign_keys.iter().chain(other).find(|it| it.column == column.name)?;
        Some((self.schema.table(&key.table)?, key))
    }

    /// A day for which there is a part.
    fn day(self) -> String {
        if self.engine == Engine::Postgres { "current_date" } else { "date('now')" }.to_owned()
    }
}

fn text(rules: &[&Rule], number: u32, minimum: i64) -> String {
    let mut lists = rules.iter().copied().filter_map(|it| match it {
        Rule::OneOf(values) => Some(values),
        Rule::Range { .. } => None,
    });
    let first = lists.next();
    let shared = |values: &Vec<_>| -> Vec<_> {
        values.iter().filter(|it| lists.clone().all(|all| all.contains(it))).cloned().collect()
    };
    let width = usize::try_from(minimum).unwrap_or_default();
    match first.map(shared) {
        Some(values) => format!("'{}'", values[number as usize % values.len()]),
        // Digits, so that a text may become a number.
        None => format!("'{number:0>width$}'"),
    }
}

fn json(rules: &[&Rule], number: u32, minimum: i64) -> String {
    let is_list = rules.iter().any(|it| matches!(it, Rule::Range { measure: Measure::Elements, .. }));
    let items: Vec<_> = (0..minimum.max(1)).map(|_| number.to_string()).collect();
    if is_list { format!("'[{}]'", items.join(", ")) } else { format!("'{{\"a\": {number}}}'") }
}

/// The columns of a key, as `on conflict` has to name them.
trait KeyOn {
    fn key_with_part_on(&self, engine: Engine) -> Vec<String>;
}

impl KeyOn for Table {
    fn key_with_part_on(&self, engine: Engine) -> Vec<String> {
        let key = if engine == Engine::Postgres { self.key_with_part() } else { self.key.clone() };
        key.iter().map(ToString::to_string).collect()
    }
}

pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn names(all: &[String]) -> String {
    all.iter().map(|it| quoted(it)).collect::<Vec<_>>().join(", ")
}
