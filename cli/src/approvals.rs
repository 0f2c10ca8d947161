//! Approvals: breaking changes that somebody decided to make, as files of the repository.
//!
//! One file an approval, named by the fingerprint of what it approves: two branches that approve different changes
//! merge without a conflict, and two that approve the same change meet in one file.

use std::path::Path;

use apigen_syntax::{LineIndex, Span};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::error::CliError;
use crate::output::write_file;
use crate::workspace::Workspace;

/// Where the files are, below the folder of `apigen.toml`.
pub(crate) const FOLDER: &str = ".apigen/approvals";

/// A file as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    /// The rule that reports the change.
    pub(crate) rule: String,
    /// What changes, for people.
    pub(crate) change: String,
    /// Why it is fine.
    pub(crate) reason: String,
    /// The last day on which it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expires: Option<Date>,
}

/// An approval that the repository has.
#[derive(Debug)]
pub(crate) struct Approval {
    pub(crate) fingerprint: String,
    /// The path below the root.
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) record: Record,
}

impl Approval {
    /// Whether it still holds on a day.
    pub(crate) fn holds(&self, today: Date) -> bool {
        self.record.expires.is_none_or(|last| today <= last)
    }

    /// The line of a key, and where lines begin; the whole first line when there is no such key.
    pub(crate) fn place(&self, key: &str) -> (LineIndex, Span) {
        let lines = LineIndex::new(&self.text);
        let all = (1..=lines.count()).filter_map(|it| lines.line_span(it));
        let own = all.clone().find(|it| self.text[it.range()].trim_start().starts_with(key));
        let span = own.or_else(|| all.clone().next()).unwrap_or(Span::new(0, 0));
        (lines, span)
    }
}

/// Every approval of a repository, by fingerprint.
pub(crate) fn read(workspace: &Workspace) -> Result<Vec<Approval>, CliError> {
    let folder = workspace.root.join(FOLDER);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(CliError::io("read", &folder, error)),
    };
    let mut all = Vec::new();
    for entry in entries {
        let path = entry.map_err(|it| CliError::io("read", &folder, it))?.path();
        if path.extension().is_some_and(|it| it == "toml") {
            all.push(read_one(workspace, &path)?);
        }
    }
    all.sort_by(|a, b| a.fingerprint.cmp(&b.fingerprint));
    Ok(all)
}

fn read_one(workspace: &Workspace, file: &Path) -> Result<Approval, CliError> {
    let text = std::fs::read_to_string(file).map_err(|it| CliError::io("read", file, it))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let path = format!("{FOLDER}/{name}");
    let broken = |reason: String| {
        let what = format!("{} is not an approval: {}", workspace.display(&path), reason.trim_end());
        CliError::usage(what, "delete the file, and let `apigen diff --approve` write it again")
    };
    let record: Record = toml::from_str(&text).map_err(|it| broken(it.to_string()))?;
    if record.reason.trim().is_empty() {
        return Err(broken("it has no `reason`".to_owned()));
    }
    let fingerprint = name.strip_suffix(".toml").unwrap_or(&name).to_owned();
    Ok(Approval { fingerprint, path, text, record })
}

/// Writes an approval and returns its path below the root.
pub(crate) fn write(workspace: &Workspace, fingerprint: &str, record: &Record) -> Result<String, CliError> {
    let path = format!("{FOLDER}/{fingerprint}.toml");
    let text = toml::to_string(record)
        .map_err(|it| CliError::usage(format!("cannot write the approval: {it}"), "use plain text as the reason"))?;
    write_file(&workspace.on_disk(&path), &text)?;
    Ok(path)
}

/// The day on which approvals are judged, in UTC; `SOURCE_DATE_EPOCH` stands in for the clock, so that a run can be
/// repeated.
pub(crate) fn today() -> Result<Date, CliError> {
    let now = match std::env::var("SOURCE_DATE_EPOCH") {
        Err(_) => jiff::Timestamp::now(),
        Ok(text) => {
            let seconds = text.parse().ok().and_then(|it| jiff::Timestamp::from_second(it).ok());
            let what = format!("SOURCE_DATE_EPOCH is `{text}`, which is no number of seconds");
            seconds.ok_or_else(|| CliError::usage(what, "set it to the seconds since 1970-01-01, or unset it"))?
        }
    };
    Ok(now.to_zoned(jiff::tz::TimeZone::UTC).date())
}
