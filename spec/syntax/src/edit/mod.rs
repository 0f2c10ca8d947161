//! Changes of a document that keep the layout of everything they do not touch.
//!
//! Each function returns the edits for one change of the document as it is.
//! Several changes can be applied together as long as they concern different members.

mod insert;
mod layout;
mod remove;

pub use insert::{Place, insert_element, insert_member};
pub use remove::{remove_element, remove_member};

use crate::apply::Edit;
use crate::quote::quote;
use crate::value::Value;

/// Puts `text` in the place of a value.
pub fn replace_value(value: Value<'_>, text: &str) -> Edit {
    Edit::replace(value.span(), text)
}

/// Gives the member with this value another key; `None` if the value is not that of a member.
pub fn rename_key(value: Value<'_>, key: &str) -> Option<Edit> {
    Some(Edit::replace(value.key()?.span(), quote(key)))
}
