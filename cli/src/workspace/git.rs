//! Reading from a git repository through the program `git`, which knows worktrees, shallow and partial clones,
//! alternates and every object format; nothing here writes to the repository, its index or its working tree.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::CliError;
use crate::workspace::absolute;

/// What hooks set so that `git` finds the repository that runs them; definitions may lie in another one.
const LOCATION: [&str; 6] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"];
/// Where a server keeps pushed objects while its hooks judge them.
const OBJECTS: [&str; 3] = ["GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH"];

/// A git repository.
#[derive(Debug, Clone)]
pub(crate) struct Git {
    /// The repository itself, such as `.git`.
    dir: PathBuf,
    /// The working tree; none in a bare repository.
    top: Option<PathBuf>,
    /// The way from the top of the working tree to the folder that was asked about: empty, or with a `/` at its end.
    pub(super) prefix: String,
    /// Whether the environment speaks of this very repository.
    is_of_environment: bool,
}

/// A file of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) kind: EntryKind,
    /// The name of the object.
    pub(super) object: String,
    /// The path from the top of the repository.
    pub(super) path: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    File,
    Symlink,
    Submodule,
}

impl Git {
    /// The repository around a folder; none when there is none.
    pub(crate) fn around(folder: &Path) -> Result<Option<Self>, CliError> {
        let named = std::env::var_os("GIT_DIR").map(|it| absolute(Path::new(&it))).transpose()?;
        let found = match Self::locate(folder, Environment::Ignored)? {
            Some(found) => Some(found),
            // A bare repository and a folder elsewhere: only the environment knows that they belong together.
            None if named.is_some() => Self::locate(folder, Environment::Obeyed)?,
            None => None,
        };
        Ok(found.map(|it| Self { is_of_environment: named.as_deref() == Some(&it.dir), ..it }))
    }

    fn locate(folder: &Path, environment: Environment) -> Result<Option<Self>, CliError> {
        let mut command = Command::new("git");
        command.arg("-C").arg(folder).args([
            "rev-parse",
            "--absolute-git-dir",
            "--is-bare-repository",
            "--show-prefix",
        ]);
        if environment == Environment::Ignored {
            LOCATION.iter().chain(&OBJECTS).for_each(|it| {
                command.env_remove(it);
            });
        }
        let output = run(&mut command)?;
        if !output.status.success() {
            let reason = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return if reason.contains("not a git repository") { Ok(None) } else { Err(refused(&reason)) };
        }
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut lines = text.lines();
        let dir = absolute(Path::new(lines.next().unwrap_or_default()))?;
        let is_bare = lines.next() == Some("true");
        let prefix = lines.next().unwrap_or_default().to_owned();
        let folder = absolute(folder)?;
        let depth = prefix.split('/').filter(|it| !it.is_empty()).count();
        let top = folder.ancestors().nth(depth).filter(|_| !is_bare).map(Path::to_owned);
        Ok(Some(Self { dir, top, prefix, is_of_environment: false }))
    }

    /// The name of the commit that a revision stands for; none when there is no such commit here.
    pub(crate) fn commit(&self, revision: &str) -> Result<Option<String>, CliError> {
        if revision.is_empty() || revision.chars().any(char::is_control) {
            return Ok(None);
        }
        let answer = self.ask(&["cat-file", "--batch-check"], &format!("{revision}^{{commit}}\n"))?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let mut words = answer.split(' ');
        let name = words.next().unwrap_or_default();
        Ok((words.next() == Some("commit")).then(|| name.to_owned()))
    }

    /// The last commit that HEAD and another one have in common; none when there is none here.
    pub(super) fn merge_base(&self, commit: &str) -> Result<Option<String>, CliError> {
        let output = run(&mut self.command(&["merge-base", "HEAD", commit]))?;
        let found = String::from_utf8_lossy(&output.stdout).lines().next().map(str::to_owned);
        Ok(found.filter(|_| output.status.success()))
    }

    /// The files below a folder of a commit, sorted by path.
    pub(super) fn tree(&self, commit: &str, folder: &str) -> Result<Vec<Entry>, CliError> {
        let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", commit];
        arguments.extend((!folder.is_empty()).then_some(folder));
        let output = self.ask(&arguments, "")?;
        let text = String::from_utf8_lossy(&output);
        Ok(text.split('\0').filter_map(entry).collect())
    }

    /// The contents of objects; none for those that are not here.
    pub(super) fn read(&self, objects: &[String]) -> Result<Vec<Option<Vec<u8>>>, CliError> {
        let mut child = self.command(&["cat-file", "--batch", "--buffer"]).spawn().map_err(|it| missing(&it))?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let contents = std::thread::scope(|scope| {
            // Asked from another thread: git stops reading questions while nobody takes its answers.
            scope.spawn(move || {
                for object in objects {
                    let _ = input.as_ref().map(|mut it| writeln!(it, "{object}"));
                }
            });
            let mut output = BufReader::new(output?);
            objects.iter().map(|_| answer(&mut output).ok()).collect::<Option<Vec<_>>>()
        });
        let status = child.wait();
        contents.filter(|_| status.is_ok_and(|it| it.success())).ok_or_else(|| refused("it stopped in the middle"))
    }

    /// The content of one object, named as git names it, such as `commit:path`.
    pub(super) fn read_one(&self, object: &str) -> Result<Option<Vec<u8>>, CliError> {
        if object.chars().any(|it| it == '\n') {
            return Ok(None);
        }
        Ok(self.read(&[object.to_owned()])?.pop().flatten())
    }

    /// The repository of a submodule: that of its working tree, or the copy that the outer repository keeps.
    pub(super) fn submodule(&self, commit: &str, path: &str) -> Result<Option<Self>, CliError> {
        let tree = self.top.as_ref().map(|it| it.join(path)).filter(|it| it.join(".git").exists());
        if let Some(tree) = tree {
            return Self::around(&tree);
        }
        let blob = format!("--blob={commit}:.gitmodules");
        let listed = run(&mut self.command(&["config", "-z", &blob, "--get-regexp", r"^submodule\..*\.path$"]))?;
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        let own = listed.split('\0').filter_map(|it| it.split_once('\n')).find(|it| it.1 == path);
        let name = own.and_then(|it| it.0.strip_prefix("submodule.")?.strip_suffix(".path"));
        let common = run(&mut self.command(&["rev-parse", "--path-format=absolute", "--git-common-dir"]))?;
        let common = PathBuf::from(String::from_utf8_lossy(&common.stdout).trim_end().to_owned());
        let dir = name.map(|it| common.join("modules").join(it)).filter(|it| it.is_dir());
        Ok(dir.map(|dir| Self { dir, top: None, prefix: String::new(), is_of_environment: false }))
    }

    /// Whether history was cut off when the repository was cloned.
    pub(super) fn is_shallow(&self) -> Result<bool, CliError> {
        let output = self.ask(&["rev-parse", "--is-shallow-repository"], "")?;
        Ok(output.starts_with(b"true"))
    }

    /// The short names of branches and tags.
    pub(super) fn names(&self) -> Result<Vec<String>, CliError> {
        let output = self.ask(&["for-each-ref", "--format=%(refname:short)"], "")?;
        Ok(String::from_utf8_lossy(&output).lines().map(str::to_owned).collect())
    }

    fn ask(&self, arguments: &[&str], question: &str) -> Result<Vec<u8>, CliError> {
        let mut child = self.command(arguments).spawn().map_err(|it| missing(&it))?;
        // Questions are one line at most, which a pipe always has room for.
        let asked = child.stdin.take().map(|mut it| it.write_all(question.as_bytes()));
        let output = child.wait_with_output().map_err(|it| missing(&it))?;
        if output.status.success() && asked.is_some_and(|it| it.is_ok()) {
            Ok(output.stdout)
        } else {
            Err(refused(String::from_utf8_lossy(&output.stderr).trim()))
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        let foreign = OBJECTS.iter().filter(|_| !self.is_of_environment);
        for name in LOCATION.iter().chain(foreign) {
            command.env_remove(name);
        }
        command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").env("GIT_LITERAL_PATHSPECS", "1");
        command.arg("--git-dir").arg(&self.dir).args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

/// Whether the variables that hooks set say where the repository is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Environment {
    Obeyed,
    Ignored,
}

/// Reads one answer of `cat-file --batch`: a line with the size, the content, a line end.
fn answer(output: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = String::new();
    output.read_line(&mut line)?;
    let mut words = line.trim_end().rsplit(' ');
    let (last, kind) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let Ok(size) = last.parse::<usize>() else {
        // `missing` and its like; nothing at all means that git is gone.
        return if line.is_empty() { Err(std::io::ErrorKind::UnexpectedEof.into()) } else { Ok(None) };
    };
    let mut content = vec![0; size];
    output.read_exact(&mut content)?;
    output.read_exact(&mut [0])?;
    Ok((kind == "blob").then_some(content))
}

/// A line of `ls-tree`: mode, kind, name, a tab, the path.
fn entry(line: &str) -> Option<Entry> {
    let (about, path) = line.split_once('\t')?;
    let mut words = about.split(' ');
    let kind = match words.next()? {
        "120000" => EntryKind::Symlink,
        "160000" => EntryKind::Submodule,
        _ => EntryKind::File,
    };
    let object = words.nth(1)?.to_owned();
    Some(Entry { kind, object, path: path.to_owned() })
}

fn run(command: &mut Command) -> Result<std::process::Output, CliError> {
    command.env("LC_ALL", "C").stdin(Stdio::null()).output().map_err(|it| missing(&it))
}

fn missing(error: &std::io::Error) -> CliError {
    CliError::usage(format!("cannot run `git`: {error}"), "install git, or compare with a folder: --against DIR")
}

fn refused(reason: &str) -> CliError {
    CliError::usage(
        format!("git cannot read the repository: {reason}"),
        "mend that, or compare with a folder: --against DIR",
    )
}
