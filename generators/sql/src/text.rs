//! Names, values and comments as SQL: what a definition says is data and never ends or begins a statement.

use apigen_model::sql;

use crate::schema::Literal;

/// Lines of lists are broken after so many characters.
const WIDTH: usize = 110;

/// An identifier; quoted where the name alone would be something else.
pub(crate) fn name(name: &str) -> String {
    let starts = name.starts_with(|it: char| it.is_ascii_lowercase() || it == '_');
    let plain = name.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_');
    if starts && plain && !sql::is_reserved(name) { name.to_owned() } else { quoted(name) }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\0', "").replace('"', "\"\""))
}

/// Identifiers, separated by commas.
pub(crate) fn names<'a>(all: impl IntoIterator<Item = &'a (impl AsRef<str> + ?Sized + 'a)>) -> String {
    let all: Vec<_> = all.into_iter().map(|it| name(it.as_ref())).collect();
    all.join(", ")
}

/// A text as a value.
pub(crate) fn text(value: &str) -> String {
    format!("'{}'", value.replace('\0', "").replace('\'', "''"))
}

/// A value of either database; booleans are theirs to write.
pub(crate) fn literal(value: &Literal, boolean: fn(bool) -> &'static str) -> String {
    match value {
        Literal::Boolean(it) => boolean(*it).to_owned(),
        Literal::Number(it) => it.to_string(),
        Literal::Text(it) => text(it),
        Literal::Json(it) => text(it),
    }
}

/// A description as a comment, one line each; nothing when there is none.
pub(crate) fn comment(description: Option<&str>) -> String {
    description.unwrap_or_default().lines().map(|it| remark(it) + "\n").collect()
}

/// A comment of one line, whatever it is made of.
pub(crate) fn remark(text: &str) -> String {
    let clean: String = text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    format!("-- {}", clean.trim_end()).trim_end().to_owned()
}

/// A body of PostgreSQL between dollars, whose word is made longer until nothing in the body ends it.
pub(crate) fn dollars(word: &str, body: &str) -> String {
    let mut tag = format!("${word}$");
    while body.contains(&tag) {
        tag.insert(tag.len() - 1, '_');
    }
    format!("{tag}\n{body}\n{tag}")
}

/// A number between bounds, both included.
pub(crate) fn bounds(number: &str, minimum: Option<i64>, maximum: Option<i64>) -> String {
    match (minimum, maximum) {
        (Some(low), Some(high)) => format!("{number} between {low} and {high}"),
        (Some(low), None) => format!("{number} >= {low}"),
        (None, Some(high)) => format!("{number} <= {high}"),
        (None, None) => "true".to_owned(),
    }
}

/// Items on lines of their own, separated by commas, inside parentheses.
pub(crate) fn block(items: &[String]) -> String {
    format!("(\n    {}\n)", items.join(",\n    "))
}

/// Items separated by commas, on as many lines as they need, which begin with so many spaces after the first.
pub(crate) fn wrapped<T: AsRef<str>>(items: &[T], indent: usize) -> String {
    let mut text = String::new();
    let mut width = indent;
    for (at, item) in items.iter().map(AsRef::as_ref).enumerate() {
        if at > 0 && width + item.len() > WIDTH {
            text.push_str(",\n");
            text.push_str(&" ".repeat(indent));
            width = indent;
        } else if at > 0 {
            text.push_str(", ");
        }
        text.push_str(item);
        width += item.len() + 2;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_where_they_must() {
        assert_eq!(names(["users", "order", "userId", "1st", "a\"b"]), r#"users, "order", "userId", "1st", "a""b""#);
    }

    #[test]
    fn texts_cannot_end_their_literal_or_comment() {
        assert_eq!(text("it's \\ \0"), "'it''s \\ '");
        assert_eq!(comment(Some("a\nb\u{2028}; drop\r x")), "-- a\n-- b\u{2028}; drop  x\n");
        assert_eq!(remark("a\ndrop table x"), "-- a drop table x");
        assert_eq!(dollars("fill", "'$fill$; drop'"), "$fill_$\n'$fill$; drop'\n$fill_$");
    }
}
