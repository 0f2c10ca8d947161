//! What the parser, the formatter and the edits promise, one module each.

mod differential;
mod edits;
mod fixes;
mod format;
mod grammar;
mod lines;
mod recovery;
mod support;
mod values;
