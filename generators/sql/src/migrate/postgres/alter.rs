//! What `alter table` changes at once: columns, defaults, constraints that count for new rows.

use super::super::between::is_data;
use super::super::compare::Pair;
use super::super::{Phase, Step};
use super::{BRIEF, IMPATIENT, fill, journal};
use crate::postgres::table;
use crate::postgres::{in_journal, journal as journals};
use crate::schema::Column;
use crate::text::name;

const REWRITE: &str = "the table and its journal, for as long as rewriting both takes: plan a pause when they are big";

pub(super) fn steps(phase: Phase, pair: Pair<'_>) -> Vec<Step> {
    let mut alter =
        Alter { pair, own: name(&pair.to.name), step: Step::atomic(phase, format!("alter_{}", pair.to.name)) };
    alter.step.statements.push(IMPATIENT.to_owned());
    alter.new_columns();
    alter.changed_columns();
    alter.constraints();
    journal::record(&mut alter.step, pair);
    alter.step.listed()
}

struct Alter<'a> {
    pair: Pair<'a>,
    /// The table, as a name in statements.
    own: String,
    step: Step,
}

impl Alter<'_> {
    fn alter(&mut self, action: &str) {
        self.step.statements.push(format!("alter table {} {action}", self.own));
    }

    fn new_columns(&mut self) {
        for column in self.pair.new_columns() {
            if is_data(column) && self.pair.from.journal.is_some() {
                let journal = in_journal(&self.pair.to.name);
                self.step.statements.push(format!("alter table {journal} add column {}", journals::column(column)));
            }
            self.alter(&format!("add column {}", table::column(column)));
            let why = if column.nullable { "and need not fill it" } else { "and rows that it writes get the default" };
            self.step.add(
                format!("add column `{}`", column.name),
                format!("keeps working: it does not know the column, {why}"),
                BRIEF,
            );
        }
    }

    fn changed_columns(&mut self) {
        for (before, after) in self.pair.changed_columns() {
            let column = name(&after.name);
            if before.ty != after.ty {
                self.change_type(before, after);
            }
            if before.default != after.default || before.ty != after.ty {
                let action = match &after.default {
                    Some(value) => format!("set default {}", table::default(value)),
                    None => "drop default".to_owned(),
                };
                self.alter(&format!("alter column {column} {action}"));
            }
            if before.default != after.default {
                let why = "keeps working: it says what it writes";
                self.step.add(format!("change the default of column `{}`", after.name), why, BRIEF);
            }
            if after.nullable && !before.nullable {
                self.alter(&format!("alter column {column} drop not null"));
                let why = "keeps working until the next release leaves the value out; then it cannot read such rows";
                self.step.add(format!("let column `{}` be absent", after.name), why, BRIEF);
            }
            if before.nullable && !after.nullable {
                let check = name(&fill::present(&self.pair.to.name, &after.name));
                self.alter(&format!("add constraint {check} check ({column} is not null) not valid"));
                let why = "stops where it leaves the value out";
                self.step.add(format!("refuse new rows without `{}`", after.name), why, BRIEF);
            }
        }
    }

    fn change_type(&mut self, before: &Column, after: &Column) {
        let (column, ty) = (name(&after.name), table::type_name(after.ty));
        if before.default.is_some() {
            self.alter(&format!("alter column {column} drop default"));
        }
        let is_guarded = self.pair.from.journal.is_some() && self.pair.from.key.contains(&before.name);
        if is_guarded {
            self.step.statements.push(format!("drop trigger journal_key on {}", self.own));
        }
        self.alter(&format!("alter column {column} type {ty} using {column}::{ty}"));
        if self.pair.from.journal.is_some() {
            let journal = in_journal(&self.pair.to.name);
            self.step
                .statements
                .push(format!("alter table {journal} alter column {column} type {ty} using {column}::{ty}"));
        }
        if is_guarded {
            self.step.statements.push(journals::key_trigger(self.pair.from));
        }
        let why = if before.ty.widens_to(after.ty) {
            "keeps working: all that it writes is a value of the new type"
        } else {
            "stops: it expects the old type"
        };
        self.step.add(format!("change the type of column `{}` to {ty}", after.name), why, REWRITE);
    }

    fn constraints(&mut self) {
        let Pair { from, to } = self.pair;
        for key in from.foreign_keys.iter().filter(|it| !to.foreign_keys.contains(it)) {
            self.alter(&format!("drop constraint {}", name(&key.name)));
            self.step.add(format!("drop foreign key `{}`", key.name), "keeps working: less is refused", BRIEF);
        }
        for check in from.checks.iter().filter(|it| !to.checks.contains(it)) {
            self.alter(&format!("drop constraint {}", name(&check.name)));
            self.step.add(format!("drop check `{}`", check.name), "keeps working: less is refused", BRIEF);
        }
        for check in to.checks.iter().filter(|it| !from.checks.contains(it)) {
            self.alter(&format!("add constraint {} {} not valid", name(&check.name), table::check(check)));
            let why = match self.step.phase {
                Phase::Expand => "keeps working: it writes nothing that the check refuses",
                Phase::Contract => "stops where it writes what the check refuses",
            };
            self.step.add(format!("add check `{}` for new rows", check.name), why, BRIEF);
        }
        for key in to.foreign_keys.iter().filter(|it| !from.foreign_keys.contains(it)) {
            self.step.statements.push(format!("{} not valid", table::add_foreign_key(to, key)));
            let why = match from.column(&key.column) {
                Some(_) => "stops where it writes keys of rows that are not there",
                None => "keeps working: it does not know the column",
            };
            self.step.add(format!("add foreign key `{}` for new rows", key.name), why, "both tables, for moments");
        }
    }
}
