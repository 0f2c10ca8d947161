//! What holds of generated files beyond the golden trees.

use apigen_generator::Output;
use apigen_generator_rust::{RuntimeSource, generate};
use apigen_test_support::repository;

use crate::support::{crates, definitions, options};

fn text<'a>(output: &'a Output, path: &str) -> &'a str {
    &output.files.get(path).unwrap_or_else(|| panic!("{path} is not generated")).text
}

#[test]
fn a_namespace_is_a_crate() {
    let output = crates(r#"{"name": "user", "namespace": "io.acme.user.v0", "models": {"user": {"fields": []}}}"#);
    assert!(text(&output, "io-acme-user-v0/Cargo.toml").contains("name = \"io_acme_user_v0\""));
    assert!(text(&output, "io-acme-user-v0/src/models.rs").contains("pub struct User {}"));
    assert!(output.skips.is_empty());
}

#[test]
fn only_wanted_namespaces_and_those_they_need_are_generated() {
    let mut options = options();
    options.namespaces = vec!["golden.right.v0".to_owned()];
    options.prefix = "acme".to_owned();
    options.runtime = RuntimeSource::Version("0.1".to_owned());
    let output = generate(&repository(&definitions(&["left.json", "right.json", "names.json"])), &options).unwrap();
    let packages: std::collections::BTreeSet<_> =
        output.files.iter().map(|(path, _)| path.split('/').next().unwrap()).collect();
    assert_eq!(packages.into_iter().collect::<Vec<_>>(), ["acme-golden-left-v0", "acme-golden-right-v0"]);
    assert!(text(&output, "acme-golden-left-v0/Cargo.toml").contains("apigen-types = { version = \"0.1\" }"));
}

#[test]
fn what_a_crate_cannot_have_is_said_and_stood_in_for() {
    let output = generate(&repository(&definitions(&["left.json", "right.json"])), &options()).unwrap();
    let constructs: Vec<_> = output.skips.iter().map(|it| it.construct.as_str()).collect();
    assert!(constructs.contains(&"golden.left.v0.models.own.far"), "{constructs:?}");
    let external = text(&output, "golden-left-v0/src/external.rs");
    assert!(external.contains("other.far.v0.models.away"), "{external}");
}

#[test]
fn templates_can_be_replaced_and_mistakes_in_them_are_named() {
    let mut options = options();
    options.templates.insert("README.md".to_owned(), "# {{package}}, ours".to_owned());
    let repository = repository(&definitions(&["names.json"]));
    let output = generate(&repository, &options).unwrap();
    assert_eq!(text(&output, "golden-names-v0/README.md"), "# golden-names-v0, ours");
    options.templates.insert("README.md".to_owned(), "{{nothing}}".to_owned());
    assert!(generate(&repository, &options).unwrap_err().to_string().contains("template `README.md`"));
}

#[test]
fn many_types_get_a_file_each() {
    let models: Vec<_> =
        (0..50).map(|it| format!(r#""Model{it}": {{"fields": []}}, "model{it}": {{"fields": []}}"#)).collect();
    let output = crates(&format!(r#"{{"name": "many", "namespace": "many.v0", "models": {{{}}}}}"#, models.join(",")));
    let files = output.files.iter().filter(|(path, _)| path.starts_with("many-v0/src/models/")).count();
    assert_eq!(files, 101);
    assert!(text(&output, "many-v0/src/models/mod.rs").contains("mod model0_2;"));
}

#[test]
fn generated_files_hold_no_control_characters_and_parse() {
    for case in ["names.json", "shapes.json", "texts.json"] {
        let output = generate(&repository(&definitions(&[case])), &options()).unwrap();
        for (path, file) in output.files.iter() {
            let bad = file.text.chars().find(|it| it.is_control() && *it != '\n');
            assert_eq!(bad, None, "{path}");
            if path.ends_with(".rs") {
                syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{path}: {error}"));
            }
        }
    }
}

#[test]
fn names_of_files_stay_short_and_differ() {
    let names: Vec<_> = (0..45).map(|it| format!(r#""{}{it}": {{"fields": []}}"#, "имя_".repeat(40))).collect();
    let namespace = "a.".repeat(200);
    let output = crates(&format!(r#"{{"name": "n", "namespace": "{namespace}", "models": {{{}}}}}"#, names.join(",")));
    let parts = || output.files.iter().flat_map(|(path, _)| path.split('/').map(str::to_owned).collect::<Vec<_>>());
    assert_eq!(parts().filter(|it| it.len() > 140).collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!(output.files.iter().filter(|(path, _)| path.contains("/models/")).count(), 46);
}

#[test]
fn namespaces_that_collide_are_crates_of_their_own() {
    let namespaces = ["a.b-c.v0", "a.b_c.v0", "a-b-c-v0", "std", "type", "self", "serde", "9", "🙂", "имя"];
    let file = |it: &&str| {
        let text = format!(r#"{{"name": "x", "namespace": "{it}", "models": {{"x": {{"fields": []}}}}}}"#);
        (format!("{it}.json"), text.into_bytes())
    };
    let output = generate(&repository(&namespaces.iter().map(file).collect::<Vec<_>>()), &options()).unwrap();
    let packages: std::collections::BTreeSet<_> =
        output.files.iter().map(|(path, _)| path.split('/').next().unwrap()).collect();
    let expected = [
        "a-b-c-v0",
        "a-b-c-v0-2",
        "a-b-c-v0-3",
        "n9",
        "self-",
        "serde",
        "std-2",
        "type-2",
        "u0438-u043c-u044f",
        "u1f642",
    ];
    assert_eq!(packages.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn hundreds_of_operations_have_names_of_their_own() {
    let paths = ["/x/:id", "/x-:id", "/X/:id", "/{x}/:id", "/x/:ID"];
    let operation =
        |it: usize| format!(r#"{{"method": "GET", "path": "{}/{}"}}"#, paths[it % paths.len()], it / paths.len());
    let operations: Vec<_> = (0..300).map(operation).collect();
    let output = crates(&format!(
        r#"{{"name": "m", "namespace": "m.v0", "models": {{"m": {{"fields": []}}}},
            "resources": {{"m": {{"operations": [{}]}}}}}}"#,
        operations.join(",")
    ));
    let server = text(&output, "m-v0/src/server/ms.rs");
    let names = |prefix: &str| {
        let lines = server.lines().filter_map(|it| it.strip_prefix(prefix)?.split(['(', '<', ' ']).next());
        let all: Vec<_> = lines.map(str::to_owned).collect();
        (all.len(), all.into_iter().collect::<std::collections::BTreeSet<_>>().len())
    };
    assert_eq!(names("    fn get"), (300, 300));
    assert_eq!(names("pub struct "), (300, 300));
}

#[test]
fn long_lines_stay_whole() {
    let long = "word ".repeat(2000);
    let output = crates(&format!(
        r#"{{"name": "l", "namespace": "l.v0", "description": "{long}", "models": {{"m": {{"description": "{long}",
            "fields": [{{"name": "f", "type": "string", "description": "{long}", "default": "{long}"}}]}}}}}}"#
    ));
    let models = text(&output, "l-v0/src/models.rs");
    syn::parse_file(models).unwrap();
    assert_eq!(models.matches(long.trim_end()).count(), 4, "two descriptions, the default, and what is said of it");
}
