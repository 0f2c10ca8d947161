//! Names of tables and columns as databases see them: how long they may be, which are taken, which are one to a database.
//!
//! Lint and generators must agree on this, so both ask here.

use crate::{Definition, Json, Stream, Table};

/// The longest identifier, in bytes: what PostgreSQL keeps of a name.
pub const MAX_BYTES: usize = 63;

/// The column that holds the hash of a row's content.
pub const HASH_CODE: &str = "hash_code";

/// The columns that a journal puts before those of the row.
pub const JOURNAL_COLUMNS: [&str; 6] =
    ["journal_id", "journal_timestamp", "journal_operation", "journal_actor", "schema_version", "traceparent"];

/// The schema of journals and queues on PostgreSQL; on SQLite the prefix of their names.
pub const JOURNAL: &str = "journal";

/// What stands before a stream's name in the name of its queue.
pub const QUEUE: &str = "queue";

/// What stands before a stream's name in the name of the table for what cannot be published.
pub const FAILED: &str = "failed";

/// The table in which SQLite keeps who writes, as long as a transaction lasts.
pub const SESSION: &str = "apigen_session";

/// Words that are no identifiers, without quotes, on PostgreSQL or SQLite; sorted.
const RESERVED: &[&str] = &[
    "add",
    "all",
    "alter",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "autoincrement",
    "between",
    "binary",
    "both",
    "case",
    "cast",
    "check",
    "collate",
    "collation",
    "column",
    "commit",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "default",
    "deferrable",
    "delete",
    "desc",
    "distinct",
    "do",
    "drop",
    "else",
    "end",
    "escape",
    "except",
    "exists",
    "false",
    "fetch",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "group",
    "having",
    "if",
    "ilike",
    "in",
    "index",
    "initially",
    "inner",
    "insert",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "natural",
    "not",
    "nothing",
    "notnull",
    "null",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "overlaps",
    "placing",
    "primary",
    "raise",
    "references",
    "returning",
    "right",
    "select",
    "session_user",
    "set",
    "similar",
    "some",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "to",
    "trailing",
    "transaction",
    "true",
    "union",
    "unique",
    "update",
    "user",
    "using",
    "values",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
];

/// Whether a name must be quoted in every statement, on one of the databases at least.
pub fn is_reserved(name: &str) -> bool {
    RESERVED.binary_search(&name.to_ascii_lowercase().as_str()).is_ok()
}

/// What two names have in common when a database takes them for one: SQLite ignores the case of ASCII letters.
pub fn folded(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// The name made of parts, shortened where it would be too long: the end then is a hash of the whole.
pub fn derived(parts: &[&str]) -> String {
    shortened(&parts.join("_"), MAX_BYTES)
}

/// The name of what a journal keeps of something that went with the migration whose files begin with this number.
pub fn until(parts: &[&str], first: u32) -> String {
    derived(&[parts, &["until", &format!("{first:04}")]].concat())
}

/// A name of at most so many bytes, which are at least nine; the end of one that is shortened is a hash of the whole.
pub fn shortened(name: &str, bytes: usize) -> String {
    if name.len() <= bytes {
        return name.to_owned();
    }
    let mut end = bytes.saturating_sub(9);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}_{:08x}", &name[..end], hash(name))
}

/// A stable hash (32-bit FNV-1a): it tells names apart, and nothing else.
pub fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// More readers of one stream than this need more than one database.
const MAX_SHARDS: u16 = 1024;

/// Into how many shards the queue of a stream is divided, by its attribute `shards`; each has one reader.
pub fn shards(stream: &Stream) -> u16 {
    let count = stream.meta.attribute("shards").and_then(|it| match it.value.get("count") {
        Some(Json::Number(count)) => count.parse().ok(),
        _ => None,
    });
    count.unwrap_or(1_u16).clamp(1, MAX_SHARDS)
}

/// Whether the changes of a table are recorded: because it says so, or because a stream publishes them.
pub fn is_journaled(definition: &Definition, table: &Table) -> bool {
    table.journal || definition.streams.iter().any(|it| it.source.as_ref() == Some(&table.name))
}

/// The tables that a database of a definition holds besides those that it declares, by name, on SQLite, where all
/// names share one space; each with what it is for.
pub fn companions(definition: &Definition) -> Vec<(String, Companion<'_>)> {
    let journals = definition.tables.iter().filter(|it| is_journaled(definition, it));
    let journals = journals.map(|it| (derived(&[JOURNAL, &it.name]), Companion::Journal(it)));
    let streams = definition.streams.iter().filter(|it| it.source.is_some());
    let queues = streams.flat_map(|it| {
        let name = |kind| derived(&[JOURNAL, kind, &it.name]);
        [(name(QUEUE), Companion::Stream(it)), (name(FAILED), Companion::Stream(it))]
    });
    journals.chain(queues).collect()
}

/// What a table that nobody declared is for.
#[derive(Debug, Clone, Copy)]
pub enum Companion<'a> {
    /// The journal of a table.
    Journal(&'a Table),
    /// The queue of a stream, or what could not be published.
    Stream(&'a Stream),
}

/// What begins a name or a string on one database, or hides a quote, and is an ordinary sign on another.
const AMBIGUOUS: &str = "has a sign that databases read differently";

/// Why a text cannot stand as a condition inside a statement, in words that end a sentence; nothing when it can.
///
/// A condition is SQL that a person wrote; what would end the statement or hide the rest of it is refused.
pub fn condition_error(text: &str) -> Option<&'static str> {
    let mut open = 0_u32;
    let mut rest = text.trim();
    if rest.is_empty() {
        return Some("is empty");
    }
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        match first {
            // Some strings of PostgreSQL take a quote behind a backslash for a letter, and others do not.
            '\'' | '"' => match rest[1..].find(first) {
                Some(end) if rest[1..=end].contains(['\\', '\0']) => return Some(AMBIGUOUS),
                Some(end) => length = end + 2,
                None => return Some("has a quote without its end"),
            },
            '(' => open += 1,
            ')' if open == 0 => return Some("closes a parenthesis that it did not open"),
            ')' => open -= 1,
            ';' => return Some("has a semicolon"),
            '-' if rest.starts_with("--") => return Some("has a comment"),
            '/' if rest.starts_with("/*") => return Some("has a comment"),
            '$' | '\\' | '`' | '[' | ']' | '\0' => return Some(AMBIGUOUS),
            _ => {}
        }
        rest = &rest[length..];
    }
    (open > 0).then_some("opens a parenthesis that it does not close")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_words_are_sorted_and_found_in_any_case() {
        assert!(RESERVED.is_sorted());
        assert!(is_reserved("Order") && is_reserved("user") && !is_reserved("users"));
        assert!(is_reserved("if") && is_reserved("raise"), "of SQLite alone");
    }

    #[test]
    fn names_that_are_too_long_end_in_a_hash() {
        assert_eq!(derived(&["users", "handle", "key"]), "users_handle_key");
        let (one, other) = (derived(&["é".repeat(40).as_str(), "a"]), derived(&["é".repeat(40).as_str(), "b"]));
        assert!(one.len() <= MAX_BYTES && other.len() <= MAX_BYTES);
        assert_ne!(one, other);
    }

    #[test]
    fn conditions_stay_inside_their_statement() {
        for fine in ["status <> 'delivered'", "confirmed", "(a = 1 or b = ';') and c = 'it''s'"] {
            assert_eq!(condition_error(fine), None, "{fine}");
        }
        for bad in ["", "a); drop table x", "a -- b", "a /* b", "'a", "(a", "a)", "$$", "a;"] {
            assert!(condition_error(bad).is_some(), "{bad}");
        }
        // A quote that only some databases take for one must not decide where a string ends.
        for bad in [r"a = E'\' '); drop table x; --'", "a = [b'] ; drop table x; --'", "a = '\0'"] {
            assert_eq!(condition_error(bad), Some(AMBIGUOUS), "{bad}");
        }
    }
}
