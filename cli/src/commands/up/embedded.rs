//! The demo company's definitions inside the binary, for folders that have none.

use std::path::{Path, PathBuf};

use crate::error::CliError;
use crate::output::write_file;

/// The files of `api-definitions`.
const FILES: [(&str, &str); 7] = [
    ("apigen.toml", include_str!("../../../../api-definitions/apigen.toml")),
    ("common.json", include_str!("../../../../api-definitions/common.json")),
    ("error.json", include_str!("../../../../api-definitions/error.json")),
    ("healthcheck.json", include_str!("../../../../api-definitions/healthcheck.json")),
    ("user.json", include_str!("../../../../api-definitions/user.json")),
    ("catalog.json", include_str!("../../../../api-definitions/catalog.json")),
    ("order.json", include_str!("../../../../api-definitions/order.json")),
];

/// A copy of the definitions in a temporary folder, which goes with it.
#[derive(Debug)]
pub(super) struct Copy {
    folder: PathBuf,
}

impl Copy {
    /// Writes the copy, unless there is a repository to work on.
    pub(super) fn unless_there_is(repository: Option<&PathBuf>) -> Result<Option<Self>, CliError> {
        if repository.is_some() {
            return Ok(None);
        }
        let folder = std::env::temp_dir().join(format!("apigen-up-{}", std::process::id()));
        for (name, text) in FILES {
            write_file(&folder.join("api-definitions").join(name), text)?;
        }
        Ok(Some(Self { folder }))
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.join("api-definitions")
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // A folder that cannot be removed is left to the system, which cleans its temporary files.
        let _ = std::fs::remove_dir_all(Path::new(&self.folder));
    }
}
