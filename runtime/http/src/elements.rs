//! Lists in headers: elements with commas between, in quotes (RFC 9110, section 5.6) where that could be misread.

/// An element as it stands in a list.
#[cfg(feature = "client")]
pub(crate) fn quoted(element: String) -> String {
    let bare = element.trim() == element && !element.is_empty() && !element.contains([',', '"']);
    if bare { element } else { format!("\"{}\"", element.replace('\\', "\\\\").replace('"', "\\\"")) }
}

/// The elements of a list; a quote that stands inside an element is part of it.
#[cfg(feature = "server")]
pub(crate) fn split(list: &str) -> Vec<String> {
    let (mut elements, mut element) = (Vec::new(), String::new());
    let (mut quoted, mut closed) = (false, false);
    let mut letters = list.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if quoted => element.extend(letters.next()),
            '"' if quoted => (quoted, closed) = (false, true),
            '"' if element.trim().is_empty() && !closed => (quoted, element) = (true, String::new()),
            ',' if !quoted => elements.push(finished(&mut element, &mut closed)),
            _ if closed => {}
            _ => element.push(letter),
        }
    }
    elements.push(finished(&mut element, &mut closed));
    elements
}

/// The element so far: spaces around it mean something only in quotes.
#[cfg(feature = "server")]
fn finished(element: &mut String, closed: &mut bool) -> String {
    let element = std::mem::take(element);
    if std::mem::take(closed) { element } else { element.trim().to_owned() }
}

#[cfg(all(test, feature = "client", feature = "server"))]
mod tests {
    use super::*;

    #[test]
    fn elements_survive_a_list() {
        let elements = ["a", "", " b ", "c,d", "\"e\"", "f\\", "g\"h", "ü"].map(str::to_owned);
        let list = elements.clone().map(quoted).join(", ");
        assert_eq!(list, r#"a, "", " b ", "c,d", "\"e\"", f\, "g\"h", ü"#);
        assert_eq!(split(&list), elements);
    }

    #[test]
    fn lists_of_others_are_understood() {
        assert_eq!(split("a,b , c\"d\""), ["a", "b", "c\"d\""]);
        assert_eq!(split("\"a\" x,\"b"), ["a", "b"]);
        assert_eq!(split(""), [""]);
    }
}
