//! Lists: filters, orders and pages, compared with the same done in memory.

use std::cmp::Ordering;

use apigen_store::{Condition, Cursor, Database, Order, Query, StoreError, Test};
use apigen_types::{DateTime, Decimal};
use proptest::prelude::*;

use crate::sample::{DUE, Note, Notes, PRICE, RANK, SHELF, TITLE, databases, note};
use crate::support::script;

/// Notes with few different values, so that orders have ties, and with absent ones.
fn any_note() -> impl Strategy<Value = Note> {
    let due = proptest::option::of((0..3_i64).prop_map(|it| DateTime::from_unix_micros(it * 7).unwrap()));
    let price = prop_oneof![Just(Decimal::new(15, 1)), Just(Decimal::new(1_000, 2)), Just(Decimal::new(9, 0))];
    ("[ab]", 0..1_000_i64, "[a-cé%_]{0,3}", proptest::option::of(0..3_i32), price, due).prop_map(
        |(shelf, id, title, rank, price, due)| {
            let title = format!("{title}|{shelf}{id}");
            Note { shelf, title, rank, price, due, ..note(id) }
        },
    )
}

fn any_sort() -> impl Strategy<Value = Vec<Order>> {
    let order = (prop_oneof![Just(SHELF), Just(TITLE), Just(RANK), Just(PRICE), Just(DUE)], any::<bool>());
    let order =
        order.prop_map(|(column, descending)| Order { column, descending, nullable: [RANK, DUE].contains(&column) });
    proptest::collection::vec(order, 0..3)
}

fn any_condition() -> impl Strategy<Value = Condition> {
    let rank = 0..3_i32;
    let test = prop_oneof![
        rank.clone().prop_map(|it| (RANK, Test::Equal(it.into()))),
        rank.clone().prop_map(|it| (RANK, Test::Unequal(it.into()))),
        rank.clone().prop_map(|it| (RANK, Test::Less(it.into()))),
        rank.prop_map(|it| (RANK, Test::AtLeast(it.into()))),
        Just((RANK, Test::Absent)),
        Just((RANK, Test::OneOf(vec![0_i32.into(), 2_i32.into()]))),
        Just((PRICE, Test::Equal(Decimal::new(10, 0).into()))),
        Just((PRICE, Test::Greater(Decimal::new(9, 0).into()))),
        Just((PRICE, Test::OneOf(vec![Decimal::new(10, 0).into(), Decimal::new(150, 2).into()]))),
        "[a-cé%_]{0,2}".prop_map(|it| (TITLE, Test::Prefix(it))),
        "[a-cé%_]{0,2}".prop_map(|it| (TITLE, Test::Contains(it))),
        "[ab]".prop_map(|it| (SHELF, Test::Equal(it.into()))),
    ];
    test.prop_map(|(column, test)| Condition { column, test })
}

/// The condition, in memory.
fn passes(note: &Note, condition: &Condition) -> bool {
    let rank = |test: fn(i64, i64) -> bool, it: &apigen_store::Value| {
        note.rank.is_some_and(|rank| matches!(it, apigen_store::Value::Integer(it) if test(rank.into(), *it)))
    };
    match (&condition.test, condition.column) {
        (Test::Equal(it), RANK) => rank(|a, b| a == b, it),
        (Test::Unequal(it), RANK) => !rank(|a, b| a == b, it),
        (Test::Less(it), RANK) => rank(|a, b| a < b, it),
        (Test::AtLeast(it), RANK) => rank(|a, b| a >= b, it),
        (Test::Absent, _) => note.rank.is_none(),
        (Test::OneOf(_), RANK) => matches!(note.rank, Some(0 | 2)),
        (Test::Equal(it), PRICE) => *it == note.price.into(),
        (Test::Greater(_), PRICE) => note.price > Decimal::new(9, 0),
        (Test::OneOf(_), _) => note.price != Decimal::new(9, 0),
        (Test::Prefix(it), _) => note.title.starts_with(it),
        (Test::Contains(it), _) => note.title.contains(it),
        (Test::Equal(it), SHELF) => *it == note.shelf.clone().into(),
        other => panic!("{other:?}"),
    }
}

/// The order, in memory: absent values are the greatest, the key decides in the end.
fn compare(a: &Note, b: &Note, sort: &[Order]) -> Ordering {
    fn option<T: Ord>(a: Option<&T>, b: Option<&T>) -> Ordering {
        a.is_none().cmp(&b.is_none()).then(a.cmp(&b))
    }
    let by = |column| match column {
        SHELF => a.shelf.cmp(&b.shelf),
        TITLE => a.title.cmp(&b.title),
        RANK => option(a.rank.as_ref(), b.rank.as_ref()),
        PRICE => a.price.cmp(&b.price),
        _ => option(a.due.as_ref(), b.due.as_ref()),
    };
    let directed = |it: &Order| if it.descending { by(it.column).reverse() } else { by(it.column) };
    let key = a.shelf.cmp(&b.shelf).then(a.id.cmp(&b.id));
    let key = if sort.first().is_some_and(|it| it.descending) { key.reverse() } else { key };
    sort.iter().map(directed).fold(Ordering::Equal, Ordering::then).then(key)
}

/// Walks through all pages, and inserts further notes between them.
async fn walk(database: &Database, query: &Query, mut late: Vec<Note>) -> Vec<Note> {
    let mut notes = Notes::of(database);
    let (mut seen, mut after): (_, Option<Cursor>) = (Vec::new(), None);
    loop {
        let page = notes.list(Query { after, ..query.clone() }).await.unwrap();
        assert!(page.items.len() <= query.limit as usize);
        seen.extend(page.items);
        after = page.next.map(|it| it.to_string().parse().unwrap());
        if after.is_none() {
            return seen;
        }
        if let Some(it) = late.pop() {
            notes.upsert(&it).await.unwrap();
        }
    }
}

#[test]
fn pages_show_what_is_there_all_along_once_and_in_order() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let databases = runtime.block_on(databases());
    let strategy = (
        proptest::collection::vec(any_note(), 0..40),
        proptest::collection::vec(any_note(), 0..5),
        any_sort(),
        proptest::collection::vec(any_condition(), 0..3),
        1..8_u32,
    );
    proptest!(ProptestConfig::with_cases(60), |((present, late, sort, conditions, limit) in strategy)| {
        let mut expected: Vec<Note> = Vec::new();
        for it in &present {
            if !expected.iter().any(|other| (&other.shelf, other.id) == (&it.shelf, it.id)) {
                expected.push(it.clone());
            }
        }
        let is_new = |it: &Note| !expected.iter().any(|other| (&other.shelf, other.id) == (&it.shelf, it.id));
        let late: Vec<_> = late.into_iter().filter(is_new).collect();
        for database in &databases {
            let query = Query { sort: sort.clone(), conditions: conditions.clone(), limit, ..Query::default() };
            let seen = runtime.block_on(async {
                script(database, "delete from notes").await;
                Notes::of(database).insert_all(&expected).await.unwrap();
                walk(database, &query, late.clone()).await
            });
            let mut wanted: Vec<_> = expected.iter().filter(|it| conditions.iter().all(|c| passes(it, c))).cloned().collect();
            wanted.sort_by(|a, b| compare(a, b, &sort));
            prop_assert!(seen.is_sorted_by(|a, b| compare(a, b, &sort).is_lt()), "{} {:?}", database.engine(), seen);
            let all_along: Vec<_> = seen.into_iter().filter(|it| !late.iter().any(|late| late.title == it.title)).collect();
            prop_assert_eq!(all_along, wanted, "{} {:?}", database.engine(), sort);
        }
    });
}

#[tokio::test]
async fn a_cursor_of_another_order_is_refused() {
    for database in databases().await {
        let mut notes = Notes::of(&database);
        notes.insert_all(&(0..3).map(note).collect::<Vec<_>>()).await.unwrap();
        let by = |column, after| Query {
            sort: vec![Order { column, descending: false, nullable: false }],
            limit: 1,
            after,
            ..Query::default()
        };
        let next = notes.list(by(TITLE, None)).await.unwrap().next;
        assert!(next.is_some());
        assert!(matches!(notes.list(by(SHELF, next)).await, Err(StoreError::Cursor)));
        let invented = Some("bm90IGpzb24".parse().unwrap());
        assert!(matches!(notes.list(by(TITLE, invented)).await, Err(StoreError::Cursor)));
    }
}

#[tokio::test]
async fn pages_can_be_counted_off_too() {
    for database in databases().await {
        let mut notes = Notes::of(&database);
        notes.insert_all(&(0..10).map(note).collect::<Vec<_>>()).await.unwrap();
        let page = notes.list(Query { limit: 3, offset: 8, ..Query::default() }).await.unwrap();
        assert_eq!((page.items.len(), page.next), (2, None));
        assert_eq!(notes.count(Query { limit: 3, ..Query::default() }).await.unwrap(), 10);
    }
}
