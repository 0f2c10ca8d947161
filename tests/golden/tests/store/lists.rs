//! Lists with the filters and orders that the definition declares.

use apigen_store::{By, Paging};
use golden_kinds_v0::store::Things;
use golden_kinds_v0::store::things::{Filter, Sort};
use golden_kinds_v0::{Colour, Thing};

use crate::support::{databases, thing};

#[tokio::test]
async fn declared_filters_and_orders_are_fields_and_variants() {
    for database in databases().await {
        let mut things = Things::of(&database);
        let colour = |number: u128| if number.is_multiple_of(2) { Colour::Red } else { Colour::ItSBlue };
        let all: Vec<_> = (0..10).map(|it| Thing { colour: colour(it), ..thing(it) }).collect();
        things.insert_all(&all).await.unwrap();

        let blue = || Filter { colour: Some(Colour::ItSBlue), ..Filter::default() };
        let newest = Things::sort("-created_at").unwrap();
        assert_eq!(newest, [By::Descending(Sort::CreatedAt)]);
        let first = Paging { sort: newest.clone(), limit: 3, ..Paging::default() };
        let page = things.list(blue(), first).await.unwrap();
        assert_eq!(texts(&page.items), ["thing 9", "thing 7", "thing 5"], "{}", database.engine());
        let rest = Paging { sort: newest, after: page.next, ..Paging::default() };
        let page = things.list(blue(), rest).await.unwrap();
        assert_eq!((texts(&page.items), page.next), (vec!["thing 3", "thing 1"], None));
        assert_eq!(things.count(blue()).await.unwrap(), 5);

        let found = Filter { search: Some("g 4".into()), colour: Some(Colour::Red), ..Filter::default() };
        assert_eq!(texts(&things.list(found, Paging::default()).await.unwrap().items), ["thing 4"]);
    }
}

fn texts(things: &[Thing]) -> Vec<&str> {
    things.iter().map(|it| it.text.as_str()).collect()
}
