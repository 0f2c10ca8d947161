//! Facts of SQLite, from the statements that it keeps.

use super::Fact;
use crate::{StoreError, Transaction};

const STATEMENTS: &str = "select type, name, tbl_name, sql from sqlite_master where sql is not null and name not like 'sqlite~_%' escape '~'";

/// What the database holds.
pub(super) async fn facts(transaction: &mut Transaction<'_>) -> Result<Vec<Fact>, StoreError> {
    let mut facts = Vec::new();
    for mut row in transaction.query(STATEMENTS, &[]).await? {
        let (kind, name): (String, String) = (row.get(0)?, row.get(1)?);
        let (table, sql): (String, String) = (row.get(2)?, row.get(3)?);
        match kind.as_str() {
            "table" => facts.extend(of_table(&name, &sql)),
            "trigger" => facts.push(Fact::new(format!("trigger {table}.{name}"), "definition", squeezed(&sql))),
            _ => facts.push(Fact::new(format!("{kind} {name}"), "definition", squeezed(&sql))),
        }
    }
    Ok(facts)
}

/// A table, its columns and its constraints, each with its own text: the order in which they stand means nothing.
fn of_table(table: &str, sql: &str) -> Vec<Fact> {
    let Some((items, options)) = taken_apart(sql) else {
        return vec![Fact::new(format!("table {table}"), "definition", squeezed(sql))];
    };
    let mut facts = vec![Fact::new(format!("table {table}"), "options", squeezed(options))];
    for item in items {
        let item = squeezed(item);
        let (first, rest) = split_name(&item);
        match first.to_ascii_lowercase().as_str() {
            "constraint" => {
                let (name, rest) = split_name(rest);
                facts.push(Fact::new(format!("constraint {table}.{}", bare(name)), "definition", rest));
            }
            "check" | "primary" | "foreign" | "unique" => {
                facts.push(Fact::new(format!("constraint {table}"), "definition", item.as_str()));
            }
            _ => facts.push(Fact::new(format!("column {table}.{}", bare(first)), "definition", rest)),
        }
    }
    facts
}

/// What stands between the outer parentheses, cut at the commas, and what stands behind them.
fn taken_apart(sql: &str) -> Option<(Vec<&str>, &str)> {
    let mut items = Vec::new();
    let (mut depth, mut start, mut quote) = (0_u32, 0, None);
    for (at, it) in sql.char_indices() {
        if let Some(end) = quote {
            quote = Some(end).filter(|_| it != end);
            continue;
        }
        match it {
            '\'' | '"' | '`' => quote = Some(it),
            '(' => {
                depth += 1;
                if depth == 1 {
                    start = at + 1;
                }
            }
            ')' if depth == 1 => {
                items.push(&sql[start..at]);
                return Some((items, &sql[at + 1..]));
            }
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 1 => {
                items.push(&sql[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    None
}

/// The first name of a text, with its quotes, and the rest.
fn split_name(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = match text.chars().next() {
        Some('"') => {
            let mut quotes = text.match_indices('"').map(|(at, _)| at).skip(1);
            // Two quotes in a row are one that belongs to the name.
            let mut end = quotes.next();
            while let Some(at) = end.filter(|at| text[at + 1..].starts_with('"')) {
                quotes.next();
                end = quotes.next().filter(|next| *next > at);
            }
            end.map(|it| it + 1)
        }
        _ => text.find(|it: char| it.is_whitespace() || it == '('),
    };
    let (name, rest) = text.split_at(end.unwrap_or(text.len()));
    (name, rest.trim_start())
}

fn bare(name: &str) -> String {
    match name.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => name.to_owned(),
    }
}

/// A text with every stretch of white space outside quotes as one space.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quote = None;
    for it in text.trim().chars() {
        match quote {
            Some(end) if it == end => quote = None,
            None if matches!(it, '\'' | '"') => quote = Some(it),
            None if it.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
                continue;
            }
            _ => {}
        }
        out.push(it);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_taken_apart() {
        let sql = "create table \"a\" (\n  \"b, \"\"c\" text check (b in ('x', ',)')),\n d integer, constraint e check (d > 1)) strict";
        let facts: Vec<_> = of_table("a", sql).into_iter().map(|it| format!("{}: {}", it.object, it.value)).collect();
        let expected = [
            "table a: strict",
            "column a.b, \"c: text check (b in ('x', ',)'))",
            "column a.d: integer",
            "constraint a.e: check (d > 1)",
        ];
        assert_eq!(facts, expected);
    }

    #[test]
    fn white_space_counts_inside_quotes_only() {
        assert_eq!(squeezed(" a\n  b '  x' \t c "), "a b '  x' c");
    }
}
