//! Files that are read and built but not linked: what can be kept while other files change.

use std::sync::Arc;

use apigen_syntax::Document;
use rayon::prelude::*;

use crate::build::{Built, build};
use crate::{FileId, Role, Settings, Source, SourceFile};

/// A file that was parsed and built, and waits to be linked with others; cheap to clone.
#[derive(Debug, Clone)]
pub struct ParsedFile {
    path: String,
    role: Role,
    document: Arc<Document>,
    /// The place in the repository that the origins of the built definition speak of.
    id: FileId,
    built: Arc<Built>,
}

impl ParsedFile {
    /// Reads a file that will stand at a position among the files of a repository.
    pub fn read(file: SourceFile, position: usize, settings: &Settings) -> Self {
        let id = file_id(position);
        let mut document = Document::parse(file.bytes);
        let role = role(file.role, &document);
        let built = built(id, role, &document, settings);
        document.forget_tree();
        Self { path: file.path, role, document: Arc::new(document), id, built: Arc::new(built) }
    }

    /// Reads files, on all cores, of which the first will stand at a position.
    pub fn read_all(files: Vec<SourceFile>, first: usize, settings: &Settings) -> Vec<Self> {
        let files = files.into_par_iter().enumerate();
        files.map(|(index, file)| Self::read(file, first + index, settings)).collect()
    }

    /// The path as given.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text and its tree.
    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// The file as part of a repository; it is built again when it was meant for another place in it.
    pub(crate) fn into_parts(self, id: FileId, settings: &Settings) -> (Source, Built) {
        let built = if self.id == id {
            Arc::unwrap_or_clone(self.built)
        } else {
            built(id, self.role, &self.document, settings)
        };
        (Source { path: self.path, role: self.role, document: self.document }, built)
    }
}

/// The id of the file at a position.
pub(crate) fn file_id(position: usize) -> FileId {
    FileId(u32::try_from(position).unwrap_or(u32::MAX))
}

fn built(id: FileId, role: Role, document: &Document, settings: &Settings) -> Built {
    if role == Role::Stranger { Built::default() } else { build(id, document, settings) }
}

/// The keys of which a definition has at least one; other JSON files have none of them at their top.
const SIGNS: [&str; 11] = [
    "enums",
    "models",
    "unions",
    "interfaces",
    "resources",
    "imports",
    "streams",
    "tables",
    "templates",
    "annotations",
    "apidoc",
];

/// Decides about a file met in a folder. Text that is too broken to tell is judged, so that nothing breaks in silence.
fn role(given: Role, document: &Document) -> Role {
    let Some(root) = document.root().filter(|_| given == Role::Found) else { return given };
    let sign = SIGNS.iter().any(|it| root.get(it).is_some());
    let hopeless = root.is_empty() && document.errors().iter().any(|it| !it.kind.is_tolerated());
    if sign || hopeless { Role::Checked } else { Role::Stranger }
}
