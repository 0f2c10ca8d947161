//! Streams to AsyncAPI 3.0: one document for each definition with streams.
//!
//! A document says what the service that owns the streams sends, and what a consumer receives: a channel for each
//! stream, a message for each event, and a schema for each type in use. Addresses, headers and bindings are those that
//! `apigen-events` uses.

mod channel;
mod document;
mod headers;
mod message;
mod schema;
mod union;

use apigen_generator::names::{Scope, folder};
use apigen_generator::{FileSet, Output};
use apigen_model::Repository;

/// What to generate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Only these namespaces; all of them when empty.
    pub namespaces: Vec<String>,
}

/// The documents of every definition with streams: `<namespace>.json`.
pub fn generate(repository: &Repository, options: &Options) -> Output {
    let mut output = Output { files: FileSet::default(), skips: Vec::new() };
    let mut scope = Scope::default();
    for definition in repository.definitions().iter().filter(|it| !it.streams.is_empty()) {
        let file = scope.claim(&folder(&definition.namespace).unwrap_or_else(|| "streams".to_owned()));
        let wanted = options.namespaces.is_empty() || options.namespaces.iter().any(|it| *it == definition.namespace);
        if wanted {
            let (document, skips) = document::document(repository, definition);
            // Invariant: a value of texts, numbers and objects with text keys has a JSON form.
            let text = serde_json::to_string_pretty(&document).unwrap_or_default();
            output.files.own(format!("{file}.json"), text + "\n");
            output.skips.extend(skips);
        }
    }
    output
}
