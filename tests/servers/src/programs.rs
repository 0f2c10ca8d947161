//! Where the programs of servers lie: in `PATH`, or where packages put what is no command for everybody.

use std::path::{Path, PathBuf};

/// Folders that hold servers; `*` stands for one name, and the greatest name counts.
const FOLDERS: &[&str] = &[
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/pgsql/bin",
    "/usr/lib/rabbitmq/bin",
    "/usr/local/sbin",
    "/usr/sbin",
];

/// The path of a program; panics with how to install it when it is nowhere.
pub fn find(program: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let known = FOLDERS.iter().flat_map(|it| folders(it));
    let mut all = std::env::split_paths(&path).chain(known).map(|it| it.join(program));
    all.find(|it| it.is_file())
        .unwrap_or_else(|| panic!("`{program}` is not on this machine; `cargo xtask test tools` installs it"))
}

/// The folders that a pattern stands for, the newest version first.
fn folders(pattern: &str) -> Vec<PathBuf> {
    let Some((before, after)) = pattern.split_once('*') else { return vec![PathBuf::from(pattern)] };
    let (parent, prefix) = before.rsplit_once('/').unwrap_or(("", before));
    let entries = Path::new(parent).read_dir().into_iter().flatten().flatten();
    let names = entries.map(|it| it.file_name().to_string_lossy().into_owned());
    let mut versions: Vec<(u32, String)> =
        names.filter_map(|name| Some((name.strip_prefix(prefix)?.parse().ok()?, name))).collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    let path = |(_, name): (u32, String)| PathBuf::from(format!("{parent}/{name}{after}"));
    versions.into_iter().map(path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_comes_first() {
        let root = tempfile::tempdir().unwrap();
        for version in ["9", "15", "14", "x"] {
            std::fs::create_dir_all(root.path().join(version).join("bin")).unwrap();
        }
        let found = folders(&format!("{}/*/bin", root.path().display()));
        let versions: Vec<_> = found.iter().map(|it| it.strip_prefix(root.path()).unwrap().to_owned()).collect();
        assert_eq!(versions, ["15/bin", "14/bin", "9/bin"].map(PathBuf::from));
    }
}
