//! Repairs under bad conditions: several runs at once, a checkout that cannot be written, files that are broken.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

const FILES: usize = 12;

/// A repository in which every file has something to repair, names that others mention among it.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("apigen.toml"), "").unwrap();
    for number in 0..FILES {
        let next = (number + 1) % FILES;
        let text = format!(
            r#"{{
  "name": "part{number}", "namespace": "io.acme.part{number}.v0",
  "imports": [ {{ "uri": "part{next}.json" }} ],
  "models": {{
    "partItem": {{ "fields": [
      {{ "name": "itemId",  "type": "uuid", "required": "true" }},
      {{ "name": "nextItem", "type": "io.acme.part{next}.v0.models.partItem", "required": false }},
    ] }}
  }}
}}
"#
        );
        std::fs::write(folder.path().join(format!("part{number}.json")), text).unwrap();
    }
    folder
}

fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let text = std::fs::read_to_string(&path).unwrap();
                found.insert(path, text);
            }
        }
    }
    found
}

fn lint(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_apigen"));
    command.arg("lint").args(arguments).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn told(output: &Output) -> (i32, String) {
    (output.status.code().unwrap(), String::from_utf8(output.stderr.clone()).unwrap())
}

/// By name, so that two folders compare.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let name = |it: &Path| it.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
    files(folder).into_iter().map(|(path, text)| (name(&path), text)).collect()
}

#[test]
fn many_runs_at_once_come_to_what_one_comes_to() {
    let (alone, shared) = (repository(), repository());
    let fix = ["--fix", "--unsafe"];
    assert_eq!(lint(alone.path(), &fix).status().unwrap().code(), Some(0));
    assert_ne!(texts(alone.path()), texts(shared.path()));
    let runs: Vec<Child> = (0..6).map(|_| lint(shared.path(), &fix).spawn().unwrap()).collect();
    for run in runs {
        let (code, error) = told(&run.wait_with_output().unwrap());
        let refused = code == 2 && error.contains("has changed meanwhile, so nothing was written");
        assert!(code == 0 || refused, "{code}: {error}");
    }
    assert_eq!(texts(shared.path()), texts(alone.path()));
}

#[test]
fn baselines_written_at_once_come_to_one() {
    let (alone, shared) = (repository(), repository());
    assert!(lint(alone.path(), &["--write-baseline"]).status().unwrap().success());
    let runs: Vec<Child> = (0..6).map(|_| lint(shared.path(), &["--write-baseline"]).spawn().unwrap()).collect();
    for run in runs {
        let (code, error) = told(&run.wait_with_output().unwrap());
        assert!(code == 0 || (code == 2 && error.contains("has changed meanwhile")), "{code}: {error}");
    }
    assert_eq!(texts(shared.path()), texts(alone.path()));
}

#[cfg(unix)]
#[test]
fn a_checkout_that_cannot_be_written_stays_as_it_is() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    let folder = repository();
    let before = texts(folder.path());
    let allow = |mode: u32| {
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    allow(0o555);
    // Who may do everything is held back by no permission, so the run is somebody else's.
    let is_root = folder.path().metadata().unwrap().uid() == 0;
    let program = folder.path().with_extension("program");
    std::fs::copy(env!("CARGO_BIN_EXE_apigen"), &program).unwrap();
    for arguments in [&["lint", "--fix"][..], &["lint", "--write-baseline"]] {
        let mut command = Command::new(&program);
        command.args(arguments).current_dir(folder.path());
        if is_root {
            command.uid(65534).gid(65534);
        }
        let (code, error) = told(&command.output().unwrap());
        assert_eq!(code, 2, "{error}");
        assert!(error.starts_with("error: cannot ") && error.contains("help: "), "{error}");
        assert_eq!(texts(folder.path()), before);
    }
    allow(0o755);
    std::fs::remove_file(program).unwrap();
}

#[test]
fn a_broken_baseline_is_an_error_and_is_not_written_over() {
    let folder = repository();
    let path = folder.path().join(".apigen/baseline.toml");
    std::fs::create_dir(folder.path().join(".apigen")).unwrap();
    let broken = "version = 1\n<<<<<<< ours\n[rules.x]\n";
    std::fs::write(&path, broken).unwrap();
    for arguments in [&[][..], &["--write-baseline"], &["--fix"], &["--changed-since", "main"]] {
        let (code, error) = told(&lint(folder.path(), arguments).output().unwrap());
        assert!(code == 2 && error.contains("is not a baseline") && error.contains("line 2"), "{code}: {error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), broken);
    }
    assert!(lint(folder.path(), &["--no-baseline", "--fix"]).status().unwrap().success());
}

#[test]
fn what_is_no_text_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = b"{ \"name\": \"a\", \"description\": \"caf\xe9\", \"models\": {}, }\n";
    std::fs::write(folder.path().join("a.json"), bytes).unwrap();
    lint(folder.path(), &["a.json", "--fix", "--unsafe"]).status().unwrap();
    assert_eq!(std::fs::read(folder.path().join("a.json")).unwrap(), bytes);
}
