//! What values look like, and what a mock has to know to make some up.

use serde::Deserialize;
use serde_json::Value;

/// What values of a type look like; bounds are of numbers, lengths and counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Schema {
    /// Any JSON value.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A signed 32-bit integer.
    Integer(Bounds),
    /// A signed 64-bit integer.
    Long(Bounds),
    /// A 64-bit float.
    Double(Bounds),
    /// A decimal number.
    Decimal(Bounds),
    /// Text.
    Text {
        /// How many characters.
        #[serde(default)]
        bounds: Bounds,
        /// A regular expression that it matches.
        #[serde(default)]
        pattern: Option<String>,
    },
    /// A UUID.
    Uuid,
    /// A calendar date.
    Date,
    /// A point in time.
    DateTime,
    /// Any JSON object.
    Object,
    /// A type of the description, by qualified name.
    Named(String),
    /// One of a set of strings.
    Enum {
        /// The strings.
        values: Vec<String>,
        /// Whether there may be others.
        #[serde(default)]
        open: bool,
    },
    /// A JSON array.
    List {
        /// Its elements.
        items: Box<Schema>,
        /// How many elements.
        #[serde(default)]
        bounds: Bounds,
        /// Whether elements differ.
        #[serde(default)]
        unique: bool,
    },
    /// A JSON object with any keys.
    Map {
        /// Its values.
        items: Box<Schema>,
        /// How many members.
        #[serde(default)]
        bounds: Bounds,
    },
    /// A JSON object with declared fields.
    Model(Vec<Field>),
    /// One of several types.
    Union {
        /// The field that tells members apart; without it a value is wrapped as `{name: value}`.
        #[serde(default)]
        discriminator: Option<String>,
        /// The members.
        members: Vec<Member>,
        /// Whether there may be others.
        #[serde(default)]
        open: bool,
    },
}

/// The smallest and the largest; both belong to the range.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// The smallest.
    #[serde(default)]
    pub minimum: Option<i64>,
    /// The largest.
    #[serde(default)]
    pub maximum: Option<i64>,
}

/// A field of a model.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What its values look like.
    pub schema: Schema,
    /// Whether it is always there.
    #[serde(default)]
    pub required: bool,
    /// Whether `null` says something else than absence: in a patch it clears the field.
    #[serde(default)]
    pub nullable: bool,
    /// The value that stands for it when it is absent.
    #[serde(default)]
    pub default: Option<Value>,
    /// A value that shows what it is.
    #[serde(default)]
    pub example: Option<Value>,
    /// Whether a request must not have it.
    #[serde(default)]
    pub read_only: bool,
    /// Who decides what it is.
    #[serde(default)]
    pub owner: Owner,
    /// What its values name.
    #[serde(default)]
    pub references: Option<Target>,
}

/// What a value names: an object whose field has that value.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The type of the object, by qualified name.
    #[serde(rename = "type")]
    pub ty: String,
    /// The field.
    pub field: String,
}

/// Who decides what a field is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// Whoever sends a request.
    #[default]
    Caller,
    /// The server, which no request overrules.
    Server,
    /// Whoever sends a request; the server never gives it back.
    Secret,
}

/// A member of a union.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The value of the discriminator, or the key of the wrapper, that stands for it.
    pub name: String,
    /// What its values look like.
    pub schema: Schema,
    /// Whether a value without discriminator is of this type.
    #[serde(default)]
    pub default: bool,
}
