//! A repository as the generator writes it, for a table of notes.

use apigen_store::{
    Column, Condition, Database, Engine, Filter, Kind, Mapping, Mismatch, Repository, Sort, StoreError, Table, Value,
    Values,
};
use apigen_types::{DateTime, Decimal, Json};

use crate::support::{database, script};

/// A note.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Note {
    pub(crate) shelf: String,
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) rank: Option<i32>,
    pub(crate) price: Decimal,
    pub(crate) due: Option<DateTime>,
    pub(crate) body: Json,
    pub(crate) version: i64,
    pub(crate) updated_at: DateTime,
}

pub(crate) const SHELF: usize = 0;
pub(crate) const TITLE: usize = 2;
pub(crate) const RANK: usize = 3;
pub(crate) const PRICE: usize = 4;
pub(crate) const DUE: usize = 5;

pub(crate) static NOTES: Table = Table {
    name: "notes",
    columns: &[
        Column::new("shelf", Kind::Text),
        Column::new("id", Kind::Integer),
        Column::new("title", Kind::Text),
        Column::new("rank", Kind::Integer).optional(),
        Column::new("price", Kind::Decimal),
        Column::new("due", Kind::DateTime).optional(),
        Column::new("body", Kind::Json),
        Column::new("version", Kind::Integer).technical(),
        Column::new("updated_at", Kind::DateTime).technical(),
    ],
    key: &[0, 1],
    version: Some(7),
    has_hash_code: true,
    journal: None,
};

/// How rows of the table are notes.
#[derive(Debug)]
pub(crate) struct Rows;

/// Conditions as they come; generated filters have a field for each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Where(pub(crate) Vec<Condition>);

impl Filter for Where {
    fn conditions(self) -> Vec<Condition> {
        self.0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Shelf,
    Title,
    Rank,
    Price,
    Due,
}

impl Sort for By {
    const OFFERED: &'static [Self] = &[Self::Shelf, Self::Title, Self::Rank, Self::Price, Self::Due];

    fn column(self) -> usize {
        match self {
            Self::Shelf => SHELF,
            Self::Title => TITLE,
            Self::Rank => RANK,
            Self::Price => PRICE,
            Self::Due => DUE,
        }
    }
}

impl Mapping for Rows {
    type Model = Note;
    type Filter = Where;
    type Sort = By;

    fn table() -> &'static Table {
        &NOTES
    }

    fn to_values(note: &Note) -> Result<Vec<Value>, StoreError> {
        Ok(vec![
            note.shelf.clone().into(),
            note.id.into(),
            note.title.clone().into(),
            note.rank.into(),
            note.price.into(),
            note.due.into(),
            Value::document(&note.body)?,
            note.version.into(),
            note.updated_at.into(),
        ])
    }

    fn from_values(values: &mut Values) -> Result<Note, Mismatch> {
        Ok(Note {
            shelf: values.value()?,
            id: values.value()?,
            title: values.value()?,
            rank: values.value()?,
            price: values.value()?,
            due: values.value()?,
            body: values.document()?,
            version: values.value()?,
            updated_at: values.value()?,
        })
    }
}

pub(crate) type Notes<'a, 'c> = Repository<'a, 'c, Rows>;

/// A note with nothing special about it.
pub(crate) fn note(id: i64) -> Note {
    Note {
        shelf: "a".into(),
        id,
        title: format!("note {id}"),
        rank: None,
        price: Decimal::new(1250, 2),
        due: None,
        body: Json::Null,
        version: 1,
        updated_at: DateTime::from_unix_micros(1_700_000_000_000_000).unwrap(),
    }
}

pub(crate) fn key(id: i64) -> Vec<Value> {
    vec!["a".into(), id.into()]
}

/// A database of each engine with an empty table of notes.
pub(crate) async fn databases() -> [Database; 2] {
    [notes(Engine::Postgres).await, notes(Engine::Sqlite).await]
}

/// A database with an empty table of notes. Every change of a row leaves a line in `changes`.
pub(crate) async fn notes(engine: Engine) -> Database {
    const POSTGRES: &str = "
        create table notes (
            shelf text not null, id bigint not null, title text not null, rank integer, price numeric not null,
            due timestamptz, body jsonb not null, version bigint not null, updated_at timestamptz not null,
            hash_code bytea, primary key (shelf, id));
        create unique index notes_title_key on notes (title);
        create table changes (id bigint);
        create function record() returns trigger language plpgsql as
            'begin insert into changes values (new.id); return null; end';
        create trigger record after insert or update on notes for each row execute function record()";
    const SQLITE: &str = "
        create table notes (
            shelf text not null, id integer not null, title text not null, rank integer, price text not null,
            due text, body text not null, version integer not null, updated_at text not null,
            hash_code blob, primary key (shelf, id)) strict;
        create unique index notes_title_key on notes (title);
        create table changes (id integer);
        create trigger record_insert after insert on notes begin insert into changes values (new.id); end;
        create trigger record_update after update on notes begin insert into changes values (new.id); end";
    let database = database(engine).await;
    script(&database, if engine == Engine::Postgres { POSTGRES } else { SQLITE }).await;
    database
}
