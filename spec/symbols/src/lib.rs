//! Who declares what in a repository, who refers to it, and how it is renamed: pure functions of the model and of the
//! text that it was built from.
//!
//! A *mention* is a range of a text that says the name of a *symbol*. Mentions are found by walking the text along the
//! grammar, and what they mean is asked of the model, so they are found in templates and in broken files too.

mod family;
mod mention;
mod rename;
mod resolve;
mod symbol;
mod walk;

pub use mention::{Mention, all_mentions, at, mentions};
pub use rename::{Edits, RenameError, rename, rename_each};
pub use symbol::Symbol;
pub use walk::{Event, Frame, Name, Role, is_closed, walk, walk_around};
