//! Values by type: ordinary ones, those at the edges of what is allowed, and those just beyond.
//!
//! Every value that is called valid has passed the checker of this crate.

mod invalid;
mod maker;
mod scalar;

pub use invalid::{Edit, Flaw, flaws_of_body, flaws_of_parameter};
pub use maker::{Maker, Row, has_examples, rows};
pub(crate) use scalar::BLANKS_AROUND;
