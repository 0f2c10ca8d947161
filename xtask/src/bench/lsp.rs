//! A keystroke in the largest real file: how long until the editor has the findings, against linting it afresh.
//!
//! Measured is the time from the first byte of `didChange` to the last byte of `publishDiagnostics`, each keystroke sent
//! when the findings of the one before are there. What the editor does with them is not: this one is built for tests.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use serde_json::{Value, json};

use super::measure;
use super::setup::Setup;
use crate::Result;

pub(super) fn run(setup: &Setup) -> Result {
    let Some(file) = setup.large_file() else { return Ok(()) };
    let folder = setup.scratch("lsp");
    fs::create_dir_all(&folder)?;
    let copy = folder.join("large.json");
    fs::write(&copy, fs::read(file)?)?;
    fs::write(folder.join("apigen.toml"), "profile = \"strict\"\n")?;
    let lint = measure::median(&setup.lint(&copy), setup.runs)?;
    let mut keystrokes = keystrokes(setup, &folder.canonicalize()?, setup.runs.max(5))?;
    keystrokes.sort_by(f64::total_cmp);
    let (middle, worst) = (keystrokes[keystrokes.len() / 2], keystrokes[keystrokes.len() - 1]);
    println!("apigen lint, cold     {lint}");
    println!("keystroke             {middle:8.1} ms, at worst {worst:.1} (bound 150)");
    println!("wall ratio            {:8.2} of the cold run", middle / lint.wall);
    Ok(())
}

/// Milliseconds from each of some keystrokes to its findings.
fn keystrokes(setup: &Setup, folder: &Path, count: usize) -> Result<Vec<f64>> {
    let mut server = Server::start(setup, folder)?;
    let uri = format!("file://{}/large.json", folder.display());
    let text = fs::read_to_string(folder.join("large.json"))?;
    let document = json!({ "uri": uri, "languageId": "json", "version": 0, "text": text });
    // The server reads the folder by itself, and says nothing again when a text that it knows is opened.
    server.wait_until(|it| it["method"] == "textDocument/publishDiagnostics")?;
    server.send(&json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } }))?;
    // Inside the first string of the file, where letters mean no more than a name.
    let at = text.find("\": \"").ok_or("the file has no text to type into")? + 4;
    let line = text[..at].matches('\n').count();
    let column = at - text[..at].rfind('\n').map_or(0, |it| it + 1);
    let here = json!({ "line": line, "character": column });
    let mut times = Vec::new();
    for version in 1..=count {
        let change = json!({ "range": { "start": here, "end": here }, "text": "x" });
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        let start = Instant::now();
        server.send(&json!({ "method": "textDocument/didChange", "params": params }))?;
        loop {
            let body = server.body()?;
            let taken = start.elapsed().as_secs_f64() * 1e3;
            if serde_json::from_slice::<Value>(&body)?["params"]["version"] == version {
                times.push(taken);
                break;
            }
        }
    }
    Ok(times)
}

/// The language server in a process of its own.
struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Server {
    fn start(setup: &Setup, folder: &Path) -> Result<Self> {
        let mut command = Command::new(setup.apigen());
        let mut process = command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let input = process.stdin.take().ok_or("the server takes no input")?;
        let output = BufReader::new(process.stdout.take().ok_or("the server gives no output")?);
        let mut server = Self { process, input, output };
        let folders = json!([{ "uri": format!("file://{}", folder.display()), "name": "bench" }]);
        let params = json!({ "processId": null, "capabilities": {}, "workspaceFolders": folders });
        server.send(&json!({ "id": 1, "method": "initialize", "params": params }))?;
        server.receive()?;
        server.send(&json!({ "method": "initialized", "params": {} }))?;
        Ok(server)
    }

    fn send(&mut self, message: &Value) -> Result {
        let mut message = message.clone();
        message["jsonrpc"] = json!("2.0");
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len())?;
        Ok(self.input.flush()?)
    }

    fn wait_until(&mut self, is_awaited: impl Fn(&Value) -> bool) -> Result {
        while !is_awaited(&self.receive()?) {}
        Ok(())
    }

    fn receive(&mut self) -> Result<Value> {
        Ok(serde_json::from_slice(&self.body()?)?)
    }

    /// The next message, not yet read.
    fn body(&mut self) -> Result<Vec<u8>> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line)? == 0 {
                return Err("the server hung up".into());
            }
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", number)) => length = number.parse()?,
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body)?;
        Ok(body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has no state to lose.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
