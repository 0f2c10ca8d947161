//! Syntax trees to definitions: every key is read here, once, and what does not fit becomes a [`Problem`].

mod behaviour;
mod definition;
mod field;
mod identity;
pub(crate) mod keys;
mod meta;
mod paths;
mod reader;
mod resource;
mod storage;
mod templates;
mod typespace;

use apigen_syntax::{Document, Kind};

use crate::{Definition, DefinitionId, FileId, Place, Problem, ProblemKind, Settings};

/// What one file came to: a definition unless it holds no object at all, and the problems met.
#[derive(Debug, Clone, Default)]
pub(crate) struct Built {
    pub(crate) definition: Option<Definition>,
    pub(crate) problems: Vec<Problem>,
}

/// Builds the definition of one file. Types are left unresolved; `id` is set when all files are known.
pub(crate) fn build(file: FileId, document: &Document, settings: &Settings) -> Built {
    let mut reader = reader::Reader::new(file);
    for error in document.errors() {
        let place = Place { file, span: error.span };
        let pointer = document.at_offset(error.span.start).map_or_else(String::new, apigen_syntax::Value::pointer);
        reader.problems.push(Problem { place, pointer, kind: ProblemKind::Syntax(error.clone()) });
    }
    let definition = document.root().and_then(|root| match root.kind() {
        Kind::Object => Some(reader.definition(root, DefinitionId(0), settings)),
        Kind::Invalid => None,
        _ => {
            let found = reader::kind_word(root);
            reader.problem(root.span(), root, ProblemKind::NotAnObject { found });
            None
        }
    });
    Built { definition, problems: reader.problems }
}
