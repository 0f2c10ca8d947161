//! Bodies: every shape arrives and comes back, what is unknown included, and what breaks a constraint is pointed to.

use std::collections::BTreeMap;

use apigen_types::{Date, DateTime, Decimal, Uuid};
use golden_behaviour_v0::{
    Circle, Color, Figure, Mood, OpenShape, OpenWrapped, Pair, Scalar, Shape, Square, Thing, Wrapped,
};
use serde_json::{Value, json};

use crate::handlers::start;

fn pair(first: impl Into<Shape>, second: impl Into<Shape>) -> Pair {
    Pair::new(Box::new(first.into()), Box::new(second.into()))
}

fn full() -> Thing {
    let pair = pair(Circle::new(0.5), Square::new(1));
    Thing {
        price: Some("0.1234567890123456789".parse().unwrap()),
        count: -1,
        ratio: Some(-0.0),
        flag: false,
        guid: Some(Uuid::max()),
        day: Some(Date::of(9999, 12, 31)),
        at: DateTime::from_unix_millis(-1),
        color: Some(Color::Dark),
        mood: Mood::Unknown("so-so".into()),
        tags: vec!["a".into(), "ü\u{0}\"".into()],
        scores: Some(BTreeMap::from([(String::new(), 0), ("a/b".into(), i32::MAX)])),
        shape: Some(pair.into()),
        parts: Some(vec![Thing::new(i64::MAX, "part".into())]),
        parent: Some(Box::new(Thing::new(i64::MIN, "above".into()))),
        any: Some(json!([null, 1.5, {"z": 1, "a": []}])),
        bag: Some(serde_json::Map::from_iter([("type".to_owned(), json!("bag"))])),
        ..Thing::new(i64::MAX, "full".into())
    }
}

#[tokio::test]
async fn models_and_collections_of_them_come_back() {
    let (_server, client, _) = start().await;
    let bodies = client.bodies();
    assert_eq!(bodies.model(&full()).send().await.unwrap(), full());
    let list = vec![full(), Thing::new(0, "least".into())];
    assert_eq!(bodies.list(&list).send().await.unwrap(), list);
    assert_eq!(bodies.list(&[]).send().await.unwrap(), []);
    let map = BTreeMap::from([("ü".to_owned(), full()), (String::new(), full())]);
    assert_eq!(bodies.map(&map).send().await.unwrap(), map);
    assert_eq!(bodies.map(&BTreeMap::new()).send().await.unwrap(), BTreeMap::new());
    let shapes = BTreeMap::from([("a".to_owned(), vec![Circle::new(1.0).into()]), ("b".to_owned(), Vec::new())]);
    assert_eq!(bodies.map_of_lists(&shapes).send().await.unwrap(), shapes);
}

#[tokio::test]
async fn bare_values_come_back() {
    let (_server, client, recorder) = start().await;
    let bodies = client.bodies();
    for text in ["", "\"\\\u{0}\u{202e}\n", "null", "🙂"] {
        assert_eq!(bodies.string(text).send().await.unwrap(), text);
    }
    for number in [i64::MIN, 9_007_199_254_740_993] {
        assert_eq!(bodies.long(number).send().await.unwrap(), number);
    }
    assert!(bodies.boolean(true).send().await.unwrap());
    for text in ["0", "-0.10", "79228162514264337593543950335"] {
        let decimal: Decimal = text.parse().unwrap();
        assert_eq!(bodies.decimal(decimal).send().await.unwrap(), decimal);
    }
    let at = DateTime::from_unix_millis(253_402_207_200_000).unwrap();
    assert_eq!(bodies.time(at).send().await.unwrap(), at);
    assert_eq!(bodies.color(Color::Dark).send().await.unwrap(), Color::Dark);
    for value in [json!(null), json!(false), json!({"b": 1, "a": [1.5, u64::MAX]})] {
        assert_eq!(bodies.json(&value).send().await.unwrap(), value);
    }
    let object = serde_json::Map::from_iter([("z".to_owned(), json!({})), ("a".to_owned(), json!(null))]);
    assert_eq!(bodies.object(&object).send().await.unwrap(), object);
    bodies.unit().send().await.unwrap();
    assert!(recorder.last().0.starts_with("UnitRequest"), "{:?}", recorder.last());
}

#[tokio::test]
async fn every_kind_of_union_comes_back() {
    let (_server, client, _) = start().await;
    let bodies = client.bodies();
    let pair = Shape::from(pair(Circle::new(0.0), pair(Square::new(1), Square::new(2))));
    for shape in [Circle::new(1.5).into(), Square::new(2).into(), pair.clone()] {
        assert_eq!(bodies.union(&shape).send().await.unwrap(), shape);
    }
    for figure in [Figure::from(pair), Figure::from(full())] {
        assert_eq!(bodies.figure(&figure).send().await.unwrap(), figure);
    }
    let map = BTreeMap::from([("a".to_owned(), "b".to_owned())]);
    let scalars = [
        Scalar::String("s".into()),
        Scalar::Long(i64::MIN),
        Scalar::Decimal("0.1234567890123456789".parse().unwrap()),
        Scalar::Color(Color::Dark),
        Scalar::Uuid(Uuid::nil()),
        Scalar::IntegerList(vec![1, -1]),
        Scalar::StringMap(map),
    ];
    for scalar in scalars {
        assert_eq!(bodies.scalar(&scalar).send().await.unwrap(), scalar);
    }
    let wrapped = [
        Wrapped::Circle(Circle::new(1.0)),
        Wrapped::String("s".into()),
        Wrapped::Color(Color::Red),
        Wrapped::LongList(Vec::new()),
        Wrapped::Shape(Square::new(1).into()),
    ];
    for it in wrapped {
        assert_eq!(bodies.wrapped(&it).send().await.unwrap(), it);
    }
}

#[tokio::test]
async fn open_enums_and_unions_keep_what_neither_side_knows() {
    let (server, client, recorder) = start().await;
    let bodies = client.bodies();
    assert_eq!(bodies.mood(Mood::Unknown("new".into())).send().await.unwrap(), Mood::Unknown("new".into()));
    let (tagged, wrapped) = (r#"{"a":{"z":1,"b":[null]},"type":"hexagon","c":1.50}"#, r#"{"hexagon":{"side":1}}"#);
    for (path, text) in [("open_union", tagged), ("open_wrapped", wrapped)] {
        let answer = server.raw(&format!("POST /bodies/{path}"), &[], text).await;
        assert_eq!((answer.status, answer.json()), (200, serde_json::from_str(text).unwrap()));
        assert!(recorder.last().0.contains("Unknown { discriminator: \"hexagon\""), "{:?}", recorder.last());
    }
    let shape: OpenShape = serde_json::from_str(tagged).unwrap();
    assert_eq!(bodies.open_union(&shape).send().await.unwrap(), shape);
    let shape: OpenWrapped = serde_json::from_str(wrapped).unwrap();
    assert_eq!(bodies.open_wrapped(&shape).send().await.unwrap(), shape);
}

#[tokio::test]
async fn every_constraint_of_a_body_is_checked_and_pointed_to() {
    let (server, _client, recorder) = start().await;
    let thing = |extra: Value| {
        let mut thing = json!({"id": 1, "name": "name"});
        thing.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        thing
    };
    let table = [
        ("model", json!([]), " type"),
        ("model", json!({"name": "name"}), "/id required"),
        ("model", thing(json!({"id": null})), "/id required"),
        ("model", thing(json!({"id": "1"})), "/id type"),
        ("model", thing(json!({"id": 1.5})), "/id type"),
        ("model", thing(json!({"name": "n"})), "/name minimum"),
        ("model", thing(json!({"name": "NAME"})), "/name pattern"),
        ("model", thing(json!({"price": "-0.01"})), "/price minimum"),
        ("model", thing(json!({"price": "1,0"})), "/price type"),
        ("model", thing(json!({"count": 10})), "/count maximum"),
        ("model", thing(json!({"day": "2026-02-30"})), "/day type"),
        ("model", thing(json!({"at": "yesterday"})), "/at type"),
        ("model", thing(json!({"guid": "x"})), "/guid type"),
        ("model", thing(json!({"color": "dark"})), "/color enum"),
        ("model", thing(json!({"mood": 1})), "/mood type"),
        ("model", thing(json!({"tags": ["a", "b", "c", "d"]})), "/tags maximum"),
        ("model", thing(json!({"tags": ["long"]})), "/tags/0 maximum"),
        ("model", thing(json!({"tags": ["a", "a"]})), "/tags/1 unique_items"),
        ("model", thing(json!({"scores": {"a/b~c": -1}})), "/scores/a~1b~0c minimum"),
        ("model", thing(json!({"scores": {"a": 1, "b": 1, "c": 1}})), "/scores maximum"),
        ("model", thing(json!({"shape": {"type": "circle", "radius": -1}})), "/shape/radius minimum"),
        ("model", thing(json!({"shape": {"radius": 1}})), "/shape/type discriminator"),
        ("model", thing(json!({"shape": {"type": "square", "side": 1}})), "/shape/type discriminator"),
        ("model", thing(json!({"parts": [thing(json!({"bag": []}))]})), "/parts/0/bag type"),
        ("model", thing(json!({"parent": {"name": "name"}})), "/parent/id required"),
        ("model", thing(json!({"Id": 1})), "/Id unknown_field"),
        ("list", json!([thing(json!({})), 1]), "/1 type"),
        ("map_of_lists", json!({"a": [{"type": "sq", "side": 0}]}), "/a/0/side minimum"),
        ("union", json!({"type": 1}), "/type discriminator"),
        ("figure", json!({"type": "sq", "side": 1, "extra": 1}), "/extra unknown_field"),
        ("scalar", json!({"discriminator": "long"}), "/value required"),
        ("scalar", json!({"discriminator": "[integer]", "value": [1, "x"]}), "/value/1 type"),
        ("wrapped", json!({"circle": {"radius": 1}, "string": {"value": "x"}}), " discriminator"),
        ("wrapped", json!({"circle": {}}), "/circle/radius required"),
        ("open_union", json!({"type": "circle", "radius": "1"}), "/radius type"),
        ("open_union", json!({}), "/type discriminator"),
        ("string", json!(1), " type"),
        ("color", json!("blue"), " enum"),
        ("long", json!(1e20), " type"),
    ];
    for (path, body, violation) in table {
        let answer = server.raw(&format!("POST /bodies/{path}"), &[], &body.to_string()).await;
        assert_eq!((answer.status, answer.violations()), (400, vec![format!("body {violation}")]), "{body}");
    }
    assert_eq!(recorder.last().1, 0, "no handler saw any of it");
}

#[tokio::test]
async fn null_is_as_good_as_absent() {
    let (server, _client, _) = start().await;
    let body = json!({"id": 1, "name": "name", "price": null, "count": null, "tags": null, "parent": null});
    let answer = server.raw("POST /bodies/model", &[], &body.to_string()).await;
    assert_eq!(answer.json(), json!({"id": 1, "name": "name", "count": 3, "flag": true, "mood": "good", "tags": []}));
}
