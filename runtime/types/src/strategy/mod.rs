//! Random values for property tests: what a definition says about a type, made into values of it.
//!
//! Values are made as JSON from a [`Schema`] and then read, so a generated type needs no code of its own, and whatever
//! is made has gone through the reader that production uses. Every value satisfies the definition: bounds, lengths,
//! patterns, unique elements. Open enums and unions are sometimes unknown, what is optional is sometimes absent, and
//! recursive types end.

mod heights;
mod json;
mod scalars;
mod text;
mod union;

use std::fmt;

use proptest::strategy::Strategy;
use serde::de::DeserializeOwned;

pub use proptest::arbitrary::Arbitrary;
pub use proptest::strategy::BoxedStrategy;

use crate::Json;
use crate::schema::Schema;
use json::Values;

/// Values of a generated type, given what its definition says about it.
///
/// # Panics
/// The strategy panics when the type does not read what the schema describes; generated code passes the two together.
pub fn of<T: DeserializeOwned + fmt::Debug + 'static>(schema: &'static Schema) -> BoxedStrategy<T> {
    json(schema).prop_map(|it| read(&it)).boxed()
}

/// The same values as JSON, the way a sender may write them: what has a default may be absent.
pub fn json(schema: &'static Schema) -> BoxedStrategy<Json> {
    Values::of(schema).boxed()
}

fn read<T: DeserializeOwned>(value: &Json) -> T {
    let text = value.to_string();
    match serde_json::from_str(&text) {
        Ok(value) => value,
        Err(error) => panic!("{} does not read {text}: {error}", std::any::type_name::<T>()),
    }
}

/// Gives a generated type its strategy, with the schema that stands for it.
#[macro_export]
macro_rules! strategy {
    ($name:path, $schema:path) => {
        impl $name {
            /// Values that satisfy the definition, for property tests.
            // A definition may call a type `strategy`, too.
            #[allow(clippy::self_named_constructors)]
            pub fn strategy() -> $crate::strategy::BoxedStrategy<Self> {
                $crate::strategy::of(&$schema)
            }
        }

        impl $crate::strategy::Arbitrary for $name {
            type Parameters = ();
            type Strategy = $crate::strategy::BoxedStrategy<Self>;

            fn arbitrary_with((): ()) -> Self::Strategy {
                Self::strategy()
            }
        }
    };
}
