//! The loop: messages in their order, findings when none is waiting.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use gen_lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    FileChangeType, InitializeParams, MessageType, ShowMessageParams, Uri, WorkspaceFolders,
};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use serde::de::DeserializeOwned;
use serde_json::json;

use super::buffer::Buffer;
use super::session::Session;
use super::shown::Shown;
use super::uri::path_of;
use super::wire::Outbox;
use crate::baseline;
use crate::error::CliError;
use crate::settings::FILE_NAME;

/// An editor and the repositories that it has files of.
pub(super) struct Server {
    outbox: Outbox,
    /// The folders that the editor works in.
    folders: Vec<PathBuf>,
    /// Repositories by the folder, or the lone file, that they are about.
    sessions: BTreeMap<PathBuf, Session>,
    /// What the editor shows, by repository and path.
    shown: BTreeMap<PathBuf, BTreeMap<String, Shown>>,
    /// Whether the editor tells about files only when asked to.
    must_register: bool,
    /// Whether edits may name the version of the text that they are for.
    pub(super) versioned_edits: bool,
    /// Whether the editor has said goodbye.
    closing: bool,
}

impl Server {
    pub(super) fn new(outbox: Outbox, editor: &InitializeParams) -> Self {
        let workspace = editor.capabilities.workspace.as_ref();
        let watched = workspace.and_then(|it| it.did_change_watched_files.as_ref());
        let edits = workspace.and_then(|it| it.workspace_edit.as_ref());
        Self {
            outbox,
            folders: folders(editor),
            sessions: BTreeMap::new(),
            shown: BTreeMap::new(),
            must_register: watched.and_then(|it| it.dynamic_registration).unwrap_or_default(),
            versioned_edits: edits.and_then(|it| it.document_changes).unwrap_or_default(),
            closing: false,
        }
    }

    /// Handles messages until the editor is gone, and returns whether it said goodbye before.
    pub(super) fn run(mut self, editor: &Connection) -> bool {
        self.watch_files();
        for folder in self.folders.clone() {
            // Without a configuration nobody said that the folder holds definitions, until one is opened.
            if folder.join(FILE_NAME).is_file() {
                self.session(&folder);
            }
        }
        self.publish();
        while let Ok(message) = editor.receiver.recv() {
            let mut next = Some(message);
            while let Some(message) = next {
                if matches!(&message, Message::Notification(it) if it.method == "exit") {
                    return self.closing;
                }
                self.handle(message);
                next = editor.receiver.try_recv().ok();
            }
            self.publish();
        }
        self.closing
    }

    fn handle(&mut self, message: Message) {
        match message {
            Message::Request(request) if request.method == "shutdown" => {
                self.closing = true;
                self.outbox.send(Response::new_ok(request.id, ()));
            }
            Message::Request(request) => {
                let id = request.id.clone();
                // Nothing here is meant to panic; should it, one answer is lost and not the editor's server.
                let answer = catch_unwind(AssertUnwindSafe(|| self.answer(request)));
                let failed = || Response::new_err(id, ErrorCode::InternalError as i32, "this is a bug".to_owned());
                self.outbox.send(answer.unwrap_or_else(|_| failed()));
            }
            Message::Notification(it) => {
                // As above: a repository that could not be followed is read again with the next change.
                let _ = catch_unwind(AssertUnwindSafe(|| self.notice(it)));
            }
            Message::Response(_) => {}
        }
    }

    fn answer(&mut self, request: Request) -> Response {
        if self.closing {
            let late = "apigen is about to end, as it was asked to".to_owned();
            return Response::new_err(request.id, ErrorCode::InvalidRequest as i32, late);
        }
        self.respond(request)
    }

    fn notice(&mut self, it: Notification) {
        match it.method.as_str() {
            "textDocument/didOpen" => self.read(it, Self::did_open),
            "textDocument/didChange" => self.read(it, Self::did_change),
            "textDocument/didClose" => self.read(it, Self::did_close),
            "workspace/didChangeWatchedFiles" => self.read(it, Self::did_change_files),
            _ => {}
        }
    }

    /// Hands what a notification says to its handler; what makes no sense is left alone, as nobody waits for an answer.
    fn read<P: DeserializeOwned>(&mut self, it: Notification, handle: fn(&mut Self, P)) {
        if let Ok(params) = serde_json::from_value(it.params) {
            handle(self, params);
        }
    }

    fn did_open(&mut self, it: DidOpenTextDocumentParams) {
        let document = it.text_document;
        let buffer = Buffer { uri: document.uri, version: document.version, text: document.text };
        let is_json = |it: &PathBuf| it.extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
        if let Some(path) = path_of(&buffer.uri).filter(is_json) {
            let session = self.session(&self.root_of(&path));
            session.opened(&session.relative(&path), buffer);
        }
    }

    fn did_change(&mut self, it: DidChangeTextDocumentParams) {
        let uri = it.text_document.text_document_identifier.uri;
        let Some((session, path)) = self.session_of(&uri) else { return };
        if let Some(buffer) = session.buffer_mut(&path) {
            buffer.change(it.text_document.version, it.content_changes);
            session.changed(&path);
        }
    }

    fn did_close(&mut self, it: DidCloseTextDocumentParams) {
        let uri = it.text_document.uri;
        if let Some((session, path)) = self.session_of(&uri) {
            session.closed(&path);
        }
    }

    /// Files that come, go or change on disk, possibly thousands at once.
    fn did_change_files(&mut self, it: DidChangeWatchedFilesParams) {
        let changes: Vec<_> = it.changes.into_iter().filter_map(|it| Some((path_of(&it.uri)?, it.kind))).collect();
        for (root, session) in &mut self.sessions {
            let own: Vec<_> = changes.iter().filter(|(path, _)| path.starts_with(root)).collect();
            if let Some(error) = follow(session, root, &own) {
                complain(&self.outbox, &error);
            }
        }
    }

    /// The repository of a text that an editor has opened, and the path under which that knows it.
    pub(super) fn session_of(&mut self, uri: &Uri) -> Option<(&mut Session, String)> {
        let path = path_of(uri)?;
        let session = self.sessions.get_mut(&self.root_of(&path))?;
        let path = session.relative(&path);
        Some((session, path))
    }

    /// What a file is part of: the repository around it, else the editor's folder, else nothing but itself.
    fn root_of(&self, path: &Path) -> PathBuf {
        let configured = path.ancestors().skip(1).find(|it| it.join(FILE_NAME).is_file());
        let folder = || self.folders.iter().filter(|it| path.starts_with(it)).max();
        configured.map(Path::to_owned).or_else(|| folder().cloned()).unwrap_or_else(|| path.to_owned())
    }

    fn session(&mut self, root: &Path) -> &mut Session {
        let outbox = &self.outbox;
        self.sessions.entry(root.to_owned()).or_insert_with(|| {
            let (session, error) = Session::open(root);
            if let Some(error) = error {
                complain(outbox, &error);
            }
            session
        })
    }

    /// Every repository that the editor has files of.
    pub(super) fn sessions(&mut self) -> impl Iterator<Item = &mut Session> {
        self.sessions.values_mut()
    }

    /// Sends the findings of every file where they differ from what the editor shows.
    pub(super) fn publish(&mut self) {
        // As with requests: should a rule panic, these findings are lost, and the next change asks for them again.
        let _ = catch_unwind(AssertUnwindSafe(|| self.publish_stale()));
    }

    fn publish_stale(&mut self) {
        for (root, session) in self.sessions.iter_mut().filter(|(_, it)| it.is_stale()) {
            session.judge();
            let now = Shown::of(session);
            let before = self.shown.remove(root).unwrap_or_default();
            for gone in before.iter().filter(|(path, _)| !now.contains_key(*path)).filter_map(|(_, it)| it.cleared()) {
                self.outbox.post_text(gone);
            }
            for (_, changed) in now.iter().filter(|(path, it)| before.get(*path) != Some(it)) {
                self.outbox.post_text(changed.message());
            }
            self.shown.insert(root.clone(), now);
        }
    }

    /// Asks the editor to tell about files that change on disk.
    fn watch_files(&self) {
        if !self.must_register {
            return;
        }
        let patterns = ["**/*.json", "**/apigen.toml", "**/apigen.lock", "**/.apigen/baseline.toml"];
        let watchers: Vec<_> = patterns.map(|it| json!({ "globPattern": it })).into();
        let method = "workspace/didChangeWatchedFiles";
        let registration = json!({ "id": "files", "method": method, "registerOptions": { "watchers": watchers } });
        let params = json!({ "registrations": [registration] });
        let id = "watch-files".to_owned().into();
        self.outbox.send(Request::new(id, "client/registerCapability".to_owned(), params));
    }
}

/// Reads again what has changed: everything when that says which files count, or when files came or went.
fn follow(session: &mut Session, root: &Path, changes: &[&(PathBuf, FileChangeType)]) -> Option<CliError> {
    let is_json = |it: &Path| it.extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
    let is_setting = |it: &Path| it.parent() == Some(root) || *it == root.join(baseline::PATH);
    if changes.iter().any(|(path, _)| !is_json(path) && is_setting(path)) {
        return session.reload();
    }
    let definitions = changes.iter().filter(|(path, _)| is_json(path));
    if definitions.clone().any(|(_, kind)| *kind != FileChangeType::Changed) {
        return session.read_folder().err();
    }
    for (path, _) in definitions {
        session.changed(&session.relative(path));
    }
    None
}

/// Tells the person at the editor what keeps their configuration from being used.
fn complain(outbox: &Outbox, error: &CliError) {
    let message = error.to_string();
    outbox.notify("window/showMessage", &ShowMessageParams { kind: MessageType::Error, message });
}

/// The folders that an editor works in; older editors know one only.
fn folders(editor: &InitializeParams) -> Vec<PathBuf> {
    let given = match &editor.workspace_folders_initialize_params.workspace_folders {
        Some(WorkspaceFolders::WorkspaceFolderList(all)) => all.iter().map(|it| it.uri.clone()).collect(),
        _ => Vec::new(),
    };
    #[expect(deprecated, reason = "editors that know no more than this are still around")]
    let root = editor.root_uri.iter().cloned();
    let given: Vec<Uri> = if given.is_empty() { root.collect() } else { given };
    given.iter().filter_map(path_of).collect()
}
