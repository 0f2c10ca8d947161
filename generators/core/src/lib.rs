//! What every generator shares: file sets, the manifest of owned files, templates, names, findings about gaps.
//!
//! A generator is a pure function from a resolved repository to a [`FileSet`]; [`plan`] compares that set with what
//! exists, also without touching a disk, and the caller writes and removes what the [`Changes`] say.

mod changes;
mod files;
mod manifest;
pub mod mock;
pub mod names;
mod output;
pub mod refusal;
mod templates;

pub use changes::{Changes, Placing, Write, plan, plan_part};
pub use files::{File, FileSet, Ownership};
pub use manifest::{MANIFEST, Manifest, content_hash};
pub use output::{Output, Skip};
pub use templates::{TemplateError, Templates};
