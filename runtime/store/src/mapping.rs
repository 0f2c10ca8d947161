//! Models as rows: what generated code says about each column, in the order of the table.

use apigen_types::{Enumeration, UnknownValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Filter, Kind, Mismatch, Sort, StoreError, Stored, Table, Value};

/// How the rows of a table are values of a model.
pub trait Mapping {
    /// The model.
    type Model;
    /// What lists are narrowed by.
    type Filter: Filter;
    /// What lists are sorted by.
    type Sort: Sort;

    /// The table.
    fn table() -> &'static Table;

    /// The values of the columns, in their order.
    ///
    /// # Errors
    /// When a part that is stored as JSON has no JSON form, which generated types always have.
    fn to_values(model: &Self::Model) -> Result<Vec<Value>, StoreError>;

    /// The model that the columns of a row hold.
    ///
    /// # Errors
    /// When a column holds what the model cannot.
    fn from_values(values: &mut Values) -> Result<Self::Model, Mismatch>;
}

/// The values of a row on their way into a model, one after the other.
#[derive(Debug)]
pub struct Values {
    table: &'static Table,
    rest: std::vec::IntoIter<Value>,
}

impl Values {
    pub(crate) fn new(table: &'static Table, values: Vec<Value>) -> Self {
        Self { table, rest: values.into_iter() }
    }

    /// The next value.
    ///
    /// # Errors
    /// That the column holds none of that type.
    pub fn value<T: Stored>(&mut self) -> Result<T, Mismatch> {
        self.next(T::KIND, T::from_value)
    }

    /// The next value, or what stands for an absent one.
    ///
    /// # Errors
    /// That the column holds none of that type.
    pub fn value_or<T: Stored>(&mut self, default: T) -> Result<T, Mismatch> {
        Ok(self.value::<Option<T>>()?.unwrap_or(default))
    }

    /// The next value, one of an enum.
    ///
    /// # Errors
    /// That the column holds no text, or one that the enum has not.
    pub fn choice<T: Enumeration>(&mut self) -> Result<T, Mismatch> {
        self.next(Kind::Text, |it| choice(&String::from_value(it)?))
    }

    /// The next value, one of an enum, if there is one.
    ///
    /// # Errors
    /// That the column holds no text, or one that the enum has not.
    pub fn optional_choice<T: Enumeration>(&mut self) -> Result<Option<T>, Mismatch> {
        self.next(Kind::Text, |it| Option::<String>::from_value(it)?.as_deref().map(choice).transpose())
    }

    /// The next value, one of an enum, or what stands for an absent one.
    ///
    /// # Errors
    /// That the column holds no text, or one that the enum has not.
    pub fn choice_or<T: Enumeration>(&mut self, default: T) -> Result<T, Mismatch> {
        Ok(self.optional_choice()?.unwrap_or(default))
    }

    /// The next value, kept as JSON.
    ///
    /// # Errors
    /// That the column holds no JSON, or none of that type.
    pub fn document<T: DeserializeOwned>(&mut self) -> Result<T, Mismatch> {
        self.next(Kind::Json, |it| document(&String::from_value(it)?))
    }

    /// The next value, kept as JSON, if there is one.
    ///
    /// # Errors
    /// That the column holds no JSON, or none of that type.
    pub fn optional_document<T: DeserializeOwned>(&mut self) -> Result<Option<T>, Mismatch> {
        self.next(Kind::Json, |it| Option::<String>::from_value(it)?.as_deref().map(document).transpose())
    }

    /// The next value, kept as JSON, or what stands for an absent one.
    ///
    /// # Errors
    /// That the column holds no JSON, or none of that type.
    pub fn document_or<T: DeserializeOwned>(&mut self, default: T) -> Result<T, Mismatch> {
        Ok(self.optional_document()?.unwrap_or(default))
    }

    fn next<T>(&mut self, kind: Kind, read: impl FnOnce(Value) -> Result<T, Mismatch>) -> Result<T, Mismatch> {
        let columns = self.table.columns;
        let column = columns.len().checked_sub(self.rest.len()).and_then(|at| columns.get(at));
        let value = self.rest.next().unwrap_or(Value::Null(kind));
        read(value).map_err(|error| Mismatch { column: column.map(|it| it.name), ..error })
    }
}

fn choice<T: Enumeration>(text: &str) -> Result<T, Mismatch> {
    let unknown = || Mismatch { column: None, expected: Kind::Text, found: UnknownValue::of::<T>(text).to_string() };
    T::from_wire(text).ok_or_else(unknown)
}

fn document<T: DeserializeOwned>(text: &str) -> Result<T, Mismatch> {
    let unreadable =
        |error: serde_json::Error| Mismatch { column: None, expected: Kind::Json, found: error.to_string() };
    serde_json::from_str(text).map_err(unreadable)
}

impl Value {
    /// Several values.
    pub fn all<T: Stored>(values: Vec<T>) -> Vec<Self> {
        values.into_iter().map(T::into_value).collect()
    }

    /// Several values of an enum.
    pub fn choices<T: Enumeration>(values: &[T]) -> Vec<Self> {
        values.iter().map(Self::choice).collect()
    }

    /// A value of an enum.
    pub fn choice<T: Enumeration>(value: &T) -> Self {
        Self::Text(value.as_wire().to_owned())
    }

    /// A value of an enum, if there is one.
    pub fn optional_choice<T: Enumeration>(value: Option<&T>) -> Self {
        value.map_or(Self::Null(Kind::Text), Self::choice)
    }

    /// What is kept as JSON.
    ///
    /// # Errors
    /// When it has no JSON form.
    pub fn document<T: Serialize>(value: &T) -> Result<Self, StoreError> {
        Ok(Self::Json(serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()))?))
    }

    /// What is kept as JSON, if there is anything.
    ///
    /// # Errors
    /// When it has no JSON form.
    pub fn optional_document<T: Serialize>(value: Option<&T>) -> Result<Self, StoreError> {
        value.map_or(Ok(Self::Null(Kind::Json)), Self::document)
    }
}
