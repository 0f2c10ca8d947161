//! Where a construct was written, as an opaque handle into the repository's syntax trees.

use apigen_syntax::NodeId;

/// A file of a repository, in the order the files were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// The node a construct was built from.
///
/// Two origins always compare equal: a model says what is defined, not where, so moving a line changes no model.
#[derive(Debug, Clone, Copy)]
pub struct Origin {
    /// The file the construct stands in.
    pub file: FileId,
    /// Its node in that file's tree: the value, whose key (if any) directly precedes it.
    pub node: NodeId,
}

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Origin {}
