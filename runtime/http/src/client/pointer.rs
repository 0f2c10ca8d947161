//! Where in a body reading stopped.

use crate::pointer;

/// The JSON pointer of the value at which reading stopped, from the line and the column that `serde_json` reports.
///
/// It is found by looking at the text again, so reading itself pays nothing for it and no model is compiled twice.
pub(super) fn stopped_at(text: &[u8], error: &serde_json::Error) -> String {
    let before = error.line().saturating_sub(1);
    let line = text.split_inclusive(|it| *it == b'\n').take(before).map(<[u8]>::len).sum::<usize>();
    let end = (line + error.column()).min(text.len());
    let mut path = Vec::new();
    walk(&text[..end], &mut path);
    let mut found = String::new();
    for step in path {
        match step {
            Step::Index(it) => pointer::push(&mut found, &it.to_string()),
            Step::Key(Some(it)) => pointer::push(&mut found, &it),
            Step::Key(None) => {}
        }
    }
    found
}

/// One step down: the current element of an array, or the current member of an object, once its key is read.
enum Step {
    Index(usize),
    Key(Option<String>),
}

fn walk(text: &[u8], path: &mut Vec<Step>) {
    let mut rest = text;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        match byte {
            b'{' => path.push(Step::Key(None)),
            b'[' => path.push(Step::Index(0)),
            b'}' | b']' => drop(path.pop()),
            b',' => match path.last_mut() {
                Some(Step::Index(it)) => *it += 1,
                Some(Step::Key(it)) => *it = None,
                None => {}
            },
            b'"' => {
                let length = string_length(rest);
                if let Some(Step::Key(key @ None)) = path.last_mut() {
                    *key = Some(unescaped(&rest[..length]));
                }
                rest = rest.get(length + 1..).unwrap_or_default();
            }
            _ => {}
        }
    }
}

/// How many bytes a string has up to the quote that ends it.
fn string_length(text: &[u8]) -> usize {
    let mut is_escaped = false;
    let end = text.iter().position(|it| {
        let ends = *it == b'"' && !is_escaped;
        is_escaped = *it == b'\\' && !is_escaped;
        ends
    });
    end.unwrap_or(text.len())
}

fn unescaped(text: &[u8]) -> String {
    let quoted = [b"\"", text, b"\""].concat();
    serde_json::from_slice(&quoted).unwrap_or_else(|_| String::from_utf8_lossy(text).into_owned())
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    #[allow(dead_code)] // Only whether they can be read matters.
    struct Order {
        id: String,
        #[serde(rename = "a/\"~")]
        odd: Option<u8>,
        #[serde(default)]
        items: Vec<Item>,
    }

    #[derive(Deserialize)]
    #[allow(dead_code)] // Only whether they can be read matters.
    struct Item {
        price: u32,
        #[serde(default)]
        tags: Vec<String>,
    }

    #[test]
    fn a_pointer_leads_to_what_cannot_be_read() {
        let table = [
            (r#"[{"id": 1}]"#, "/0/id"),
            (r#"[{"id": "a"}, {"id": "b", "items": [{"price": 1}, {"price": "2"}]}]"#, "/1/items/1/price"),
            ("[{\n\"id\": \"],\\\"}\",\n \"items\": [{\"price\": -1}]}]", "/0/items/0/price"),
            (r#"[{"id": "a", "items": [{"price": 1, "tags": ["x", 2]}]}]"#, "/0/items/0/tags/1"),
            (r#"[{"id": "a", "a/\"~": 256}]"#, "/0/a~1\"~0"),
            (r#"[{"items": []}]"#, "/0"),
            (r#"[{"id": "a", "items": {}}]"#, "/0/items"),
            (r#"[{"id": "a"}, "#, "/1"),
            ("", ""),
            ("<html>", ""),
        ];
        for (text, pointer) in table {
            let Err(error) = serde_json::from_str::<Vec<Order>>(text) else { panic!("{text}") };
            assert_eq!(stopped_at(text.as_bytes(), &error), pointer, "{text}: {error}");
        }
    }
}
