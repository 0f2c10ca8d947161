//! Lists: filters, orders and pages, compared with the same done in memory.

use std::cmp::Ordering;

use apigen_store::{By, Condition, Cursor, Database, Paging, StoreError, Test};
use apigen_types::{DateTime, Decimal};
use proptest::prelude::*;

use crate::sample::{By as Sort, NOTES, Note, Notes, PRICE, RANK, SHELF, TITLE, Where, databases, note};
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

fn any_sort() -> impl Strategy<Value = Vec<By<Sort>>> {
    let sort = prop_oneof![Just(Sort::Shelf), Just(Sort::Title), Just(Sort::Rank), Just(Sort::Price), Just(Sort::Due)];
    let order = (sort, any::<bool>()).prop_map(
        |(it, descending)| {
            if descending { By::Descending(it) } else { By::Ascending(it) }
        },
    );
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
fn compare(a: &Note, b: &Note, sort: &[By<Sort>]) -> Ordering {
    fn option<T: Ord>(a: Option<&T>, b: Option<&T>) -> Ordering {
        a.is_none().cmp(&b.is_none()).then(a.cmp(&b))
    }
    let by = |sort| match sort {
        Sort::Shelf => a.shelf.cmp(&b.shelf),
        Sort::Title => a.title.cmp(&b.title),
        Sort::Rank => option(a.rank.as_ref(), b.rank.as_ref()),
        Sort::Price => a.price.cmp(&b.price),
        Sort::Due => option(a.due.as_ref(), b.due.as_ref()),
    };
    let directed = |it: &By<Sort>| match *it {
        By::Ascending(it) => by(it),
        By::Descending(it) => by(it).reverse(),
    };
    let key = a.shelf.cmp(&b.shelf).then(a.id.cmp(&b.id));
    let key = if matches!(sort.first(), Some(By::Descending(_))) { key.reverse() } else { key };
    sort.iter().map(directed).fold(Ordering::Equal, Ordering::then).then(key)
}

/// Walks through all pages, and inserts further notes between them.
async fn walk(database: &Database, conditions: &[Condition], paging: &Paging<Sort>, mut late: Vec<Note>) -> Vec<Note> {
    let mut notes = Notes::of(database);
    let (mut seen, mut after): (_, Option<Cursor>) = (Vec::new(), None);
    loop {
        let page = notes.list(Where(conditions.to_vec()), Paging { after, ..paging.clone() }).await.unwrap();
        assert!(page.items.len() <= paging.limit as usize);
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
            let paging = Paging { sort: sort.clone(), limit, ..Paging::default() };
            let seen = runtime.block_on(async {
                script(database, "delete from notes").await;
                Notes::of(database).insert_all(&expected).await.unwrap();
                walk(database, &conditions, &paging, late.clone()).await
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
        let by = |sort, after| Paging { sort: vec![By::Ascending(sort)], limit: 1, after, ..Paging::default() };
        let next = notes.list(Where::default(), by(Sort::Title, None)).await.unwrap().next;
        assert!(next.is_some());
        assert!(matches!(notes.list(Where::default(), by(Sort::Shelf, next)).await, Err(StoreError::Cursor)));
        let invented = Some("bm90IGpzb24".parse().unwrap());
        assert!(matches!(notes.list(Where::default(), by(Sort::Title, invented)).await, Err(StoreError::Cursor)));
    }
}

#[test]
fn orders_are_read_from_requests() {
    let sort = By::<Sort>::parse("-rank, title,+price", &NOTES).unwrap();
    assert_eq!(sort, [By::Descending(Sort::Rank), By::Ascending(Sort::Title), By::Ascending(Sort::Price)]);
    let error = By::<Sort>::parse("rank,size", &NOTES).unwrap_err().to_string();
    assert_eq!(error, "`size` is nothing to sort by; there is shelf, title, rank, price, due");
}

#[tokio::test]
async fn pages_can_be_counted_off_too() {
    for database in databases().await {
        let mut notes = Notes::of(&database);
        notes.insert_all(&(0..10).map(note).collect::<Vec<_>>()).await.unwrap();
        let page = notes.list(Where::default(), Paging { limit: 3, offset: 8, ..Paging::default() }).await.unwrap();
        assert_eq!((page.items.len(), page.next), (2, None));
        assert_eq!(notes.count(Where::default()).await.unwrap(), 10);
    }
}
