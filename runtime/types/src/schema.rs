//! What a definition says about the values of a type, as data that generated code states once.

use std::sync::OnceLock;

/// What values of a type look like.
#[derive(Debug)]
pub enum Schema {
    /// Any JSON value.
    Any,
    /// `null`: a value that says nothing.
    Unit,
    /// `true` or `false`.
    Boolean,
    /// What another place says: types that contain themselves are tied together at run time this way.
    ///
    /// An empty place accepts any JSON value.
    Named(&'static OnceLock<Schema>),
    /// A signed 32-bit integer.
    Integer(Limits),
    /// A signed 64-bit integer.
    Long(Limits),
    /// A 64-bit float.
    Double(Limits),
    /// A decimal number, as a number or a string.
    Decimal(Limits),
    /// Text; the limits are counts of characters.
    Text {
        /// How many characters.
        limits: Limits,
        /// A regular expression that it must match.
        pattern: Option<&'static str>,
    },
    /// A UUID in its canonical form.
    Uuid,
    /// A calendar date, `2026-11-21`.
    Date,
    /// A point in time, RFC 3339.
    DateTime,
    /// Any JSON object.
    Object,
    /// One of a set of strings.
    Enum {
        /// The strings.
        values: &'static [&'static str],
        /// Whether other strings are accepted too.
        open: bool,
    },
    /// A JSON array.
    List {
        /// What each element looks like.
        items: &'static Schema,
        /// How many elements.
        limits: Limits,
        /// Whether elements must differ.
        unique: bool,
    },
    /// A JSON object with any keys.
    Map {
        /// What each value looks like.
        items: &'static Schema,
        /// How many members.
        limits: Limits,
    },
    /// A JSON object with declared fields.
    Model(&'static [Field]),
    /// One of several types.
    Union {
        /// The field that tells members apart; without it a value is wrapped as `{type: value}`.
        discriminator: Option<&'static str>,
        /// The members.
        members: &'static [Member],
        /// Whether other members are accepted too.
        open: bool,
    },
}

/// The smallest and the largest number, length or count; both bounds belong to the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The smallest.
    pub minimum: Option<i64>,
    /// The largest.
    pub maximum: Option<i64>,
}

/// A field of a model.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Whether a value must be given: it is required and has no default.
    pub required: bool,
    /// Whether `null` says something else than absence: in a patch it clears the field.
    pub nullable: bool,
    /// In which direction it is sent.
    pub access: Access,
    /// What its values look like.
    pub schema: &'static Schema,
}

/// In which direction a field is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// In both.
    Both,
    /// By the service only.
    ReadOnly,
    /// To the service only.
    WriteOnly,
}

/// A member of a union.
#[derive(Debug)]
pub struct Member {
    /// The value of the discriminator, or the key of the wrapper, that stands for it.
    pub name: &'static str,
    /// What its values look like.
    pub schema: &'static Schema,
    /// Whether a value without discriminator is of this type.
    pub default: bool,
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self { minimum: None, maximum: None };

    /// At least this much.
    pub const fn from(minimum: i64) -> Self {
        Self { minimum: Some(minimum), maximum: None }
    }

    /// At most this much.
    pub const fn to(maximum: i64) -> Self {
        Self { minimum: None, maximum: Some(maximum) }
    }

    /// At least and at most this much.
    pub const fn range(minimum: i64, maximum: i64) -> Self {
        Self { minimum: Some(minimum), maximum: Some(maximum) }
    }
}

impl Field {
    /// A field that must be sent: it is required and has no default.
    pub const fn required(name: &'static str, schema: &'static Schema) -> Self {
        Self { name, required: true, nullable: false, access: Access::Both, schema }
    }

    /// A field that may be absent.
    pub const fn optional(name: &'static str, schema: &'static Schema) -> Self {
        Self { name, required: false, nullable: false, access: Access::Both, schema }
    }

    /// A field of a patch: absent it stays as it is, `null` clears it.
    pub const fn patch(name: &'static str, schema: &'static Schema) -> Self {
        Self { name, required: false, nullable: true, access: Access::Both, schema }
    }

    /// The same, but only the service sends it: a request must not have it.
    #[must_use]
    pub const fn read_only(mut self) -> Self {
        self.access = Access::ReadOnly;
        self
    }

    /// The same, but it is only sent to the service: no answer has it.
    #[must_use]
    pub const fn write_only(mut self) -> Self {
        self.access = Access::WriteOnly;
        self
    }
}

impl Member {
    /// The member that a discriminator leads to on the shortest way: unions may contain each other.
    pub fn nearest<'m>(members: &'m [Self], discriminator: &str, tag: &str) -> Option<&'m Self> {
        const DEPTH: usize = 8;
        (0..DEPTH).find_map(|depth| members.iter().find(|it| it.stands_for(discriminator, tag, depth)))
    }

    /// A member.
    pub const fn of(name: &'static str, schema: &'static Schema) -> Self {
        Self { name, schema, default: false }
    }

    /// The member that values without discriminator belong to.
    pub const fn fallback(name: &'static str, schema: &'static Schema) -> Self {
        Self { name, schema, default: true }
    }

    /// Whether a value of the discriminator belongs to it, or to a member of the unions in it up to a depth.
    pub fn stands_for(&self, discriminator: &str, tag: &str, depth: usize) -> bool {
        let inside = || match self.schema.resolved() {
            Schema::Union { discriminator: Some(inner), members, .. } if *inner == discriminator && depth > 0 => {
                members.iter().any(|it| it.stands_for(discriminator, tag, depth - 1))
            }
            _ => false,
        };
        let nested =
            matches!(self.schema.resolved(), Schema::Union { discriminator: Some(it), .. } if *it == discriminator);
        (!nested && self.name == tag) || inside()
    }
}

impl Schema {
    /// Any text.
    pub const TEXT: Self = Self::text(Limits::NONE);

    /// Text of a length.
    pub const fn text(limits: Limits) -> Self {
        Self::Text { limits, pattern: None }
    }

    /// Text of a length that matches a regular expression.
    pub const fn pattern(limits: Limits, pattern: &'static str) -> Self {
        Self::Text { limits, pattern: Some(pattern) }
    }

    /// A list of any length.
    pub const fn list(items: &'static Self) -> Self {
        Self::List { items, limits: Limits::NONE, unique: false }
    }

    /// A map of any size.
    pub const fn map(items: &'static Self) -> Self {
        Self::Map { items, limits: Limits::NONE }
    }

    /// The schema itself, however many places refer to each other on the way to it.
    #[must_use]
    pub fn resolved(&self) -> &Self {
        match self {
            Self::Named(place) => place.get().map_or(&Self::Any, Self::resolved),
            other => other,
        }
    }

    /// Whether a plain text can stand for a value, as opposed to JSON.
    pub fn is_scalar(&self) -> bool {
        !matches!(
            self.resolved(),
            Self::List { .. } | Self::Map { .. } | Self::Model(_) | Self::Union { .. } | Self::Object
        )
    }
}
