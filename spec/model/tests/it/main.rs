//! What the model makes of definitions: documents of definitions and what they come to, one a topic, and properties.
#![allow(clippy::unwrap_used)]

mod constructs;
mod document;
mod dump;
mod forms;
mod growth;
mod problems;
mod properties;
mod size;

/// One test a document.
macro_rules! documents {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            document::check(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/documents/", stringify!($name), ".md"));
        })*

        #[test]
        fn every_document_is_a_test() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/documents");
            let mut found: Vec<String> = std::fs::read_dir(folder)
                .unwrap()
                .map(|it| it.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
                .collect();
            found.sort();
            assert_eq!(found, [$(stringify!($name)),*]);
        }
    };
}

documents! {
    additions
    attributes
    collections
    deprecations
    enums
    expanded
    fields
    headers
    identity
    imports
    inline
    interfaces
    locations
    misspelt
    parameters
    partial
    patches
    polarity
    resources
    responses
    scalars
    suppressions
    template_operations
    templates
    types
    unions
}
