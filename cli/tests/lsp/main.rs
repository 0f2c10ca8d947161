//! `apigen lsp` as an editor sees it: a real client over standard input and output.
// A client that cannot talk to the server has failed; messages are small and made for one call.
#![allow(clippy::unwrap_used, clippy::cast_possible_truncation, clippy::needless_pass_by_value)]

mod editor;
mod findings;
mod language;
mod lifecycle;
mod renames;
mod repairs;
