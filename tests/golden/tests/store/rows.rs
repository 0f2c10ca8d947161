//! Rows as models and back.

use apigen_store::{StoreError, Written};
use apigen_types::{Date, Decimal};
use golden_kinds_v0::store::{Parts, Readings, Things};
use golden_kinds_v0::{Colour, Part, Reading, Size, Thing};
use serde_json::json;

use crate::support::{databases, id, thing};

fn full() -> Thing {
    Thing {
        yes: false,
        large_number: i64::MAX,
        float_number: Some(0.1 + 0.2),
        exact_number: "12345678901234567890.12345678".parse().unwrap(),
        text: "it's \"quoted\" — é\\%_".into(),
        day: Some(Date::of(2024, 2, 29)),
        anything: Some(json!([1, null, { "a": "b" }])),
        an_object: json!({ "z": 1, "a": [true] }).as_object().unwrap().clone(),
        texts: vec![String::new(), "$1".into()],
        members: [("ключ".to_owned(), "'; drop table things; --".to_owned())].into(),
        colour: Colour::ItSBlue,
        size: Some(Size::Unknown("huge".into())),
        ..thing(1)
    }
}

#[tokio::test]
async fn every_kind_of_field_survives() {
    for database in databases().await {
        let mut things = Things::of(&database);
        for expected in [full(), thing(2)] {
            things.insert(&expected).await.unwrap();
            let found = things.get(expected.id).await.unwrap().unwrap();
            assert_eq!(
                serde_json::to_value(&found).unwrap(),
                serde_json::to_value(&expected).unwrap(),
                "{}",
                database.engine()
            );
            assert_eq!(things.upsert(&found).await.unwrap(), Written::Unchanged, "what was read is no change");
        }
        assert_eq!(things.get_by_code("code 2").await.unwrap(), Some(thing(2)));
        assert_eq!(things.get_all(&[id(1), id(2), id(3)]).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn rules_of_the_definition_hold_in_the_database() {
    for database in databases().await {
        let mut things = Things::of(&database);
        let error = things.insert(&Thing { small_number: 11, ..thing(1) }).await.unwrap_err();
        let StoreError::Check(refusal) = &error else { panic!("{error:?}") };
        assert_eq!(refusal.constraint.as_deref(), Some("things_small_number_range"));
        let orphan = Part { thing_id: id(1), number: 1, parent: None };
        let error = Parts::of(&database).insert(&orphan).await.unwrap_err();
        assert!(matches!(error, StoreError::ForeignKey(_)), "{error:?}");
        things.insert(&thing(1)).await.unwrap();
        let error = things.insert(&Thing { code: "code 1".into(), ..thing(2) }).await.unwrap_err();
        let StoreError::AlreadyExists(refusal) = &error else { panic!("{error:?}") };
        assert_eq!(refusal.fields, ["code"]);
    }
}

#[tokio::test]
async fn keys_of_several_columns_and_tables_in_parts_work_alike() {
    for database in databases().await {
        Things::of(&database).insert(&thing(1)).await.unwrap();
        let mut parts = Parts::of(&database);
        let part = Part { thing_id: id(1), number: 2, parent: Some("code 1".into()) };
        parts.insert(&part).await.unwrap();
        assert_eq!(parts.upsert(&part).await.unwrap(), Written::Changed, "without a hash nobody knows");
        assert_eq!(parts.get(id(1), 2).await.unwrap(), Some(part));
        assert!(parts.delete(id(1), 2).await.unwrap());

        let mut readings = Readings::of(&database);
        let today = apigen_types::DateTime::now().date();
        let reading = |value| Reading { id: "r".into(), taken_on: today, value: Decimal::new(value, 1) };
        readings.upsert_all(&[reading(1), reading(2)]).await.unwrap();
        assert_eq!(readings.get("r", today).await.unwrap(), Some(reading(2)), "{}", database.engine());
    }
}
