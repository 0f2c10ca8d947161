//! What editors ask about a repository: pure functions of a repository and a place in it.
//!
//! Nothing here knows a protocol; places are files and bytes.

mod actions;
mod complete;
mod hover;
mod navigate;
mod outline;
pub mod schema;

pub use actions::{Action, actions};
pub use apigen_symbols::RenameError;
pub use complete::{Completion, CompletionKind, complete};
pub use hover::{Hover, hover};
pub use navigate::{Declarations, definitions, references, rename, rename_place};
pub use outline::{Outline, OutlineKind, Sighting, outline, search};
