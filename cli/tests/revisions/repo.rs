//! Real repositories, made with the real git in temporary folders.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A repository that lives as long as the test.
pub(crate) struct Repo {
    pub(crate) dir: PathBuf,
    _home: Option<TempDir>,
}

impl Repo {
    /// An empty repository whose branch is `main`.
    pub(crate) fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let repo = Self { dir: home.path().canonicalize().unwrap().join("company"), _home: Some(home) };
        std::fs::create_dir(&repo.dir).unwrap();
        repo.git(&["init", "-q", "-b", "main"]);
        repo
    }

    /// A repository with `apigen.toml` and `orders.json` in the commit `main`, and a breaking change on disk.
    pub(crate) fn with_a_change() -> Self {
        let repo = Self::new();
        repo.write("apigen.toml", "").write("orders.json", &orders("string")).commit("first");
        repo.write("orders.json", &orders("integer"));
        repo
    }

    /// The repository in another folder: a clone, a worktree.
    pub(crate) fn at(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into(), _home: None }
    }

    /// A path beside the repository.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.dir.with_file_name(name)
    }

    pub(crate) fn write(&self, path: &str, text: &str) -> &Self {
        let path = self.dir.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn commit(&self, message: &str) -> &Self {
        self.git(&["add", "-A", "-f"]);
        self.git(&["commit", "-q", "-m", message]);
        self
    }

    /// Runs git, which must succeed, and returns what it prints.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = git(&self.dir, arguments);
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    /// Runs `apigen diff`; unless asked for another format, in the one that has one line a finding.
    pub(crate) fn diff(&self, arguments: &[&str]) -> Told {
        self.diff_with(arguments, &[])
    }

    /// The same with some variables of the environment.
    pub(crate) fn diff_with(&self, arguments: &[&str], variables: &[(&str, &Path)]) -> Told {
        self.run("diff", arguments, variables)
    }

    /// Runs a command of `apigen` on the repository.
    pub(crate) fn run(&self, command: &str, arguments: &[&str], variables: &[(&str, &Path)]) -> Told {
        let format = (!arguments.contains(&"--format")).then_some("--format=github");
        let words: Vec<&str> = std::iter::once(command).chain(format).chain(arguments.iter().copied()).collect();
        self.apigen(&words, variables)
    }

    /// Runs `apigen` with just these words.
    pub(crate) fn apigen(&self, words: &[&str], variables: &[(&str, &Path)]) -> Told {
        let mut apigen = Command::new(env!("CARGO_BIN_EXE_apigen"));
        apigen.args(words).current_dir(&self.dir);
        without_surroundings(&mut apigen).envs(variables.iter().copied());
        Told::from(&apigen.output().unwrap())
    }
}

/// What a run printed.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<&Output> for Told {
    fn from(output: &Output) -> Self {
        let text = |it: &[u8]| String::from_utf8(it.to_vec()).unwrap();
        Self { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

impl Told {
    /// Fails unless the run found the change of [`Repo::with_a_change`], with the place that it had before.
    pub(crate) fn assert_the_change_since(&self, old: &str) {
        assert_eq!(self.code, 1, "{self:#?}");
        assert!(self.out.contains("field-type-changed") && self.out.contains(&format!("was: {old}:")), "{self:#?}");
    }

    /// Fails unless there was nothing to find.
    pub(crate) fn assert_clean(&self) {
        assert_eq!((self.code, self.out.as_str()), (0, "no changes\n"), "{self:#?}");
    }
}

/// Runs git with nobody's configuration but ours.
pub(crate) fn git(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("git");
    without_surroundings(&mut command).arg("-C").arg(dir).args(["-c", "protocol.file.allow=always"]).args(arguments);
    command.output().unwrap()
}

/// Tests may run inside a hook, or on a machine with settings of its own.
fn without_surroundings(command: &mut Command) -> &mut Command {
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"] {
        command.env_remove(name);
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    for name in ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"] {
        command.env(name, "somebody@example.com");
    }
    command
}

/// A definition with one operation that returns a field of some type.
pub(crate) fn orders(ty: &str) -> String {
    format!(
        r#"{{
  "name": "orders",
  "namespace": "io.acme.orders.v0",
  "models": {{
    "order": {{ "fields": [{{ "name": "id", "type": "uuid" }}, {{ "name": "total", "type": "{ty}" }}] }}
  }},
  "resources": {{
    "order": {{ "operations": [
      {{ "method": "GET", "path": "/:id", "responses": {{ "200": {{ "type": "order" }} }} }}
    ] }}
  }}
}}
"#
    )
}
