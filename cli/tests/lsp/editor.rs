//! A small editor: starts the server on a folder, keeps open texts, sends what a real one would, notes what comes back.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A running server and the editor's side of the conversation.
pub(crate) struct Editor {
    folder: TempDir,
    server: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    requests: i64,
    /// Open texts and their versions.
    texts: BTreeMap<String, (i64, String)>,
    /// The findings that the server sent last, by address.
    diagnostics: BTreeMap<String, Value>,
    /// The versions of the texts that those are about, and how often each file was told.
    told: BTreeMap<String, (Value, usize)>,
    /// Messages for the person at the editor.
    pub(crate) messages: Vec<String>,
    /// What the server wants to be told about.
    pub(crate) watched: Vec<String>,
}

impl Editor {
    /// Starts the server on a folder with some files.
    pub(crate) fn start(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_apigen"));
        let command = command.args(["lsp", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = command.spawn().unwrap();
        let (input, output) = (server.stdin.take(), BufReader::new(server.stdout.take().unwrap()));
        let mut editor = Self {
            folder,
            server,
            input,
            output,
            requests: 0,
            texts: BTreeMap::new(),
            diagnostics: BTreeMap::new(),
            told: BTreeMap::new(),
            messages: Vec::new(),
            watched: Vec::new(),
        };
        editor.initialize();
        editor
    }

    fn initialize(&mut self) {
        let folders = json!([{ "uri": self.uri("").trim_end_matches('/'), "name": "repository" }]);
        let capabilities = json!({ "workspace": {
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "workspaceEdit": { "documentChanges": true },
        } });
        let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities,
            "workspaceFolders": folders });
        let answer = self.request("initialize", params);
        assert_eq!(answer["serverInfo"]["name"], "apigen");
        self.notify("initialized", json!({}));
    }

    /// The address of a file.
    pub(crate) fn uri(&self, path: &str) -> String {
        format!("file://{}/{path}", self.folder().display())
    }

    /// The folder without links.
    fn folder(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    /// The path of an address.
    pub(crate) fn path(&self, uri: &Value) -> String {
        uri.as_str().unwrap_or_default().replace(&self.uri(""), "")
    }

    /// Opens a file as it is on disk.
    pub(crate) fn open(&mut self, path: &str) {
        let text = fs::read_to_string(self.folder().join(path)).unwrap();
        self.open_text(path, &text);
    }

    /// Opens a text, which need not be on disk.
    pub(crate) fn open_text(&mut self, path: &str, text: &str) {
        self.texts.insert(path.to_owned(), (1, text.to_owned()));
        let document = json!({ "uri": self.uri(path), "languageId": "json", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Closes a text.
    pub(crate) fn close(&mut self, path: &str) {
        self.texts.remove(path);
        let document = json!({ "uri": self.uri(path) });
        self.notify("textDocument/didClose", json!({ "textDocument": document }));
    }

    /// Types: replaces the first `old` of an open text, and sends only that.
    pub(crate) fn replace(&mut self, path: &str, old: &str, new: &str) {
        let (start, end) = (self.before(path, old), self.behind(path, old));
        let uri = self.uri(path);
        let (version, text) = self.texts.get_mut(path).unwrap();
        *version += 1;
        *text = text.replacen(old, new, 1);
        let document = json!({ "uri": uri, "version": *version });
        let change = json!({ "range": { "start": start, "end": end }, "text": new });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    }

    /// Writes a file beside the editor, and tells the server as the editor's watcher would.
    pub(crate) fn write_on_disk(&mut self, path: &str, text: &str) {
        let file = self.folder().join(path);
        let kind = if file.exists() { 2 } else { 1 };
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        let changes = json!([{ "uri": self.uri(path), "type": kind }]);
        self.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }

    /// Removes a file beside the editor.
    pub(crate) fn remove_on_disk(&mut self, path: &str) {
        fs::remove_file(self.folder().join(path)).unwrap();
        let changes = json!([{ "uri": self.uri(path), "type": 3 }]);
        self.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }

    /// The text that is open.
    pub(crate) fn text(&self, path: &str) -> &str {
        &self.texts[path].1
    }

    /// The position before the first `word` of an open text, as the protocol counts.
    pub(crate) fn before(&self, path: &str, word: &str) -> Value {
        let text = self.text(path);
        position(text, text.find(word).unwrap_or_else(|| panic!("no `{word}` in {path}")))
    }

    /// The position behind the first `word` of an open text.
    pub(crate) fn behind(&self, path: &str, word: &str) -> Value {
        let text = self.text(path);
        position(text, text.find(word).unwrap_or_else(|| panic!("no `{word}` in {path}")) + word.len())
    }

    /// Asks something about the place before the first `word` of an open text.
    pub(crate) fn ask(&mut self, method: &str, path: &str, word: &str, more: &Value) -> Value {
        let mut params = json!({ "textDocument": { "uri": self.uri(path) }, "position": self.before(path, word) });
        for (key, value) in more.as_object().into_iter().flatten() {
            params[key] = value.clone();
        }
        self.request(method, params)
    }

    /// What the server found in a file, a line each: `line:column-line:column severity rule: message`.
    pub(crate) fn findings(&mut self, path: &str) -> Vec<String> {
        self.settle();
        let all = self.diagnostics.get(&self.uri(path)).and_then(Value::as_array).cloned().unwrap_or_default();
        all.iter().map(finding).collect()
    }

    /// What the server found in a file, as it came.
    pub(crate) fn diagnostics(&mut self, path: &str) -> Vec<Value> {
        self.settle();
        self.diagnostics.get(&self.uri(path)).and_then(Value::as_array).cloned().unwrap_or_default()
    }

    /// The version of the text that the server spoke of last, and how often it has said something about the file.
    pub(crate) fn told(&mut self, path: &str) -> (Value, usize) {
        self.settle();
        self.told.get(&self.uri(path)).cloned().unwrap_or_default()
    }

    /// Waits until the server has told everything that it found: it does so before it offers what to do about it.
    pub(crate) fn settle(&mut self) {
        self.offers("any.json", &json!({ "line": 0, "character": 0 }));
    }

    /// What the server offers to do about what it found at a position.
    pub(crate) fn offers(&mut self, path: &str, at: &Value) -> Vec<Value> {
        let document = json!({ "uri": self.uri(path) });
        let context = json!({ "diagnostics": [] });
        let params = json!({ "textDocument": document, "range": { "start": at, "end": at }, "context": context });
        self.request("textDocument/codeAction", params).as_array().cloned().unwrap_or_default()
    }

    /// Applies the edit of several files as a real editor does: to open texts, and to others on disk.
    pub(crate) fn apply(&mut self, edit: &Value) {
        for change in edit["documentChanges"].as_array().into_iter().flatten() {
            let path = self.path(&change["textDocument"]["uri"]);
            let expected = self.texts.get(&path).map(|it| json!(it.0)).unwrap_or_default();
            assert_eq!(change["textDocument"]["version"], expected, "{path}");
            let old = match self.texts.get(&path) {
                Some((_, text)) => text.clone(),
                None => fs::read_to_string(self.folder().join(&path)).unwrap(),
            };
            let new = edited(&old, change["edits"].as_array().unwrap());
            if self.texts.contains_key(&path) {
                self.set_text(&path, &new);
            } else {
                self.write_on_disk(&path, &new);
            }
        }
    }

    /// Replaces a whole open text.
    pub(crate) fn set_text(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        let (version, old) = self.texts.get_mut(path).unwrap();
        *version += 1;
        text.clone_into(old);
        let document = json!({ "uri": uri, "version": *version });
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        self.notify("textDocument/didChange", params);
    }

    /// The text of a file on disk.
    pub(crate) fn on_disk(&self, path: &str) -> String {
        fs::read_to_string(self.folder().join(path)).unwrap()
    }

    /// A request whose answer must not be an error.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let answer = self.raw_request(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// A request and its whole answer; what comes before it is noted.
    pub(crate) fn raw_request(&mut self, method: &str, params: Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
            self.note(&message);
        }
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn note(&mut self, message: &Value) {
        let params = &message["params"];
        match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") => {
                let uri = params["uri"].as_str().unwrap().to_owned();
                self.diagnostics.insert(uri.clone(), params["diagnostics"].clone());
                let (version, count) = self.told.entry(uri).or_default();
                (*version, *count) = (params["version"].clone(), *count + 1);
            }
            Some("window/showMessage") => self.messages.push(params["message"].as_str().unwrap().to_owned()),
            Some("client/registerCapability") => {
                let watchers = params["registrations"][0]["registerOptions"]["watchers"].as_array().unwrap();
                self.watched.extend(watchers.iter().map(|it| it["globPattern"].as_str().unwrap().to_owned()));
                self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
            }
            other => panic!("the server said {other:?}: {message}"),
        }
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let input = self.input.as_mut().unwrap();
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        input.flush().unwrap();
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server hung up");
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", number)) => length = number.parse().unwrap(),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    /// Says goodbye and returns the exit code.
    pub(crate) fn quit(mut self) -> Option<i32> {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        drop(self.input.take());
        self.server.wait().unwrap().code()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A byte as the protocol counts: lines from 0, UTF-16 code units from 0.
fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    json!({ "line": line, "character": before[start..].encode_utf16().count() })
}

fn finding(it: &Value) -> String {
    let at = |end: &str| format!("{}:{}", it["range"][end]["line"], it["range"][end]["character"]);
    let severity = ["?", "error", "warning", "info", "hint"][it["severity"].as_u64().unwrap_or(0) as usize];
    let (rule, message) = (it["code"].as_str().unwrap(), it["message"].as_str().unwrap());
    format!("{}-{} {severity} {rule}: {message}", at("start"), at("end"))
}

/// A text after edits, which all speak of the text before any of them.
fn edited(text: &str, edits: &[Value]) -> String {
    let offset = |it: &Value| {
        let line = it["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let units = it["character"].as_u64().unwrap() as usize;
        let (mut passed, mut end) = (0, start);
        for letter in text[start..].chars() {
            if passed >= units {
                break;
            }
            passed += letter.len_utf16();
            end += letter.len_utf8();
        }
        end
    };
    let mut edits: Vec<_> = edits
        .iter()
        .map(|it| (offset(&it["range"]["start"]), offset(&it["range"]["end"]), it["newText"].as_str().unwrap()))
        .collect();
    edits.sort_unstable();
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}
