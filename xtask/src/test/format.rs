//! Formatting of what people write; generated code is formatted by what generates it.

use std::path::Path;

use serde_json::Value;

use crate::Result;
use crate::process::{self, cargo};

/// Checks that the hand-written packages are formatted.
pub(super) fn check(root: &Path) -> Result {
    let text = process::output(cargo(root).args(["metadata", "--no-deps", "--format-version=1"]))?;
    let metadata = serde_json::from_str(&text)?;
    let packages = hand_written(&metadata).into_iter().flat_map(|it| ["--package", it]);
    process::run(cargo(root).arg("fmt").args(packages).arg("--check"))
}

fn hand_written(metadata: &Value) -> Vec<&str> {
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    let own = packages.iter().filter(|it| !is_generated(it));
    own.filter_map(|it| it["name"].as_str()).collect()
}

fn is_generated(package: &Value) -> bool {
    let manifest = package["manifest_path"].as_str().unwrap_or_default();
    ["/examples/generated/", "/tests/golden/rust/"].iter().any(|it| manifest.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn generated_packages_are_left_out() {
        let metadata = json!({ "packages": [
            { "name": "apigen", "manifest_path": "/x/cli/Cargo.toml" },
            { "name": "types", "manifest_path": "/x/examples/generated/types/Cargo.toml" },
        ] });
        assert_eq!(hand_written(&metadata), ["apigen"]);
    }
}
