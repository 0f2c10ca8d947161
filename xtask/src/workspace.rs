//! Where things lie: the root of the workspace, its scratch space and the corpus.

use std::env;
use std::path::{Path, PathBuf};

/// The directory of the workspace's `Cargo.toml`.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Where cargo puts what it builds.
pub fn target(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

/// Real definitions of other people, when they are present.
///
/// `APIGEN_CORPUS` points to them; otherwise they lie beside the checkout.
pub fn corpus(root: &Path) -> Option<PathBuf> {
    let dir = env::var_os("APIGEN_CORPUS").map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    [dir.join("apibuilder"), dir].into_iter().find(|dir| dir.join("service_json").is_dir())
}
