//! `apigen sql --migrate`: numbered files, added to those that are there.

use std::path::Path;

use apigen_generator_sql::migrate::{Destruction, Phase, Plan, number_of, numbered, plan};
use apigen_generator_sql::schema::Schema;
use apigen_generator_sql::{Engine, Options, folder_names, schemas};
use apigen_model::Repository;

use crate::commands::diff::against::Before;
use crate::commands::target;
use crate::console::{note, out};
use crate::error::{CliError, Verdict};
use crate::output::write_file;
use crate::workspace::{Workspace, shown};

pub(super) fn run(
    workspace: &Workspace,
    from: Option<&str>,
    options: &Options,
    destruction: Destruction,
    folder: &Path,
) -> Result<Verdict, CliError> {
    let before = from.map(|it| Before::read(workspace, it)).transpose()?;
    let Some(repository) = target::sound(workspace)? else { return Ok(Verdict::Findings) };
    if let Some(before) = &before {
        before.notes.iter().for_each(|it| note!("{it}"));
    }
    let (all, skips) = schemas(&repository);
    target::report_skips(workspace, &repository, &skips);
    let old = before.map(|it| schemas(&it.repository).0).unwrap_or_default();
    let mut verdict = Verdict::Clean;
    for (new, name) in wanted(&repository, options, &all) {
        let empty = Schema { namespace: new.namespace.clone(), tables: Vec::new() };
        let old = old.iter().find(|it| it.namespace == new.namespace).unwrap_or(&empty);
        for engine in options.engines() {
            let files = folder.join(&name).join("migrations").join(engine.word());
            let first = next_number(&files)?;
            let plan = plan(engine, old, new, destruction, first);
            if !write(&plan, new, engine, &files, first)? {
                verdict = Verdict::Findings;
            }
        }
    }
    Ok(verdict)
}

/// The schemas that a run asks for, with their folders.
fn wanted<'a>(repository: &Repository, options: &Options, all: &'a [Schema]) -> Vec<(&'a Schema, String)> {
    let namespaces = target::narrowed(repository, &options.namespaces);
    let is_wanted = |it: &Schema| namespaces.is_empty() || namespaces.iter().any(|name| *name == it.namespace);
    all.iter().zip(folder_names(all)).filter(|(schema, _)| is_wanted(schema)).collect()
}

/// Writes a plan behind the files that are there; says what is not in it, and whether all of it could be written.
fn write(plan: &Plan, schema: &Schema, engine: Engine, folder: &Path, first: u32) -> Result<bool, CliError> {
    for file in numbered(&plan.steps, first) {
        let path = folder.join(&file.name);
        write_file(&path, &file.text)?;
        out!("{}\n", shown(&path));
    }
    let (expand, contract): (Vec<_>, Vec<_>) = plan.steps.iter().partition(|it| it.phase == Phase::Expand);
    let about = format!("{} on {}", schema.namespace, engine.word());
    if plan.steps.is_empty() {
        note!("{about}: nothing to do");
    } else {
        note!("{about}: files of expand: {}, of contract: {}", expand.len(), contract.len());
    }
    for it in &plan.withheld {
        note!("  withheld: {it}; `--destructive` does it all the same");
    }
    for it in &plan.impossible {
        note!("  by hand: {it}");
    }
    Ok(plan.impossible.is_empty())
}

/// Numbers from here on are no numbers of migrations: a folder of that many files holds something else.
const TOO_MANY: u32 = 100_000_000;

/// The number behind the greatest one of a file in a folder.
fn next_number(folder: &Path) -> Result<u32, CliError> {
    let entries = match folder.read_dir() {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(1),
        Err(error) => return Err(CliError::io("read", folder, error)),
    };
    let mut last = 0;
    for entry in entries {
        let path = entry.map_err(|it| CliError::io("read", folder, it))?.path();
        let number = path.file_name().and_then(|it| number_of(&it.to_string_lossy())).unwrap_or_default();
        if number >= TOO_MANY {
            let what = format!("{} leaves no room for another number", shown(&path));
            return Err(CliError::usage(what, "give the file a number like `0002_…`, or move it out of the folder"));
        }
        last = last.max(number);
    }
    Ok(last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_those_that_are_there() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(next_number(&folder.path().join("none")).unwrap(), 1);
        std::fs::write(folder.path().join("0007_expand_users.sql"), "").unwrap();
        std::fs::write(folder.path().join("notes.md"), "").unwrap();
        assert_eq!(next_number(folder.path()).unwrap(), 8);
        std::fs::write(folder.path().join("4294967295_expand_users.sql"), "").unwrap();
        assert!(next_number(folder.path()).is_err());
    }
}
