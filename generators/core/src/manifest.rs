//! The list of files a generator owns in an output directory, so that it can remove those it no longer writes.

use std::collections::BTreeMap;
use std::fmt;

use crate::{FileSet, Ownership};

/// The manifest's own path in the output directory.
pub const MANIFEST: &str = ".apigen-manifest";

const HEADER: &str = "# Files that apigen owns here, with the hashes of their content. Written by apigen; commit it.";

/// The owned files of an output directory with the hashes of their content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    files: BTreeMap<String, u64>,
}

impl Manifest {
    /// The manifest of a set of generated files.
    pub fn of(set: &FileSet) -> Self {
        let owned = set.iter().filter(|(_, file)| file.ownership == Ownership::Owned);
        Self { files: owned.map(|(path, file)| (path.to_owned(), content_hash(&file.text))).collect() }
    }

    /// Reads what [`Manifest::fmt`](fmt::Display) wrote; lines that mean nothing are passed over.
    ///
    /// Paths that leave the output directory are passed over too: a manifest decides what is removed.
    pub fn parse(text: &str) -> Self {
        Self { files: text.lines().filter_map(parse_line).collect() }
    }

    /// Goes on owning a file that this run has nothing to do with.
    pub(crate) fn keep(&mut self, path: &str, hash: u64) {
        self.files.insert(path.to_owned(), hash);
    }

    /// The hash of an owned file's content.
    pub fn get(&self, path: &str) -> Option<u64> {
        self.files.get(path).copied()
    }

    /// Every owned file with the hash of its content, ordered by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.files.iter().map(|(path, hash)| (path.as_str(), *hash))
    }
}

fn parse_line(line: &str) -> Option<(String, u64)> {
    let (hash, path) = line.split_once("  ")?;
    let hash = u64::from_str_radix(hash, 16).ok()?;
    stays_inside(path).then(|| (path.to_owned(), hash))
}

fn stays_inside(path: &str) -> bool {
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']);
    path.split('/').all(plain)
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        self.iter().try_for_each(|(path, hash)| writeln!(f, "{hash:016x}  {path}"))
    }
}

/// A stable hash of a text (64-bit FNV-1a): it tells an edited file from an untouched one, and nothing else.
pub fn content_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_survives_writing_and_reading() {
        let mut set = FileSet::default();
        set.own("a/src/lib.rs", "pub mod x;");
        set.own("a/Cargo.toml", "");
        set.scaffold("a/README.md", "mine");
        let manifest = Manifest::of(&set);
        assert_eq!(manifest.iter().count(), 2);
        assert_eq!(Manifest::parse(&manifest.to_string()), manifest);
    }

    #[test]
    fn paths_outside_the_output_are_not_read() {
        let text = "0000000000000001  ../x\n0000000000000001  /etc/passwd\n0000000000000001  a/../../x\nzz  a\n";
        assert_eq!(Manifest::parse(text).iter().count(), 0);
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(content_hash(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(content_hash("a"), 0xaf63_dc4c_8601_ec8c);
    }
}
