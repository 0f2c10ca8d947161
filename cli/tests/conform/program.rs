//! `apigen conform` as a child of a test.

use std::io::{BufRead as _, BufReader, Lines, Read as _};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

use crate::secure::Certificate;

/// A program that does not outlive its test.
pub(crate) struct Program {
    child: Child,
    notes: Lines<BufReader<ChildStderr>>,
}

/// How a program ended.
pub(crate) struct Ended {
    /// The exit code; none when a signal ended it.
    pub(crate) code: Option<i32>,
    /// What it reported, in JSON.
    pub(crate) report: serde_json::Value,
}

impl Program {
    /// Proves the service of a definition, with these arguments.
    pub(crate) fn start(definition: &Path, arguments: &[&str]) -> Self {
        Self::run(Command::new(env!("CARGO_BIN_EXE_apigen")), definition, arguments)
    }

    /// The same on a machine that trusts nobody but whom this certificate vouches for.
    pub(crate) fn trusting(certificate: &Certificate, definition: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_apigen"));
        command.env("SSL_CERT_FILE", certificate.file()).env_remove("SSL_CERT_DIR");
        Self::run(command, definition, arguments)
    }

    fn run(mut command: Command, definition: &Path, arguments: &[&str]) -> Self {
        command.arg("conform").arg(definition).args(["--format", "json"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let notes = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, notes }
    }

    /// The first note that begins like this, once it is there.
    pub(crate) fn note(&mut self, beginning: &str) -> String {
        let found = self.notes.by_ref().map(Result::unwrap).find(|it| it.starts_with(beginning));
        found.unwrap_or_else(|| panic!("it ended without a note that begins with `{beginning}`"))
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for its end.
    pub(crate) fn end(mut self) -> Ended {
        let mut text = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
        let code = self.child.wait().unwrap().code();
        Ended { code, report: serde_json::from_str(&text).unwrap_or_default() }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, which is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
