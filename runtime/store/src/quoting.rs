//! Names of tables and columns as SQL of either engine has them.

/// A name in quotes, which either engine takes for that name whatever its characters are.
///
/// ```
/// assert_eq!(apigen_store::quoted("order"), r#""order""#);
/// assert_eq!(apigen_store::quoted(r#"a "b""#), r#""a ""b""""#);
/// ```
pub fn quoted(name: &str) -> String {
    let mut sql = String::with_capacity(name.len() + 2);
    push_quoted(&mut sql, name);
    sql
}

/// The same at the end of a statement.
pub(crate) fn push_quoted(sql: &mut String, name: &str) {
    sql.push('"');
    for (at, part) in name.split('"').enumerate() {
        if at > 0 {
            sql.push_str("\"\"");
        }
        sql.push_str(part);
    }
    sql.push('"');
}
