//! What operations are called.

use apigen_generator::names::Words;
use apigen_model::{Operation, Resource};

use crate::ident::value_name;

/// The name that the definition gives; otherwise method, literal words and variables of the path behind the resource's.
pub(super) fn function(resource: &Resource, operation: &Operation) -> String {
    match operation.name() {
        Some(it) => value_name(it),
        None => value_name(&derived(&resource.path, operation.method.as_str(), &operation.path)),
    }
}

fn derived(resource: &str, method: &str, path: &str) -> String {
    let own = own_segments(resource, path);
    let literals: Vec<_> = own.iter().filter_map(|it| literal(it)).collect();
    let variables: Vec<_> = own.iter().filter_map(|it| variable(it)).collect();
    let mut name = method.to_ascii_lowercase();
    if !literals.is_empty() {
        name = format!("{name}_{}", literals.join("_and_"));
    }
    if !variables.is_empty() {
        name = format!("{name}_by_{}", variables.join("_and_"));
    }
    name
}

fn own_segments<'p>(resource: &str, path: &'p str) -> Vec<&'p str> {
    let segments = |it: &'p str| it.split('/').filter(|it| !it.is_empty());
    let common = resource.split('/').filter(|it| !it.is_empty()).zip(segments(path));
    let shared = common.take_while(|(left, right)| left == right).count();
    segments(path).skip(shared).collect()
}

/// The literal words of a segment: all of it, or what follows a variable.
fn literal(segment: &str) -> Option<String> {
    let text = match segment.strip_prefix(':') {
        Some(it) => it.split_once('.').map(|(_, suffix)| suffix)?,
        None => segment,
    };
    Some(Words::of(text).snake()).filter(|it| !it.is_empty())
}

fn variable(segment: &str) -> Option<String> {
    let name = segment.strip_prefix(':')?.split('.').next().unwrap_or_default();
    Some(Words::of(name).snake()).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::derived;

    #[test]
    fn names_follow_the_path() {
        let table = [
            ("/users", "GET", "/users", "get"),
            ("/users", "GET", "/users/:guid", "get_by_guid"),
            ("/users", "POST", "/users/authenticate", "post_authenticate"),
            ("/:org/users", "PUT", "/:org/users/:id/keys/:key", "put_keys_by_id_and_key"),
            ("/users", "GET", "/users/:id.csv", "get_csv_by_id"),
            ("", "GET", "/versions/latest.txt", "get_versions_and_latest_txt"),
        ];
        for (resource, method, path, expected) in table {
            assert_eq!(derived(resource, method, path), expected, "{path}");
        }
    }
}
