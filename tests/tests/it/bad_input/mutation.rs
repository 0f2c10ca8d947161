//! Random bytes, random JSON, and real definitions with random damage.

use std::path::Path;

use apigen_syntax::{Document, Kind, Value, edit};
use proptest::prelude::*;

use super::{build, fix, judge};

/// Values that are never what a definition expects everywhere.
const FRAGMENTS: [&str; 28] = [
    "null",
    "true",
    "\"\"",
    "\" \"",
    "[]",
    "{}",
    "0",
    "-1",
    "1.5",
    "1e999",
    "99999999999999999999999999",
    "\"[[[\"",
    "\"map[\"",
    "\"string\"",
    "\"order\"",
    "\"io.acme.user.v0.models.user\"",
    "\"Ünïcödé\"",
    "\"日本語\"",
    "\"שלום\"",
    "\"🦀\\u0000\\ud83d\"",
    "\"a.b/c~d:e\"",
    "[null, {}, [[]], \"x\"]",
    "{ \"name\": {} }",
    "{ \"type\": [] }",
    "[{ \"name\": \"id\", \"type\": \"id\" }]",
    "// gone\n",
    "{ \"model\": \"order\", \"fields\": [] }",
    "\"2027-02-30\"",
];

/// What happens to a node.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Remove,
    Repeat,
    Replace(usize),
    /// Takes the text of another node.
    Copy(usize),
    /// Gives a key another name.
    Rename(usize),
    /// Wraps a value into lists.
    Bury(usize),
    /// Cuts the text off there.
    Cut,
    /// Takes one byte away.
    Bite,
}

fn damage() -> impl Strategy<Value = (usize, usize, Damage)> {
    let kind = prop_oneof![
        Just(Damage::Remove),
        Just(Damage::Repeat),
        (0..FRAGMENTS.len()).prop_map(Damage::Replace),
        any::<usize>().prop_map(Damage::Copy),
        (0..FRAGMENTS.len()).prop_map(Damage::Rename),
        (1..600_usize).prop_map(Damage::Bury),
        Just(Damage::Cut),
        Just(Damage::Bite),
    ];
    (any::<usize>(), any::<usize>(), kind)
}

fn definitions() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-definitions");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.retain(|it| it.extension().is_some_and(|it| it == "json"));
    paths.sort();
    paths.iter().map(|it| std::fs::read_to_string(it).unwrap()).collect()
}

/// The text after damage at one of its nodes.
fn damaged(text: &str, at: usize, damage: Damage) -> String {
    let document = Document::parse(text.as_bytes().to_vec());
    let nodes = nodes(&document);
    let Some(node) = nodes.get(at % nodes.len().max(1)).copied() else { return text.to_owned() };
    let edits = match damage {
        Damage::Remove => edit::remove_member(node).or_else(|| edit::remove_element(node)).unwrap_or_default(),
        Damage::Repeat => {
            let whole = node.key().map_or(node.span(), |key| key.span().to(node.span()));
            let again = format!("{}, ", &document.text()[whole.range()]);
            vec![apigen_syntax::Edit::insert(whole.start, again)]
        }
        Damage::Replace(index) => vec![edit::replace_value(node, FRAGMENTS[index])],
        Damage::Copy(other) => vec![edit::replace_value(node, nodes[other % nodes.len()].raw())],
        Damage::Rename(index) => {
            let key = FRAGMENTS[index].trim_matches('"');
            edit::rename_key(node, key).into_iter().collect()
        }
        Damage::Bury(depth) => {
            vec![edit::replace_value(node, &format!("{}{}{}", "[".repeat(depth), node.raw(), "]".repeat(depth)))]
        }
        Damage::Cut => return document.text()[..node.span().start as usize].to_owned(),
        Damage::Bite => {
            let mut text = document.text().to_owned();
            text.remove(node.span().start as usize);
            return text;
        }
    };
    apigen_syntax::apply(document.text(), &edits).unwrap()
}

/// All values of a document that take room in it.
fn nodes(document: &Document) -> Vec<Value<'_>> {
    let mut pending: Vec<Value<'_>> = document.root().into_iter().collect();
    let mut all = Vec::new();
    while let Some(node) = pending.pop() {
        if !node.span().is_empty() {
            all.push(node);
        }
        match node.kind() {
            Kind::Object => pending.extend(node.members().map(|it| it.value)),
            _ => pending.extend(node.elements()),
        }
    }
    all
}

/// Text that is nearly JSON and nearly a definition.
fn soup() -> impl Strategy<Value = String> {
    let tokens = ["{", "}", "[", "]", ",", ":", " ", "\n", "//", "/*", "*/", "\"", "'", "name", "0", "-", "\u{feff}"];
    let keys = ["\"name\":", "\"models\":", "\"fields\":", "\"type\":", "\"unions\":", "\"types\":", "\"resources\":"];
    let one = prop_oneof![
        4 => proptest::sample::select(tokens.to_vec()),
        3 => proptest::sample::select(keys.to_vec()),
        3 => proptest::sample::select(FRAGMENTS.to_vec()),
    ];
    proptest::collection::vec(one, 0..80).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(apigen_test_support::cases(256))]

    #[test]
    fn any_bytes_are_a_definition_of_some_kind(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        judge(&build([bytes]));
    }

    #[test]
    fn any_tokens_are_a_definition_of_some_kind(files in proptest::collection::vec(soup(), 1..3)) {
        judge(&build(files));
    }
}

proptest! {
    #![proptest_config(apigen_test_support::cases(48))]

    #[test]
    fn damaged_definitions_are_judged(wounds in proptest::collection::vec(damage(), 1..6)) {
        let mut files = definitions();
        for (file, at, damage) in wounds {
            let index = file % files.len();
            files[index] = damaged(&files[index], at, damage);
        }
        let repository = build(files.clone());
        let findings = judge(&repository);
        prop_assert_eq!(&findings, &judge(&build(files)), "the same input gives the same findings");
        judge(&build(fix(&repository, &findings)));
    }
}
