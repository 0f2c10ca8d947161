//! Tables that say what values are taken.

use serde_json::Value;

/// A field of a body.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) need: Need,
}

/// What stands for a field that is absent or null.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Need {
    /// Nothing: it has to be there.
    Must,
    /// Nothing, and that is fine.
    May,
    /// This.
    Or(fn() -> Value),
}

/// What a value may be.
#[derive(Debug)]
pub(crate) enum Shape {
    /// Text of so many characters that has a form.
    Text(usize, usize, fn(&str) -> bool),
    /// A whole number between two others.
    Whole(i64, i64),
    /// A number, or a text that holds one, from zero on.
    Decimal(i64),
    /// A number from zero on.
    Double(i64),
    /// True or false.
    Flag,
    /// A day.
    Date,
    /// A moment with its offset.
    Moment,
    /// A uuid.
    Uuid,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// So many elements, all different.
    Set(&'static Shape, usize),
    /// So many values by name.
    Map(&'static Shape, usize),
    /// An object whose member tells what else it has.
    Union(&'static str, &'static [Member]),
}

/// A kind of object within a union.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) tag: &'static str,
    pub(crate) slots: &'static [Slot],
}

impl Slot {
    pub(crate) const fn must(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, need: Need::Must }
    }

    pub(crate) const fn may(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, need: Need::May }
    }

    pub(crate) const fn or(name: &'static str, shape: Shape, default: fn() -> Value) -> Self {
        Self { name, shape, need: Need::Or(default) }
    }
}

impl Shape {
    /// Text of so many characters.
    pub(crate) const fn text(min: usize, max: usize) -> Self {
        Self::Text(min, max, |_| true)
    }

    /// A value of the shape, for a service that goes on although it was given none.
    pub(crate) fn some(&self) -> Value {
        match self {
            Self::Text(min, ..) => "X".repeat(*min).into(),
            Self::Whole(min, _) => (*min).into(),
            Self::Decimal(_) | Self::Double(_) => 1.into(),
            Self::Flag => false.into(),
            Self::Date => "2026-01-01".into(),
            Self::Moment => "2026-01-01T00:00:00Z".into(),
            Self::Uuid => "00000000-0000-4000-8000-000000000000".into(),
            Self::OneOf(values) => values.first().copied().into(),
            Self::Set(..) => Value::Array(Vec::new()),
            Self::Map(..) | Self::Union(..) => Value::Object(serde_json::Map::new()),
        }
    }
}
