//! What `apigen rust` does to a folder: it writes what changed, removes what is stale, and loses nothing.
#![allow(clippy::unwrap_used)] // Tests, on files we wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

const USER: &str = r#"{"name": "user", "namespace": "io.acme.user.v0", "enums": {"mood": {"values": [{"name": "good"}]}},
    "models": {"user": {"fields": [{"name": "id", "type": "string"}, {"name": "mood", "type": "mood"}]}}}"#;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(definition: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::write(folder.path("apigen.toml"), "").unwrap();
        folder.define(definition);
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn define(&self, definition: &str) {
        fs::write(self.path("user.json"), definition).unwrap();
    }

    fn run(&self, arguments: &[&str], threads: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_apigen"));
        command.current_dir(self.0.path()).args(["rust", "--out", "out"]).args(arguments);
        command.env("RAYON_NUM_THREADS", threads).output().unwrap()
    }

    fn generate(&self) -> String {
        let output = self.run(&[], "2");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    /// Every generated file with its text and when it was written.
    fn files(&self) -> BTreeMap<PathBuf, (String, SystemTime)> {
        let mut found = BTreeMap::new();
        collect(&self.path("out"), &mut found);
        found
    }
}

fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, (String, SystemTime)>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            let written = entry.metadata().unwrap().modified().unwrap();
            found.insert(path.clone(), (fs::read_to_string(&path).unwrap(), written));
        }
    }
}

#[test]
fn one_thread_and_many_write_the_same() {
    let texts = |threads: &str| {
        let folder = Folder::new(USER);
        assert_eq!(folder.run(&[], threads).status.code(), Some(0));
        let relative = |path: &Path| path.strip_prefix(folder.path("out")).unwrap().to_owned();
        folder.files().into_iter().map(|(path, (text, _))| (relative(&path), text)).collect::<BTreeMap<_, _>>()
    };
    assert_eq!(texts("1"), texts("8"));
}

#[test]
fn what_a_crash_left_in_a_fresh_folder_is_mended() {
    let folder = Folder::new(&USER.replace("\"id\",", "\"id\", \"description\": \"é\","));
    folder.generate();
    let (whole, models) = (folder.files(), folder.path("out/io-acme-user-v0/src/models.rs"));
    // No manifest yet, one file of which nothing was written, and one that ends inside a character.
    fs::remove_file(folder.path("out/.apigen-manifest")).unwrap();
    fs::write(folder.path("out/io-acme-user-v0/Cargo.toml"), "").unwrap();
    let text = fs::read(&models).unwrap();
    let inside = text.iter().position(|it| !it.is_ascii()).unwrap() + 1;
    fs::write(&models, &text[..inside]).unwrap();
    assert!(!folder.generate().contains("changed by hand"));
    let texts = |files: &BTreeMap<PathBuf, (String, SystemTime)>| -> BTreeMap<PathBuf, String> {
        files.iter().map(|(path, (text, _))| (path.clone(), text.clone())).collect()
    };
    assert_eq!(texts(&folder.files()), texts(&whole));
}

#[test]
fn only_what_changed_is_written() {
    let folder = Folder::new(USER);
    folder.generate();
    let before = folder.files();
    assert!(folder.generate().contains(&format!("0 files written, {} unchanged", before.len())));
    assert_eq!(folder.files(), before);
    folder.define(&USER.replace("\"good\"", "\"bad\""));
    folder.generate();
    let after = folder.files();
    let changed = |it: &&PathBuf| before.get(*it) != after.get(*it);
    let mut names: Vec<_> = after.keys().filter(changed).map(|it| it.file_name().unwrap().to_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, [".apigen-manifest", "enums.rs", "schemas.rs"]);
}

#[test]
fn a_check_shows_a_diff_and_writes_nothing() {
    let folder = Folder::new(USER);
    folder.generate();
    let before = folder.files();
    assert_eq!(folder.run(&["--check"], "2").status.code(), Some(0));
    folder.define(&USER.replace("\"good\"", "\"bad\""));
    let output = folder.run(&["--check"], "2");
    assert_eq!(output.status.code(), Some(1));
    let diff = String::from_utf8(output.stdout).unwrap();
    for line in ["+++ b/io-acme-user-v0/src/enums.rs", "-    Good,", "+    Bad,"] {
        assert!(diff.lines().any(|it| it == line), "{line} is not in\n{diff}");
    }
    assert_eq!(folder.files(), before);
}

#[test]
fn stale_files_go() {
    let folder = Folder::new(USER);
    folder.generate();
    folder.define(
        &USER.replace(r#""enums": {"mood": {"values": [{"name": "good"}]}},"#, "").replace("\"mood\"}", "\"string\"}"),
    );
    assert!(folder.generate().contains("1 removed"));
    assert!(!folder.path("out/io-acme-user-v0/src/enums.rs").exists());
}

#[test]
fn an_edited_file_is_kept_beside_the_new_one() {
    let folder = Folder::new(USER);
    folder.generate();
    let models = folder.path("out/io-acme-user-v0/src/models.rs");
    fs::write(&models, "// mine\n").unwrap();
    let output = folder.run(&["--check"], "2");
    assert!(String::from_utf8(output.stderr).unwrap().contains("models.rs was changed by hand"));
    assert!(folder.generate().contains("models.rs was changed by hand; what it held is now in"));
    assert_eq!(fs::read_to_string(models.with_extension("rs.orig")).unwrap(), "// mine\n");
    assert!(fs::read_to_string(models).unwrap().contains("pub struct User"));
    assert!(folder.generate().contains("0 files written"));
}

#[test]
fn every_edit_is_kept() {
    let folder = Folder::new(USER);
    folder.generate();
    let models = folder.path("out/io-acme-user-v0/src/models.rs");
    fs::write(&models, "// mine\n").unwrap();
    folder.generate();
    // No text, and so nothing that was ever generated.
    fs::write(&models, b"\xff").unwrap();
    folder.generate();
    assert_eq!(fs::read_to_string(models.with_extension("rs.orig")).unwrap(), "// mine\n");
    assert_eq!(fs::read(models.with_extension("rs.orig2")).unwrap(), b"\xff");
}

#[test]
fn what_cannot_be_generated_cannot_be_switched_off() {
    let folder = Folder::new(&USER.replace("\"mood\"}", "\"mod\"}"));
    fs::write(folder.path("apigen.toml"), "[rules]\ntype-not-found = \"off\"\n").unwrap();
    let output = folder.run(&[], "2");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("error[type-not-found]"));
}

#[test]
fn nothing_is_written_over_what_cannot_be_read() {
    let folder = Folder::new(USER);
    folder.generate();
    let models = folder.path("out/io-acme-user-v0/src/models.rs");
    fs::remove_file(&models).unwrap();
    fs::create_dir(&models).unwrap();
    let output = folder.run(&[], "2");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("error: cannot read"));
    assert!(models.is_dir());
}

#[test]
fn templates_of_a_folder_replace_built_in_ones() {
    let folder = Folder::new(USER);
    fs::create_dir(folder.path("ours")).unwrap();
    fs::write(folder.path("ours/README.md.hbs"), "# {{package}}, ours\n").unwrap();
    assert_eq!(folder.run(&["--templates", "ours"], "2").status.code(), Some(0));
    assert_eq!(fs::read_to_string(folder.path("out/io-acme-user-v0/README.md")).unwrap(), "# io-acme-user-v0, ours\n");
    fs::write(folder.path("ours/READ_ME.hbs"), "").unwrap();
    let output = folder.run(&["--templates", "ours"], "2");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("there is no such template; there are `Cargo.toml`"));
}
