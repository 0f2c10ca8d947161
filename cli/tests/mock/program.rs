//! `apigen mock` as a child of a test.

use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A program that does not outlive its test.
pub(crate) struct Program {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Program {
    /// Serves a folder of definitions on any free port.
    pub(crate) fn start(folder: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_apigen"));
        let mut child = command.args(["mock", folder, "--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// The next line that it says.
    fn line(&mut self) -> String {
        self.lines.next().unwrap().unwrap()
    }

    /// What it says up to the address where it serves, and the address.
    pub(crate) fn ready(&mut self) -> (Vec<String>, String) {
        let mut said = Vec::new();
        loop {
            let line = self.line();
            match line.strip_suffix(" answers; ctrl-c ends it") {
                Some(url) => return (said, url.to_owned()),
                None => said.push(line),
            }
        }
    }

    /// Tells it to end as ctrl-c does; whether it ends well.
    pub(crate) fn interrupt(mut self) -> bool {
        let told = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        told.success() && self.child.wait().unwrap().success()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, which is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
