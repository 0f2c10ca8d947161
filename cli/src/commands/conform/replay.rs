//! The cases that failed in an earlier run, from its report.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::error::CliError;

/// What is to be run again.
pub(super) struct Replayed {
    pub(super) seed: u64,
    pub(super) cases: BTreeSet<String>,
}

/// Reads a report in JSON.
pub(super) fn read(path: &Path) -> Result<Replayed, CliError> {
    let text = std::fs::read_to_string(path).map_err(|it| CliError::io("read", path, it))?;
    let strange = || {
        let what = format!("{} is no report", path.display());
        CliError::usage(what, "`apigen conform --format json` writes one")
    };
    let report: Value = serde_json::from_str(&text).map_err(|_| strange())?;
    let seed = report["seed"].as_u64().ok_or_else(strange)?;
    let findings = report["findings"].as_array().ok_or_else(strange)?;
    let cases = findings.iter().filter_map(|it| it["case"].as_str()).map(ToOwned::to_owned).collect();
    Ok(Replayed { seed, cases })
}
