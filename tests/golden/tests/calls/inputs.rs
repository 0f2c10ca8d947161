//! Every place and type of an input.

use std::collections::BTreeMap;

use apigen_types::{Date, DateTime, Decimal, Uuid};
use axum::body::Body;
use golden_calls_v0::client::things::{GetError, PutError};
use golden_calls_v0::{Circle, CirclePair, Color, OpenColor, Shape, Square, Thing, Wrapped};
use http::Request;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::{client, router};

#[tokio::test]
async fn parameters_of_every_type_arrive() {
    let client = client();
    let request = client.things().get(Color::DarkBlue, [1, -2]);
    let request = request.r#type(["a,b", "", "c&d=é"]).self_(true).input(i32::MIN).input_2("+ %").body(1.5e-7);
    let request = request.send_2("0.10".parse::<Decimal>().unwrap()).request(Uuid::nil()).value(Date::of(2024, 2, 29));
    let request = request.since(DateTime::from_unix_millis(1).unwrap()).colors([Color::Red]);
    let request = request.open([OpenColor::Red, OpenColor::Unknown("mauve".into())]);
    let request = request.x_trace_id("trace").x_tags(["x", "y"]).a_b("q\"");
    let answer = request.send().await.unwrap();
    let expected = "GetRequest { type: [\"a,b\", \"\", \"c&d=é\"], self_: true, input: Some(-2147483648), \
        input_2: Some(\"+ %\"), body: Some(1.5e-7), send: Some(0.1), request: Some(00000000-0000-0000-0000-000000000000), \
        value: Some(2024-02-29), since: Some(1970-01-01T00:00:00.001Z), color: DarkBlue, colors: [Red], \
        open: [Red, Unknown(\"mauve\")], must: [1, -2], x_trace_id: Some(\"trace\"), x_tags: [\"x\", \"y\"], a_b: \"q\\\"\", \
        x_api_version: \"v0\" }";
    assert_eq!(answer, ["v0", &expected.replace("r#type", "type")]);
}

#[tokio::test]
async fn defaults_stand_for_what_is_absent() {
    let answer = client().things().get(Color::Red, [7]).send().await.unwrap();
    assert!(answer[1].contains("self_: false, input: None"), "{answer:?}");
    assert!(answer[1].contains("colors: [Red, DarkBlue], open: [], must: [7]"), "{answer:?}");
    assert!(answer[1].ends_with("a_b: \"x\\\"y\", x_api_version: \"v0\" }"), "{answer:?}");
}

#[tokio::test]
async fn a_list_of_errors_has_one_for_each_violation() {
    let none: [i64; 0] = [];
    let error = client().things().get(Color::Red, none).x_trace_id("TRACE").send().await.unwrap_err();
    let GetError::UnprocessableEntity(errors) = error else { panic!("{error}") };
    let messages: Vec<_> = errors.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages, ["is required", "must match `^[a-z]+$`"]);
    assert!(errors.iter().all(|it| it.code == "invalid_request"));
    let error = client().things().get(Color::Red, [1, 2, 2, 3]).send().await.unwrap_err();
    assert!(matches!(error, GetError::UnprocessableEntity(it) if it.len() == 2));
}

#[tokio::test]
async fn bodies_of_every_shape_arrive() {
    let client = client();
    let square: Shape = Shape::from(golden_calls_v0::Nested::from(Square::new(2)));
    let pair = golden_calls_v0::Nested::from(CirclePair::new(vec![Circle::new(0.5), Circle::new(1.0)]));
    let shapes =
        BTreeMap::from([("ü".to_owned(), vec![Circle::new(1.0).into(), square, pair.into()]), (String::new(), vec![])]);
    assert_eq!(client.things().patch(&shapes).send().await.unwrap(), shapes);
    let price = Some("0.1234567890123456789".parse().unwrap());
    let things = [Thing { price, parts: vec![Thing::new(i64::MIN)], ..Thing::new(i64::MAX) }];
    let answer = client.things().put(&things).send().await.unwrap();
    assert_eq!(answer[&i64::MAX.to_string()], things[0]);
    for wrapped in [Wrapped::from(Circle::new(0.0)), Wrapped::String("s".into())] {
        assert_eq!(client.things().post_wrapped(&wrapped).send().await.unwrap(), wrapped);
    }
    assert_eq!(client.things().put_by_thing_id(Color::DarkBlue, "\"\n").send().await.unwrap(), "dark/blue \"\n");
}

#[tokio::test]
async fn forms_carry_text_and_json() {
    let client = client();
    let request = client.things().post_search("a&b").tag(["x", "+"]).like(&Thing::new(9)).page(3);
    assert_eq!(request.send().await.unwrap(), ["a&b", "3", "x", "+", "9"]);
}

#[tokio::test]
async fn violations_point_into_nested_values() {
    let thing = Thing { labels: Some(BTreeMap::from([("a/b".into(), "four".into())])), ..Thing::new(1) };
    let error = client().things().put(&[thing]).send().await.unwrap_err();
    let PutError::BadRequest(error) = error else { panic!("{error}") };
    assert_eq!(error.message, "must have at most 3 characters");
    let sent = json!({"a": [{"type": "square"}, {"type": "sq", "side": 0, "extra": 1}, {"radius": 1}, 7]});
    let expected = [
        "/a/0/type discriminator",
        "/a/1/side minimum",
        "/a/1/extra unknown_field",
        "/a/2/type discriminator",
        "/a/3 type",
    ];
    assert_eq!(violations("PATCH", &sent).await, expected);
}

async fn violations(method: &str, body: &Value) -> Vec<String> {
    let request = Request::builder().method(method).uri("/things").body(Body::from(body.to_string())).unwrap();
    let response = router().oneshot(request).await.unwrap();
    let body: Value = serde_json::from_slice(&response.into_body().collect().await.unwrap().to_bytes()).unwrap();
    let all = body["violations"].as_array().unwrap().iter();
    all.map(|it| format!("{} {}", it["pointer"].as_str().unwrap(), it["rule"].as_str().unwrap())).collect()
}
