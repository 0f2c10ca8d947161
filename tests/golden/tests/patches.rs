//! Patches: to leave, to clear and to set are three things, from the client's code to the handler's.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

use std::collections::BTreeSet;

use apigen_http::server::Router;
use apigen_types::Patch::{Clear, Keep, Set};
use apigen_types::content_hash;
use axum::body::Body;
use golden_patches_v0::client::Client;
use golden_patches_v0::mock::{Mock, server};
use golden_patches_v0::server::people::PatchByIdRequest;
use golden_patches_v0::{Address, AddressPatch, Patch, Person, PersonPatch, Settings};
use http::Request;
use http_body_util::BodyExt as _;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// What three fields say, and the JSON of the whole.
fn table() -> [(PersonPatch, Value); 4] {
    let nothing = || PersonPatch::new(7);
    let address = AddressPatch { street: Clear, ..AddressPatch::new() };
    [
        (nothing(), json!({"revision": 7})),
        (PersonPatch { phone: Clear, ..nothing() }, json!({"revision": 7, "phone": null})),
        (PersonPatch { phone: Set("123".into()), ..nothing() }, json!({"revision": 7, "phone": "123"})),
        (PersonPatch { address: Set(address), ..nothing() }, json!({"revision": 7, "address": {"street": null}})),
    ]
}

async fn send(router: Router, path: &str, body: &Value) -> (u16, Value) {
    let request = Request::patch(path).header("content-type", "application/merge-patch+json");
    let response = router.oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_slice(&response.into_body().collect().await.unwrap().to_bytes()).unwrap_or_default())
}

#[tokio::test]
async fn handlers_get_what_clients_say() {
    for (patch, json) in table() {
        assert_eq!(serde_json::to_value(&patch).unwrap(), json);
        let mock = Mock::new();
        let request = PatchByIdRequest { id: 1, body: patch.clone() };
        mock.people.patch_by_id.expect().on(request).returns(Person::new("ada".into())).times(2);
        mock.client().people().patch_by_id(1, &patch).send().await.unwrap();
        assert_eq!(send(mock.router(), "/people/1", &json).await.0, 200);
        mock.verify();
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_patch_is_told() {
    let answer = json!({"id": null, "name": "", "phone": "1", "address": {"zip": null}, "revision": null});
    let (status, body) = send(server().router(), "/people/1", &answer).await;
    let found: BTreeSet<_> = body["violations"].as_array().unwrap().iter().map(said).collect();
    let expected =
        ["/address/zip unknown_field", "/id read_only", "/name minimum", "/phone minimum", "/revision required"];
    assert_eq!((status, found), (400, expected.into_iter().map(str::to_owned).collect()));
}

fn said(violation: &Value) -> String {
    format!("{} {}", violation["pointer"].as_str().unwrap(), violation["rule"].as_str().unwrap())
}

#[tokio::test]
async fn the_service_in_memory_leaves_clears_and_sets() {
    let client = Client::builder("http://patches.example").in_process(server().router()).build().unwrap();
    let address = Address { street: Some("Main Street 1".into()), city: Some("Ulm".into()) };
    let ada = Person { phone: Some("123".into()), address: Some(address), ..Person::new("ada".into()) };
    let ada = Person { language: "de".into(), tags: Some(vec!["new".into()]), ..ada };
    let ada = client.people().post(&ada).send().await.unwrap();
    let patched = async |patch: PersonPatch| client.people().patch_by_id(ada.id.unwrap(), &patch).send().await.unwrap();

    assert_eq!(patched(PersonPatch::new(1)).await, ada, "nothing is said");
    let mut expected = Person { phone: None, name: "Ada".into(), ..ada.clone() };
    assert_eq!(patched(PersonPatch { phone: Clear, name: Set("Ada".into()), ..PersonPatch::new(1) }).await, expected);
    let address = AddressPatch { street: Clear, city: Keep };
    expected.address = Some(Address { city: Some("Ulm".into()), ..Address::new() });
    assert_eq!(patched(PersonPatch { address: Set(address), ..PersonPatch::new(1) }).await, expected, "merged");
    (expected.tags, expected.language) = (Some(Vec::new()), "en".into());
    let patch = PersonPatch { tags: Set(Vec::new()), language: Clear, ..PersonPatch::new(1) };
    assert_eq!(patched(patch).await, expected, "lists are replaced, defaults come back");
    expected.address = None;
    assert_eq!(
        patched(PersonPatch { name: Clear, address: Clear, ..PersonPatch::new(1) }).await,
        expected,
        "a person has a name"
    );
    assert_eq!(client.people().get_by_id(ada.id.unwrap()).send().await.unwrap(), expected);
}

#[test]
fn patches_are_applied_field_by_field() {
    let mut ada = Person { phone: Some("123".into()), ..Person::new("ada".into()) };
    let patch = PersonPatch { name: Set("Ada".into()), phone: Clear, language: Clear, ..PersonPatch::new(1) };
    patch.name.apply_or(&mut ada.name, String::new);
    patch.phone.apply(&mut ada.phone);
    patch.language.apply_or(&mut ada.language, || "en".into());
    patch.tags.apply(&mut ada.tags);
    assert_eq!(ada, Person::new("Ada".into()));
}

#[test]
fn a_model_that_is_read_as_well_keeps_options_and_defaults() {
    let settings: Settings = serde_json::from_value(json!({"theme": null})).unwrap();
    assert_eq!((settings.theme, settings.size), (None, 12));
    assert_eq!(Patch::default(), Patch { size: Keep }, "a model may be called like the type");
}

#[test]
fn no_log_shows_what_is_annotated() {
    let shown =
        format!("{:?}", PersonPatch { phone: Set("555".into()), name: Set("Ada".into()), ..PersonPatch::new(1) });
    assert!(shown.contains("Set(\"Ada\")") && shown.contains("[redacted]") && !shown.contains("555"), "{shown}");
}

#[test]
fn random_patches_leave_clear_and_set_and_survive() {
    let mut runner = TestRunner::deterministic();
    let patches: Vec<_> = (0..200).map(|_| PersonPatch::strategy().new_tree(&mut runner).unwrap().current()).collect();
    for it in &patches {
        let text = serde_json::to_string(it).unwrap();
        assert_eq!(serde_json::from_str::<PersonPatch>(&text).unwrap(), *it, "{text}");
        assert_eq!(content_hash(it).unwrap(), content_hash(&serde_json::from_str::<Value>(&text).unwrap()).unwrap());
    }
    let count = |wanted: fn(&PersonPatch) -> bool| patches.iter().filter(|it| wanted(it)).count();
    let counts = [
        count(|it| it.phone.is_keep()),
        count(|it| it.phone.is_clear()),
        count(|it| it.phone.as_ref().set().is_some()),
    ];
    assert!(counts.iter().all(|it| *it > 20), "{counts:?}");
}
