//! Where the next page begins: behind a row, by its values and not by counting.

use super::Statement;
use super::filter::{operand, value};
use crate::query::Order;
use crate::{Table, Value};

/// What comes after the row with these values in the order.
pub(super) fn keyset(statement: &mut Statement, table: &Table, order: &[Order], after: &[Value]) {
    let same_direction = order.iter().all(|it| it.descending == order[0].descending);
    if same_direction && after.iter().all(|it| !it.is_null()) && order.iter().all(|it| !is_optional(table, it)) {
        statement.push("(").parted(order, ", ", |this, it| operand(this, &table.columns[it.column]));
        statement.push(if order[0].descending { ") < (" } else { ") > (" });
        statement.parted(order.iter().zip(after), ", ", |this, (it, after)| {
            value(this, &table.columns[it.column], after.clone());
        });
        statement.push(")");
        return;
    }
    // Column by column: further in one, and the same in all before it. What comes first lets an index begin there.
    if !is_optional(table, &order[0]) {
        let column = &table.columns[order[0].column];
        operand(statement, column);
        statement.push(if order[0].descending { " <= " } else { " >= " });
        value(statement, column, after[0].clone());
        statement.push(" and ");
    }
    statement.push("(");
    statement.parted(0..order.len(), " or ", |this, at| {
        this.push("(");
        this.parted(order[..at].iter().zip(after), " and ", |this, (it, after)| same(this, table, it, after));
        this.push(if at > 0 { " and " } else { "" });
        further(this, table, &order[at], &after[at]);
        this.push(")");
    });
    statement.push(")");
}

fn same(statement: &mut Statement, table: &Table, order: &Order, after: &Value) {
    let column = &table.columns[order.column];
    operand(statement, column);
    if after.is_null() {
        statement.push(" is null");
    } else {
        statement.push(" = ");
        value(statement, column, after.clone());
    }
}

fn further(statement: &mut Statement, table: &Table, order: &Order, after: &Value) {
    let column = &table.columns[order.column];
    match (after.is_null(), order.descending) {
        (true, false) => {
            statement.push("false");
        }
        (true, true) => {
            statement.name(column.name).push(" is not null");
        }
        (false, descending) => {
            statement.push("(");
            operand(statement, column);
            statement.push(if descending { " < " } else { " > " });
            value(statement, column, after.clone());
            if !descending && column.is_optional {
                statement.push(" or ").name(column.name).push(" is null");
            }
            statement.push(")");
        }
    }
}

fn is_optional(table: &Table, order: &Order) -> bool {
    table.columns[order.column].is_optional
}
