//! The service that is tested, as a process of its own.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::Result;

/// A depot, sound or with one defect; it ends with this value.
#[derive(Debug)]
pub(super) struct Service {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    pub(super) url: String,
    pub(super) token: String,
}

/// What a service has seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// How often the defect made a difference.
    pub(super) struck: u64,
    /// All requests.
    pub(super) requests: u64,
}

impl Service {
    pub(super) fn start(program: &Path, defect: Option<&str>) -> Result<Self> {
        let mut command = Command::new(program);
        command.arg("depot").args(defect).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("the service has no pipes".into());
        };
        let mut service =
            Self { child, input, output: BufReader::new(output), url: String::new(), token: String::new() };
        let line = service.line()?;
        let (url, token) = line.split_once(' ').ok_or("the service did not tell its address")?;
        (service.url, service.token) = (url.to_owned(), token.to_owned());
        Ok(service)
    }

    pub(super) fn seen(&mut self) -> Result<Seen> {
        self.input.write_all(b"\n")?;
        let line = self.line()?;
        let (struck, requests) = line.split_once('\t').ok_or("the service did not count")?;
        Ok(Seen { struck: struck.parse()?, requests: requests.parse()? })
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing to end.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
