//! Canonical layout of definitions, for those that a task writes.

use serde_json::Value;

/// A container that fits is on one line, indentation and comma included.
const WIDTH: usize = 120;

/// The canonical text of a file.
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, value, 0, 0);
    text.push('\n');
    text
}

/// Writes a value whose line already has `column` characters.
fn write(out: &mut String, value: &Value, indent: usize, column: usize) {
    if let Some(line) = line(value).filter(|line| column + line.len() < WIDTH) {
        out.push_str(&line);
        return;
    }
    match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| (String::new(), item));
            write_members(out, ['[', ']'], items, indent);
        }
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (format!("{}: ", quote(name)), value));
            write_members(out, ['{', '}'], members, indent);
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn write_members<'a>(
    out: &mut String,
    [open, close]: [char; 2],
    members: impl Iterator<Item = (String, &'a Value)>,
    indent: usize,
) {
    out.push(open);
    for (at, (name, value)) in members.enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(&" ".repeat(indent + 2));
        out.push_str(&name);
        write(out, value, indent + 2, indent + 2 + name.len());
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push(close);
}

/// The value on one line, if its kind allows it.
fn line(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) if items.iter().all(is_short) => Some(array(items)),
        Value::Object(members) if members.values().all(is_short) => {
            let inline = |(name, value): (&String, &Value)| format!("{}: {}", quote(name), short(value));
            let members: Vec<_> = members.iter().map(inline).collect();
            Some(if members.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", members.join(", ")) })
        }
        Value::Array(_) | Value::Object(_) => None,
        scalar => Some(scalar.to_string()),
    }
}

/// Scalars, empty containers and arrays of scalars may share the line of what holds them.
fn is_short(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.iter().any(|it| it.is_array() || it.is_object()),
        Value::Object(members) => members.is_empty(),
        _ => true,
    }
}

fn short(value: &Value) -> String {
    match value {
        Value::Array(items) => array(items),
        other => other.to_string(),
    }
}

fn array(items: &[Value]) -> String {
    format!("[{}]", items.iter().map(short).collect::<Vec<_>>().join(", "))
}

fn quote(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn short_containers_stay_on_one_line() {
        let value = json!({ "imports": [{ "uri": "a.json" }], "scopes": ["x", "y"], "none": {} });
        let text = "{\n  \"imports\": [\n    { \"uri\": \"a.json\" }\n  ],\n  \"scopes\": [\"x\", \"y\"],\n  \"none\": {}\n}\n";
        assert_eq!(canonical(&value), text);
    }

    #[test]
    fn long_containers_have_one_member_a_line() {
        let value = json!({ "description": "x".repeat(WIDTH) });
        assert_eq!(canonical(&value).lines().count(), 3);
    }
}
