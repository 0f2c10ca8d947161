//! Rows that were there before a rule: filled in batches, then checked without a lock.

use apigen_model::sql;

use super::super::compare::Pair;
use super::super::{Phase, Step};
use super::{BRIEF, IMPATIENT, NONE};
use crate::postgres::table;
use crate::schema::{Column, Content, Literal};
use crate::text::{dollars, name, names};

const BATCH: u32 = 1000;

/// The check that a value is there, until the column itself says so.
pub(super) fn present(table: &str, column: &str) -> String {
    sql::derived(&[table, column, "present"])
}

pub(super) fn steps(phase: Phase, pair: Pair<'_>) -> Vec<Step> {
    let required: Vec<&Column> =
        pair.changed_columns().filter(|(before, after)| before.nullable && !after.nullable).map(|it| it.1).collect();
    let mut steps: Vec<Step> = required.iter().filter_map(|it| fill(phase, pair, it)).collect();
    steps.extend(validate(phase, pair, &required));
    steps.extend(require(phase, pair, &required));
    steps
}

fn fill(phase: Phase, pair: Pair<'_>, column: &Column) -> Option<Step> {
    let value = column.default.as_ref()?;
    let statement = statement(pair, column, value);
    let mut step = Step::alone(phase, format!("fill_{}_{}", pair.to.name, column.name), statement);
    let what =
        format!("give rows of `{}` without `{}` the default, {BATCH} rows a transaction", pair.to.name, column.name);
    step.add(
        what,
        "keeps working; changes are recorded and published like any other",
        "the rows of a batch, for moments",
    );
    Some(step)
}

/// The hash of a row that is filled is that of other content, so it goes.
fn statement(pair: Pair<'_>, column: &Column, value: &Literal) -> String {
    let (own, target, key) = (name(&pair.to.name), name(&column.name), names(&pair.from.key));
    let hash = pair.to.columns.iter().find(|it| it.content == Content::HashCode);
    let hash = hash.map(|it| format!(", {} = null", name(&it.name))).unwrap_or_default();
    let body = format!(
        "declare
    filled bigint;
begin
    loop
        update {own} set {target} = {}{hash}
        where ({key}) in (select {key} from {own} where {target} is null limit {BATCH});
        get diagnostics filled = row_count;
        exit when filled = 0;
        commit;
    end loop;
end",
        table::default(value)
    );
    format!("do {}", dollars("fill", &body))
}

/// Checks what new constraints say about rows that were there before.
fn validate(phase: Phase, pair: Pair<'_>, required: &[&Column]) -> Vec<Step> {
    let Pair { from, to } = pair;
    let mut names_of: Vec<String> =
        to.checks.iter().filter(|it| !from.checks.contains(it)).map(|it| it.name.to_string()).collect();
    names_of.extend(to.foreign_keys.iter().filter(|it| !from.foreign_keys.contains(it)).map(|it| it.name.to_string()));
    names_of.extend(required.iter().map(|it| present(&to.name, &it.name)));
    let mut step = Step::atomic(phase, format!("validate_{}", to.name));
    for constraint in names_of {
        step.statements.push(format!("alter table {} validate constraint {}", name(&to.name), name(&constraint)));
        let what =
            format!("check `{constraint}` on the rows that were there before; it fails when one breaks the rule");
        step.add(what, "keeps working", NONE);
    }
    step.listed()
}

/// Makes columns required, which takes no scan once a check has said the same.
fn require(phase: Phase, pair: Pair<'_>, required: &[&Column]) -> Vec<Step> {
    let own = name(&pair.to.name);
    let mut step = Step::atomic(phase, format!("require_{}", pair.to.name));
    step.statements.push(IMPATIENT.to_owned());
    for column in required {
        let check = name(&present(&pair.to.name, &column.name));
        step.statements.push(format!("alter table {own} alter column {} set not null", name(&column.name)));
        step.statements.push(format!("alter table {own} drop constraint {check}"));
        let why = "stops where it leaves the value out";
        step.add(format!("require `{}`", column.name), why, BRIEF);
    }
    step.listed()
}
