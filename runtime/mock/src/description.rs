//! What a definition says about a service, as far as a mock has to know it: one JSON document.
//!
//! The generator writes it; nobody writes it by hand, so unknown keys are mistakes.

mod schema;

use std::fmt;

use serde::Deserialize;

pub use schema::{Bounds, Field, Member, Owner, Schema, Target};

/// What a definition says about a service, as far as a mock has to know it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// The namespaces that it covers, for people.
    pub title: String,
    /// The named types, by qualified name.
    pub types: std::collections::BTreeMap<String, Schema>,
    /// What is kept.
    pub stores: Vec<Store>,
    /// What can be asked.
    pub operations: Vec<Operation>,
}

/// Objects of one type in one place: a collection, or one object for each parent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Store {
    /// The path of the collection, or of the single object.
    pub path: String,
    /// What is kept: a model or a union.
    pub schema: Schema,
    /// What tells objects apart; none where there is one object a parent.
    #[serde(default)]
    pub identity: Option<Identity>,
    /// The store whose objects are the parents, by position.
    #[serde(default)]
    pub parent: Option<usize>,
    /// For each variable of the path, the field that repeats its value, when there is one.
    #[serde(default)]
    pub parents: Vec<Option<String>>,
    /// Sets of fields whose values no two objects share.
    #[serde(default)]
    pub unique: Vec<Vec<String>>,
    /// Whether an object is there as soon as its parent is, without being created.
    #[serde(default)]
    pub implied: bool,
}

/// What tells the objects of a collection apart.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Identity {
    /// A field.
    Field(String),
    /// What the path says, which no field repeats.
    Path,
}

/// An operation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// What traces call it: `list_users`.
    pub name: String,
    /// `GET`.
    pub method: String,
    /// `/users/:id`.
    pub path: String,
    /// What it is to a store.
    pub role: Role,
    /// For each variable of the path, what of an object has its value.
    #[serde(default)]
    pub variables: Vec<Variable>,
    /// Who may call it.
    #[serde(default)]
    pub access: Access,
    /// What can be said besides the body.
    #[serde(default)]
    pub parameters: Vec<Parameter>,
    /// What the body is.
    #[serde(default)]
    pub body: Option<Schema>,
    /// What is answered, in the order of the definition.
    pub responses: Vec<Response>,
    /// How requests that break the definition are refused.
    pub refusal: Refusal,
    /// How a list is cut into pages.
    #[serde(default)]
    pub paging: Option<Paging>,
}

/// What an operation is to a store, named by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Role {
    /// Makes an object.
    Create(usize),
    /// Gives one object.
    Read(usize),
    /// Gives several objects.
    List(usize),
    /// Replaces an object.
    Update(usize),
    /// Replaces an object, or makes it.
    Upsert(usize),
    /// Changes what the body names of an object.
    Patch(usize),
    /// Removes an object.
    Delete(usize),
    /// Answers with what the definition declares, and keeps nothing.
    Other,
}

/// A variable of an operation's path.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What of an object has its value.
    pub is: Binding,
}

/// What of an object has the value of a variable.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Binding {
    /// Its identity.
    Key,
    /// The variable of the store's path at this position.
    Parent(usize),
    /// A field.
    Field(String),
}

/// Who may call an operation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Everybody.
    #[default]
    Public,
    /// Everybody, but credentials that are sent must be good.
    Optional,
    /// Whoever has credentials.
    Credentials,
}

/// A parameter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// What its values look like.
    pub schema: Schema,
    /// Whether it must be given.
    #[serde(default)]
    pub required: bool,
    /// The texts to take when the request has none.
    #[serde(default)]
    pub default: Vec<String>,
    /// What it asks of the objects of a list.
    #[serde(default)]
    pub filter: Option<Filter>,
    /// What its values name.
    #[serde(default)]
    pub references: Option<Target>,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A variable of the path.
    Path,
    /// The query string.
    Query,
    /// A header.
    Header,
    /// A form in the body.
    Form,
}

/// What a parameter asks of the objects of a list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// The field that is looked at; dots lead into objects.
    pub field: String,
    /// How it is compared with the parameter.
    pub op: Op,
}

/// How a field is compared with a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// It is equal.
    Eq,
    /// It differs.
    Ne,
    /// It is smaller.
    Lt,
    /// It is smaller or equal.
    Lte,
    /// It is larger.
    Gt,
    /// It is larger or equal.
    Gte,
    /// It is one of several.
    In,
    /// It contains the text, or the list contains the value.
    Contains,
    /// It begins with the text.
    Prefix,
}

/// A declared answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// Its status; none for any other than those declared.
    #[serde(default)]
    pub status: Option<u16>,
    /// What its body looks like, when it has one.
    #[serde(default)]
    pub schema: Option<Schema>,
    /// Its headers.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// The codes that the definition declares for errors with this status.
    #[serde(default)]
    pub codes: Vec<String>,
}

/// A header of an answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// What its value looks like.
    pub schema: Schema,
    /// Whether it is always there.
    #[serde(default)]
    pub required: bool,
}

/// How a list is cut into pages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// The parameter that holds the page size.
    pub limit: String,
    /// The parameter that holds the position of the first object.
    pub offset: String,
}

/// How requests that break the definition are refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// The status.
    pub status: u16,
    /// The status when nothing but the path is wrong.
    #[serde(default)]
    pub path_status: Option<u16>,
    /// The body; none for a status alone.
    #[serde(default)]
    pub body: RefusalBody,
}

/// The body of a refusal.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalBody {
    /// Problem details (RFC 9457).
    #[default]
    Problem,
    /// Nothing.
    Empty,
    /// One object of a declared model.
    One(Vec<ErrorPart>),
    /// One object of a declared model for each violation.
    Each(Vec<ErrorPart>),
}

/// A field of a declared error model.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorPart {
    /// The field's name.
    pub name: String,
    /// What it says.
    pub slot: Slot,
}

/// What a field of a declared error model says.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// A machine-readable code.
    Code {
        /// The body is not JSON.
        malformed: String,
        /// Values break rules.
        invalid: String,
        /// Values name what does not exist.
        unknown: String,
    },
    /// One sentence.
    Message,
    /// A list of sentences.
    Messages,
    /// The part of the request.
    Location,
    /// The JSON pointer.
    Pointer,
    /// The rule that is broken.
    Rule,
    /// A list of objects, one a violation.
    Violations(Vec<ErrorPart>),
}

/// A text that is no description.
#[derive(Debug)]
pub struct DescriptionError(serde_json::Error);

impl Description {
    /// Reads the JSON document.
    ///
    /// # Errors
    /// [`DescriptionError`] when the text is no description.
    pub fn parse(text: &str) -> Result<Self, DescriptionError> {
        serde_json::from_str(text).map_err(DescriptionError)
    }
}

impl fmt::Display for DescriptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this is no description of a service: {}; generate it again", self.0)
    }
}

impl std::error::Error for DescriptionError {}
