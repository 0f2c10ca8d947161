//! What the parser, the formatter and the edits promise, one module each.

mod recovery;
