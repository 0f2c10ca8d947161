//! `apigen fmt`: write definitions in canonical form.

use std::path::PathBuf;

use apigen_model::Source;
use apigen_syntax::{Comments, format};
use clap::Args;
use similar::TextDiff;

use crate::console::{note, out, outln};
use crate::error::{CliError, Verdict};
use crate::output::write_file;
use crate::workspace::{Workspace, is_judged};

/// Write definitions in canonical form: plain JSON, two spaces, short things on one line.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen fmt
  apigen fmt user.json --keep-comments
  apigen fmt --check                 show what would change, and exit with 1")]
pub(crate) struct Fmt {
    /// Files and folders; the repository around the current folder when there are none.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Change nothing; print a diff and exit with 1 when something would change.
    #[arg(long)]
    check: bool,
    /// Keep comments, which plain JSON does not have.
    #[arg(long)]
    keep_comments: bool,
}

impl Fmt {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        let workspace = Workspace::open(&self.paths)?;
        let repository = workspace.load()?;
        let mut verdict = Verdict::Clean;
        let (mut changed, mut count) = (0, 0);
        for source in repository.sources().iter().filter(|it| is_judged(it.role)) {
            count += 1;
            match self.format(&workspace, source)? {
                Formatted::Same => {}
                Formatted::Changed => changed += 1,
                Formatted::Broken => verdict = Verdict::Findings,
            }
        }
        let action = if self.check { "would change" } else { "changed" };
        note!("{changed} of {count} files {action}");
        if self.check && changed > 0 {
            verdict = Verdict::Findings;
        }
        Ok(verdict)
    }

    fn format(&self, workspace: &Workspace, source: &Source) -> Result<Formatted, CliError> {
        let comments = if self.keep_comments { Comments::Keep } else { Comments::Drop };
        let path = workspace.display(&source.path);
        let Ok(text) = format(&source.document, comments) else {
            note!("{path}: not formatted, since it is not JSON; `apigen lint` says where");
            return Ok(Formatted::Broken);
        };
        if text == source.document.text() {
            return Ok(Formatted::Same);
        }
        if self.check {
            let diff = TextDiff::from_lines(source.document.text(), &text);
            out!("{}", diff.unified_diff().header(&path, &path));
        } else {
            write_file(&workspace.on_disk(&source.path), &text)?;
            outln!("{path}");
        }
        Ok(Formatted::Changed)
    }
}

/// What formatting a file came to.
enum Formatted {
    Same,
    Changed,
    Broken,
}
