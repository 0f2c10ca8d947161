//! What holds of whole reports: what is no change, what is one finding, what a fingerprint survives.

use apigen_compat::{Bump, Category, Options, Report, compare};
use apigen_model::{NoImports, Repository, Role, Settings, Severity, SourceFile};
use serde_json::{Value, json};

fn repository(files: &[(&str, &str)]) -> Repository {
    let source = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        bytes: text.as_bytes().to_vec(),
        role: Role::Checked,
    };
    Repository::build(files.iter().map(source).collect(), &Settings::default(), &NoImports)
}

fn diff(old: &Value, new: &Value) -> Report {
    let [old, new] = [old, new].map(|it| repository(&[("shop.json", &it.to_string())]));
    compare(&old, &new, &Options::default())
}

fn told(report: &Report) -> Vec<(&'static str, usize)> {
    report.groups.iter().map(|it| (it.rule.id, it.changes.len())).collect()
}

/// A shop in which every operation answers with the same model.
fn shop(operations: usize, field: &Value, unauthorized: bool) -> Value {
    let mut responses = json!({ "200": { "type": "order" } });
    if unauthorized {
        responses["401"] = json!({ "type": "unit" });
    }
    let operation = |it: usize| json!({ "method": "GET", "path": format!("/{it}"), "responses": responses });
    json!({
        "name": "shop",
        "version": "1.0.0",
        "models": { "order": { "fields": [{ "name": "id", "type": "uuid" }, field] } },
        "resources": { "order": { "operations": (0..operations).map(operation).collect::<Vec<_>>() } },
    })
}

fn note(ty: &str) -> Value {
    json!({ "name": "note", "type": ty })
}

#[test]
fn a_model_that_changes_is_one_finding_with_all_its_uses() {
    let report = diff(&shop(400, &note("string"), true), &shop(400, &note("long"), true));
    assert_eq!(told(&report), [("field-type-changed", 1)]);
    assert_eq!(report.groups[0].changes[0].uses.places.len(), 400);
}

#[test]
fn a_status_that_goes_everywhere_is_one_finding_with_a_count() {
    let report = diff(&shop(400, &note("string"), true), &shop(400, &note("string"), false));
    assert_eq!(told(&report), [("response-error-removed", 400)]);
    assert_eq!(
        report.groups[0].message,
        "response 401 is gone in 400 places: `GET /orders/0`, `GET /orders/1`, `GET /orders/2`, …"
    );
}

#[test]
fn a_type_that_is_renamed_everywhere_is_one_finding() {
    let old = shop(400, &note("string"), true);
    let new: Value = serde_json::from_str(&old.to_string().replace("\"order\"", "\"purchase\"")).unwrap();
    let mut new = new;
    new["resources"]["purchase"]["path"] = json!("/orders");
    assert_eq!(told(&diff(&old, &new)), [("type-renamed", 1)]);
}

#[test]
fn a_resource_that_moves_with_all_its_operations_is_one_finding() {
    let old = shop(400, &note("string"), true);
    let mut new = old.clone();
    new["resources"]["order"]["path"] = json!("/v2/orders");
    assert_eq!(told(&diff(&old, &new)), [("operation-path-changed", 400)]);
}

#[test]
fn a_namespace_that_changes_is_one_finding() {
    let (mut old, mut new) = (shop(40, &note("string"), true), shop(40, &note("string"), true));
    old["namespace"] = json!("io.acme.shop.v0");
    new["namespace"] = json!("io.acme.shop.v1");
    assert_eq!(told(&diff(&old, &new)), [("definition-namespace-changed", 1)]);
}

#[test]
fn a_dependency_that_is_raised_is_one_finding() {
    let fields = |version: &str| {
        let field = |it: &str| json!({ "name": it, "type": format!("io.acme.common.{version}.models.{it}") });
        let fields = ["user", "money", "place"].map(field);
        json!({ "name": "shop", "models": { "order": { "fields": fields } } })
    };
    assert_eq!(told(&diff(&fields("v0"), &fields("v1"))), [("field-type-changed", 3)]);
}

#[test]
fn files_keys_and_layout_are_no_change() {
    let text = include_str!("../../../../api-definitions/user.json");
    let value: Value = serde_json::from_str(text).unwrap();
    let mut keys: Vec<_> = value.as_object().unwrap().iter().collect();
    keys.reverse();
    let reversed: serde_json::Map<String, Value> = keys.into_iter().map(|(k, v)| (k.clone(), v.clone())).collect();
    let other = serde_json::to_string(&reversed).unwrap();
    let old = repository(&[("user.json", text), ("shop.json", &shop(3, &note("string"), true).to_string())]);
    let new = repository(&[("a/shop.json", &shop(3, &note("string"), true).to_string()), ("b/people.json", &other)]);
    let report = compare(&old, &new, &Options::default());
    assert_eq!(told(&report), []);
    assert!(report.advice.iter().all(|it| it.bump == Bump::None), "{:?}", report.advice);
}

#[test]
fn fingerprints_survive_moves_and_reformatting() {
    let (old, new) = (shop(3, &note("string"), true), shop(3, &note("long"), false));
    let prints = |report: &Report| report.groups.iter().map(|it| it.fingerprint.clone()).collect::<Vec<_>>();
    let plain = diff(&old, &new);
    let pretty = serde_json::to_string_pretty(&new).unwrap();
    let moved = repository(&[("elsewhere/orders.json", &pretty)]);
    let before = repository(&[("x.json", &format!("// before\n{old}"))]);
    assert_eq!(prints(&compare(&before, &moved, &Options::default())), prints(&plain));
    assert_eq!(plain.groups.len(), 2);
}

#[test]
fn one_place_more_is_another_finding() {
    let of = |count| diff(&shop(count, &note("string"), true), &shop(count, &note("string"), false)).groups.remove(0);
    assert_ne!(of(4).fingerprint, of(5).fingerprint);
    assert_eq!(of(4).changes[0].fingerprint, of(5).changes[0].fingerprint);
}

#[test]
fn advice_follows_the_worst_change() {
    let string = shop(1, &note("string"), true);
    let bump = |new: &Value| diff(&string, new).advice[0].bump;
    let mut described = string.clone();
    described["models"]["order"]["description"] = json!("What somebody bought.");
    assert_eq!(bump(&string), Bump::None);
    assert_eq!(bump(&described), Bump::Patch);
    assert_eq!(bump(&shop(2, &note("string"), true)), Bump::Minor);
    assert_eq!(bump(&shop(1, &note("long"), true)), Bump::Major);
    let declared = diff(&string, &shop(1, &note("long"), true)).advice.remove(0).declared.unwrap();
    assert_eq!((declared.least.as_deref(), declared.follows), (Some("2.0.0"), Some(false)));
}

#[test]
fn a_category_leaves_out_what_others_care_about() {
    let [old, new] =
        [note("string"), note("long")].map(|it| repository(&[("shop.json", &shop(1, &it, true).to_string())]));
    let of = |category| compare(&old, &new, &Options { category, ..Options::default() });
    assert_eq!(of(Category::Wire).count(Severity::Error), 1);
    assert_eq!(of(Category::Data).groups.len(), 0);
    assert_eq!(of(Category::Data).advice[0].bump, Bump::Major, "advice is about everything");
}

#[test]
fn the_mode_of_a_stream_decides_whose_failure_counts() {
    let shop = |mode: &str, fields: Value| {
        json!({
            "name": "shop",
            "unions": { "event": { "discriminator": "kind", "types": [{ "type": "made" }] } },
            "models": { "made": { "fields": fields } },
            "streams": { "events": { "type": "event", "compatibility": mode } },
        })
    };
    let (without, with) =
        (json!([{ "name": "id", "type": "uuid" }]), json!([{ "name": "id", "type": "uuid" }, note("string")]));
    let worst = |mode: &str, old: &Value, new: &Value| {
        diff(&shop(mode, old.clone()), &shop(mode, new.clone())).groups[0].severity
    };
    // A field that has to be there is missing in the events of before; one that is gone is missed by consumers of before.
    assert_eq!(worst("backward", &without, &with), Severity::Error);
    assert_eq!(worst("backward", &with, &without), Severity::Warning);
    assert_eq!(worst("forward", &without, &with), Severity::Warning);
    assert_eq!(worst("forward", &with, &without), Severity::Error);
    assert_eq!(worst("full", &with, &without), Severity::Error);
    assert_eq!(worst("none", &without, &with), Severity::Info);
}
