//! Generated clients compile for browsers, without a warning.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Result, process};

const TARGET: &str = "wasm32-unknown-unknown";

/// A service with lists in pages, unions and keys for idempotency, and one that uses types of others.
const CRATES: [&str; 2] = ["io-acme-order-v0", "io-acme-user-v0"];

pub(super) fn run(root: &Path) -> Result {
    if !library()?.is_dir() {
        println!("skipped: `rustup target add {TARGET}` installs what it needs");
        return Ok(());
    }
    for name in ["apigen-types", "apigen-http"].into_iter().chain(CRATES) {
        let mut clippy = process::cargo(root);
        clippy.args(["clippy", "--quiet", "--target", TARGET, "--package", name]);
        if name != "apigen-types" {
            clippy.args(["--features", "client"]);
        }
        process::run(clippy.args(["--", "--deny", "warnings"]))?;
        println!("{name:20} compiles for {TARGET}");
    }
    Ok(())
}

/// Where the target's standard library lies, if it is installed.
fn library() -> Result<PathBuf> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let folder = process::output(Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]))?;
    Ok(PathBuf::from(folder.trim()))
}
