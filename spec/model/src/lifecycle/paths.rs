//! Paths of operations: which of them are collections, items, and things below items.

/// The path without the names of its variables.
pub fn pattern(path: &str) -> String {
    let segments = segments(path).map(|it| if it.starts_with(':') { "/:".to_owned() } else { format!("/{it}") });
    segments.collect()
}

/// The collection of a path that ends with a variable, and the variable.
pub fn item(path: &str) -> Option<(&str, &str)> {
    let (collection, last) = path.trim_end_matches('/').rsplit_once('/')?;
    // What follows a dot is a format, so that the path leads to a rendering of the object.
    let variable = last.strip_prefix(':').filter(|it| !it.contains('.'))?;
    Some((collection, variable))
}

/// Whether a path ends with a word of its own.
pub fn ends_literally(path: &str) -> bool {
    !segments(path).next_back().is_some_and(|it| it.starts_with(':'))
}

/// The names of the variables, in order.
pub fn variables(path: &str) -> Vec<&str> {
    let names = segments(path).filter_map(|it| it.strip_prefix(':'));
    names.map(|it| it.split('.').next().unwrap_or(it)).collect()
}

/// Whether a path lies below the items of a collection; its pattern and the collection's.
pub fn is_below(path: &str, collection: &str) -> bool {
    path.strip_prefix(collection).is_some_and(|rest| rest.starts_with("/:/"))
}

fn segments(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split('/').filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_what_they_lead_to() {
        assert_eq!(pattern("/users/:id/keys/"), "/users/:/keys");
        assert_eq!(item("/users/:id"), Some(("/users", "id")));
        assert_eq!(item("/:org"), Some(("", "org")));
        assert_eq!(item("/users/:id.csv"), None);
        assert_eq!(item("/users"), None);
        assert!(ends_literally("/users") && !ends_literally("/users/:id"));
        assert!(is_below("/users/:/keys", "/users") && !is_below("/users/:", "/users"));
    }
}
