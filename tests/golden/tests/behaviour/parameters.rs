//! Parameters: every place, every type, absent and defaulted, and every constraint.

use apigen_types::{Date, DateTime, Decimal, Uuid};
use golden_behaviour_v0::{Circle, Color, Mood, Thing};

use crate::handlers::start;

fn at() -> DateTime {
    DateTime::from_unix_millis(1).unwrap()
}

fn price() -> Decimal {
    Decimal::new(1_234_567_890_123_456_789, 18)
}

const GUID: Uuid = Uuid::from_u128(0x2f1a_5d0e_0000_4000_8000_0123_4567_89ab);

/// What a handler sees of the values that the tests below send.
const SCALARS: &str = "flag: Some(true), count: Some(10), id: Some(-9223372036854775808), ratio: Some(1.5e-7), \
    price: Some(1.234567890123456789), text: Some(\"é&= +\"), word: Some(\"ab\"), \
    guid: Some(2f1a5d0e-0000-4000-8000-0123456789ab), day: Some(2024-02-29), at: Some(1970-01-01T00:00:00.001Z), \
    color: Some(Dark), mood: Some(Unknown(\"so so\")), colors: [Red, Dark], moods: [Bad, Unknown(\"?\")], \
    ids: [1, -2], words: [\"a\", \"\", \"a,b\"]";

#[tokio::test]
async fn query_parameters_of_every_type_arrive() {
    let (_server, client, recorder) = start().await;
    let request = client.places().query().flag(true).count(10).id(i64::MIN).ratio(1.5e-7).price(price()).text("é&= +");
    let request = request.word("ab").guid(GUID).day(Date::of(2024, 2, 29)).at(at()).color(Color::Dark);
    let request = request.mood(Mood::Unknown("so so".into())).colors([Color::Red, Color::Dark]).ids([1, -2]);
    let request = request.moods([Mood::Bad, Mood::Unknown("?".into())]).words(["a", "", "a,b"]);
    request.send().await.unwrap();
    assert_eq!(recorder.last().0, format!("QueryRequest {{ {SCALARS} }}"));
}

#[tokio::test]
async fn headers_of_every_type_arrive() {
    let (_server, client, recorder) = start().await;
    let request = client.places().headers().x_flag(true).x_count(10).x_id(i64::MIN).x_ratio(1.5e-7).x_price(price());
    let request = request.x_text("é&= +").x_word("ab").x_guid(GUID).x_day(Date::of(2024, 2, 29)).x_at(at());
    let request = request.x_color(Color::Dark).x_mood(Mood::Unknown("so so".into())).x_ids([1, -2]);
    let request = request.x_colors([Color::Red, Color::Dark]).x_moods([Mood::Bad, Mood::Unknown("?".into())]);
    request.x_words(["a", "", "a,b"]).send().await.unwrap();
    let seen = recorder.last().0.replace("x_", "").replace(", page: 1 }", " }");
    assert_eq!(seen, format!("HeadersRequest {{ {SCALARS} }}"));
}

#[tokio::test]
async fn form_fields_of_every_type_arrive() {
    let (_server, client, recorder) = start().await;
    let request = client.places().form().flag(true).count(10).id(i64::MIN).ratio(1.5e-7).price(price()).text("é&= +");
    let request = request.word("ab").guid(GUID).day(Date::of(2024, 2, 29)).at(at()).color(Color::Dark);
    let request = request.mood(Mood::Unknown("so so".into())).colors([Color::Red, Color::Dark]).ids([1, -2]);
    let request = request.moods([Mood::Bad, Mood::Unknown("?".into())]).words(["a", "", "a,b"]);
    request.circle(&Circle::new(0.5)).page(2).trace("t").send().await.unwrap();
    let rest = "circle: Some(Circle { radius: 0.5 }), page: 2, trace: Some(\"t\")";
    assert_eq!(recorder.last().0, format!("FormRequest {{ {SCALARS}, {rest} }}"));
}

#[tokio::test]
async fn path_variables_of_every_type_arrive() {
    let (_server, client, recorder) = start().await;
    let day = Date::of(2024, 2, 29);
    let mood = Mood::Unknown("50%/%2F".into());
    let request = client.places().path(false, 1, i64::MAX, price(), "/?#%", GUID, day, at(), Color::Dark, mood);
    request.send().await.unwrap();
    let expected = "PathRequest { flag: false, count: 1, id: 9223372036854775807, price: 1.234567890123456789, \
        text: \"/?#%\", guid: 2f1a5d0e-0000-4000-8000-0123456789ab, day: 2024-02-29, at: 1970-01-01T00:00:00.001Z, \
        color: Dark, mood: Unknown(\"50%/%2F\") }";
    assert_eq!(recorder.last().0, expected);
}

#[tokio::test]
async fn absent_parameters_are_absent_or_have_their_default() {
    let (_server, client, recorder) = start().await;
    client.places().query().send().await.unwrap();
    let all = "flag: None, count: None, id: None, ratio: None, price: None, text: None, word: None, guid: None, \
        day: None, at: None, color: None, mood: None, colors: [], moods: [], ids: [], words: []";
    assert_eq!(recorder.last().0, format!("QueryRequest {{ {all} }}"));
    client.places().form().send().await.unwrap();
    assert_eq!(recorder.last().0, format!("FormRequest {{ {all}, circle: None, page: 1, trace: None }}"));
    client.places().headers().send().await.unwrap();
    assert_eq!(recorder.last().0.replace("x_", ""), format!("HeadersRequest {{ {all}, page: 1 }}"));
    client.places().demanded(1, "ab", Color::Red, [1, 2]).send().await.unwrap();
    let defaults =
        "page: 1, sort: \"-created_at\", shade: Dark, since: 2026-01-01T00:00:00Z, sizes: [1, 2], deep: false";
    let demanded = format!("DemandedRequest {{ count: 1, text: \"ab\", color: Red, ids: [1, 2], {defaults} }}");
    assert_eq!(recorder.last().0, demanded);
}

#[tokio::test]
async fn defaults_give_way_to_what_is_sent() {
    let (_server, client, recorder) = start().await;
    let request = client.places().demanded(1, "ab", Color::Red, [1, 2]).page(7).sort("").shade(Color::Red).since(at());
    request.sizes([]).deep(true).send().await.unwrap();
    let seen = recorder.last().0;
    // A list without elements leaves nothing in a query, and so cannot be told from an absent one.
    let expected = "page: 7, sort: \"\", shade: Red, since: 1970-01-01T00:00:00.001Z, sizes: [1, 2], deep: true }";
    assert!(seen.ends_with(expected), "{seen}");
}

#[tokio::test]
async fn one_operation_may_use_every_place() {
    let (server, client, recorder) = start().await;
    let thing = Thing::new(2, "body".into());
    client.places().mixed(1, &thing).dry(true).if_match("\"e, tag\"").send().await.unwrap();
    let seen = recorder.last().0;
    assert!(
        seen.starts_with("MixedRequest { id: 1, dry: true, if_match: Some(\"\\\"e, tag\\\"\"), body: Thing { id: 2")
    );
    let body = r#"{"id": 2, "name": "body"}"#;
    let answer = server.raw("PUT /places/mixed/1?dry=true", &["IF-MATCH: \"e, tag\""], body).await;
    assert_eq!((answer.status, recorder.last()), (200, (seen, 2)));
}

#[tokio::test]
async fn headers_of_the_whole_service_belong_to_every_operation() {
    let (server, _client, recorder) = start().await;
    for (header, seen) in [("x-api-version: v1", "x_api_version: \"v1\" }"), ("x-other: v1", "words: [] }")] {
        assert_eq!(server.raw("GET /places/query", &[header], "").await.status, 200);
        assert!(recorder.last().0.ends_with(seen), "{:?}", recorder.last());
    }
}

#[tokio::test]
async fn what_a_place_cannot_carry_is_not_sent() {
    let (_server, client, recorder) = start().await;
    let places = client.places();
    for text in ["", ".", ".."] {
        let day = Date::of(2024, 2, 29);
        let request = places.path(true, 1, 1, price(), text, GUID, day, at(), Color::Red, Mood::Good);
        let error = request.send().await.unwrap_err();
        assert!(error.to_string().contains("`text` cannot stand in a path"), "{error}");
    }
    let error = places.headers().x_text("a\r\nx-injected: 1").send().await.unwrap_err();
    assert!(error.to_string().contains("`X-Text` cannot be a header"), "{error}");
    assert_eq!(recorder.last().1, 0);
}

#[tokio::test]
async fn every_constraint_of_a_parameter_is_checked_and_pointed_to() {
    let (server, _client, recorder) = start().await;
    let table = [
        ("flag=1", "/flag type"),
        ("count=0", "/count minimum"),
        ("count=11", "/count maximum"),
        ("count=1.0", "/count type"),
        ("count=2147483648", "/count type"),
        ("count=", "/count type"),
        ("count=1&count=2", "/count type"),
        ("id=9223372036854775808", "/id type"),
        ("ratio=-0.1", "/ratio minimum"),
        ("ratio=NaN", "/ratio type"),
        ("price=100.1", "/price maximum"),
        ("price=1e1", "/price type"),
        ("text=a", "/text minimum"),
        ("text=%F0%9F%99%82", "/text minimum"),
        ("text=abcdef", "/text maximum"),
        ("text=%ff%ff", "/text type"),
        ("word=AB", "/word pattern"),
        ("guid=2f1a5d0e", "/guid type"),
        ("day=2023-02-29", "/day type"),
        ("at=2024-02-29", "/at type"),
        ("color=dark", "/color enum"),
        ("colors=red&colors=blue", "/colors/1 enum"),
        ("ids=1", "/ids minimum"),
        ("ids=1&ids=2&ids=3&ids=4", "/ids maximum"),
        ("ids=1&ids=1", "/ids/1 unique_items"),
        ("ids=1&ids=x", "/ids/1 type"),
        ("words=abcd", "/words/0 maximum"),
        ("words=A", "/words/0 pattern"),
    ];
    for (query, violation) in table {
        let answer = server.raw(&format!("GET /places/query?{query}"), &[], "").await;
        assert_eq!((answer.status, answer.violations()), (400, vec![format!("query {violation}")]), "{query}");
        let form = ["content-type: application/x-www-form-urlencoded"];
        let answer = server.raw("POST /places/form", &form, query).await;
        assert_eq!((answer.status, answer.violations()), (400, vec![format!("body {violation}")]), "{query}");
    }
    assert_eq!(recorder.last().1, 0, "no handler saw any of it");
}

#[tokio::test]
async fn all_violations_of_all_places_are_told_at_once() {
    let (server, _client, _) = start().await;
    let body = r#"{"name": "x", "tags": ["long", 1, "a", "a"], "extra": null}"#;
    let answer = server.raw("PUT /places/mixed/one?dry=maybe", &[], body).await;
    let expected = [
        "path /id type",
        "query /dry type",
        "body /id required",
        "body /name minimum",
        "body /tags maximum",
        "body /tags/0 maximum",
        "body /tags/1 type",
        "body /tags/3 unique_items",
        "body /extra unknown_field",
    ];
    assert_eq!((answer.status, answer.violations()), (400, expected.map(str::to_owned).to_vec()));
    let answer = server.raw("GET /places/demanded", &[], "").await;
    let expected = ["query /count required", "query /text required", "query /color required", "query /ids required"];
    assert_eq!((answer.status, answer.violations()), (400, expected.map(str::to_owned).to_vec()));
}

#[tokio::test]
async fn a_variable_that_cannot_be_is_as_good_as_nothing_there() {
    let (server, _client, _) = start().await;
    let path =
        "/places/path/true/1/1/1/text/2f1a5d0e-0000-4000-8000-0123456789ab/2024-02-29/1970-01-01T00:00:00Z/red/ok";
    assert_eq!(server.raw(&format!("GET {path}"), &[], "").await.status, 200);
    for (right, wrong) in
        [("/true/", "/yes/"), ("/1/1/1/", "/99/1/1/"), ("/2024-02-29/", "/2024/"), ("/red/", "/blue/")]
    {
        let answer = server.raw(&format!("GET {}", path.replace(right, wrong)), &[], "").await;
        assert_eq!((answer.status, answer.body.as_str()), (404, ""), "{wrong}");
    }
}
