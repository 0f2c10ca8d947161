//! A server's process, which ends when the test does, also when that is killed.
//!
//! The server is the child of a shell that holds the reading end of a pipe whose writing end is ours. The pipe closes
//! when this value is dropped or this process ends in any way; then the shell kills the server and removes its folder. It
//! does not listen to signals, which a terminal sends to everybody at once.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

use crate::wait::until_ended;
use crate::{Account, Folder};

/// `$1` is the folder, `$2` the file for output; the rest is the command. A line in the pipe says that the folder is
/// somebody else's to remove.
const SUPERVISOR: &str = r#"
folder=$1; log=$2; shift 2
"$@" </dev/null >>"$log" 2>&1 &
server=$!
trap '' HUP INT QUIT TERM
echo "$server"
exec >/dev/null
read -r kept
kill -s KILL "$server" 2>/dev/null
wait "$server" 2>/dev/null
test -n "$kept" || case $folder in /*/apigen-server-*) rm -rf "$folder" ;; esac
"#;

/// A running server.
#[derive(Debug)]
pub struct Process {
    supervisor: Child,
    /// Closing it ends the server.
    pipe: Option<ChildStdin>,
    server: u32,
}

impl Process {
    /// Starts a command as an account; its output goes to `log` in the folder, which is removed when the test ends.
    pub fn start(account: Account, folder: &Folder, command: &Command) -> Self {
        let mut shell = Command::new("sh");
        shell.args(["-c", SUPERVISOR, "supervisor"]).arg(folder.path()).arg(folder.join("log"));
        shell.arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        account.run(shell.current_dir(folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped()));
        let program = command.get_program().to_string_lossy().into_owned();
        let mut supervisor = shell.spawn().unwrap_or_else(|error| panic!("cannot start {program}: {error}"));
        let mut line = String::new();
        let stdout = supervisor.stdout.take().map(BufReader::new);
        let read = stdout.map(|mut it| it.read_line(&mut line));
        let server = line.trim().parse();
        let server = server.unwrap_or_else(|_| panic!("cannot start {program}: {read:?} {line}"));
        let pipe = supervisor.stdin.take();
        Self { supervisor, pipe, server }
    }

    /// The number of the server's process.
    pub fn id(&self) -> u32 {
        self.server
    }

    /// Sends a signal, such as `STOP`, to the server itself.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.server.to_string()]).status();
        assert!(sent.is_ok_and(|it| it.success()), "cannot send {name} to process {}", self.server);
    }

    /// Whether the server still runs.
    pub fn is_running(&self) -> bool {
        let state = std::fs::read_to_string(format!("/proc/{}/stat", self.server)).unwrap_or_default();
        // The state follows the name, which stands in parentheses and may hold any character.
        state.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with('Z'))
    }

    /// Waits until the server has ended by itself or by a signal.
    pub fn wait(&self) {
        until_ended(self.server);
    }
}

/// The end of a server's output, for messages.
pub(crate) fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(mut pipe) = self.pipe.take() {
            // A supervisor that is gone needs no word.
            let _ = pipe.write_all(b"kept\n");
        }
        // The server has to be gone before its folder is.
        let _ = self.supervisor.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_to_everybody_leaves_no_folder_behind() {
        let folder = Folder::new(Account::Own);
        let path = folder.path().to_owned();
        let mut command = Command::new("tail");
        let mut process = Process::start(Account::Own, &folder, command.args(["-f", "/dev/null"]));
        let supervisor = process.supervisor.id().to_string();
        assert!(Command::new("kill").args(["-s", "TERM", &supervisor]).status().unwrap().success());
        // As if this process had ended: the pipe closes without a word.
        drop(process.pipe.take());
        process.supervisor.wait().unwrap();
        assert!(!path.exists());
        process.wait();
    }
}
