//! What this server can do, and each request's answer.

use apigen_editor::{Declarations, RenameError};
use apigen_model::{FileId, Repository};
use apigen_syntax::{Comments, Span, format};
use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CompletionItem, CompletionParams, DefinitionParams,
    DocumentFormattingParams, DocumentSymbol, DocumentSymbolParams, Hover, HoverParams, Location, MarkupContent,
    MarkupKind, PrepareRenameParams, PrepareRenamePlaceholder, ReferenceParams, RenameParams, TextDocumentIdentifier,
    TextDocumentPositionParams, TextEdit, WorkspaceEdit, WorkspaceSymbol, WorkspaceSymbolParams,
};
use lsp_server::{ErrorCode, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::convert::{completion, lines, location, symbol, workspace_edit, workspace_symbol};
use super::diagnostics::diagnostic;
use super::place;
use super::server::Server;
use super::session::Session;

/// More things found by a name than this help nobody.
const SIGHTINGS: usize = 500;

/// What editors may ask for.
pub(super) fn capabilities() -> Value {
    json!({
        "positionEncoding": "utf-16",
        "textDocumentSync": { "openClose": true, "change": 2, "save": false },
        "hoverProvider": true,
        "definitionProvider": true,
        "referencesProvider": true,
        "completionProvider": { "triggerCharacters": ["\"", ":"] },
        "renameProvider": { "prepareProvider": true },
        "codeActionProvider": { "codeActionKinds": ["quickfix"] },
        "documentSymbolProvider": true,
        "workspaceSymbolProvider": true,
        "documentFormattingProvider": true,
    })
}

/// What a request asks, or why that cannot be understood.
fn read<P: DeserializeOwned>(params: Value) -> Result<P, String> {
    serde_json::from_value(params).map_err(|it| format!("cannot understand what is asked: {it}"))
}

fn refused(id: RequestId, code: ErrorCode, why: String) -> Response {
    Response::new_err(id, code as i32, why)
}

/// A byte of a file.
struct Spot<'s> {
    session: &'s Session,
    repository: &'s Repository,
    file: FileId,
    offset: u32,
}

impl Server {
    /// Answers a request.
    pub(super) fn respond(&mut self, it: Request) -> Response {
        match it.method.as_str() {
            "textDocument/hover" => self.reply(it, Self::hover),
            "textDocument/definition" => self.reply(it, Self::definition),
            "textDocument/references" => self.reply(it, Self::references),
            "textDocument/completion" => self.reply(it, Self::completion),
            "textDocument/prepareRename" => self.reply(it, Self::prepare_rename),
            "textDocument/rename" => self.reply_to_rename(it),
            "textDocument/codeAction" => self.reply(it, Self::code_actions),
            "textDocument/documentSymbol" => self.reply(it, Self::document_symbols),
            "workspace/symbol" => self.reply(it, Self::workspace_symbols),
            "textDocument/formatting" => self.reply(it, Self::formatting),
            other => {
                let unknown = format!("apigen has no `{other}`");
                refused(it.id, ErrorCode::MethodNotFound, unknown)
            }
        }
    }

    fn reply<P: DeserializeOwned, R: Serialize>(&mut self, it: Request, handle: fn(&mut Self, &P) -> R) -> Response {
        match read(it.params) {
            Ok(params) => Response::new_ok(it.id, handle(self, &params)),
            Err(why) => refused(it.id, ErrorCode::InvalidParams, why),
        }
    }

    /// Renames, unless the name cannot be.
    fn reply_to_rename(&mut self, it: Request) -> Response {
        match read(it.params).map(|it| self.rename(&it)) {
            Ok(Ok(edit)) => Response::new_ok(it.id, edit),
            Ok(Err(error)) => refused(it.id, ErrorCode::RequestFailed, error.to_string()),
            Err(why) => refused(it.id, ErrorCode::InvalidParams, why),
        }
    }

    /// The file of a text, when it is one that the repository knows.
    fn file(&mut self, it: &TextDocumentIdentifier) -> Option<(&Session, FileId)> {
        let (session, path) = self.session_of(&it.uri)?;
        let file = session.file(&path)?;
        Some((session, file))
    }

    fn spot(&mut self, it: &TextDocumentPositionParams) -> Option<Spot<'_>> {
        let (session, file) = self.file(&it.text_document)?;
        let repository = session.linked();
        Some(Spot { session, repository, file, offset: place::offset(lines(repository, file), it.position) })
    }

    fn hover(&mut self, it: &HoverParams) -> Option<Hover> {
        let spot = self.spot(&it.text_document_position_params)?;
        let found = apigen_editor::hover(spot.repository, spot.file, spot.offset);
        found.map(|found| {
            let range = place::range(lines(spot.repository, spot.file), found.span);
            let text = MarkupContent { kind: MarkupKind::Markdown, value: found.text };
            Hover { contents: text.into(), range: Some(range) }
        })
    }

    fn definition(&mut self, it: &DefinitionParams) -> Vec<Location> {
        let Some(spot) = self.spot(&it.text_document_position_params) else { return Vec::new() };
        let places = apigen_editor::definitions(spot.repository, spot.file, spot.offset);
        places.into_iter().map(|it| location(spot.session, it)).collect()
    }

    fn references(&mut self, it: &ReferenceParams) -> Vec<Location> {
        let Some(spot) = self.spot(&it.text_document_position_params) else { return Vec::new() };
        let wanted = if it.context.include_declaration { Declarations::Included } else { Declarations::Excluded };
        let places = apigen_editor::references(spot.repository, spot.file, spot.offset, wanted);
        places.into_iter().map(|it| location(spot.session, it)).collect()
    }

    fn completion(&mut self, it: &CompletionParams) -> Vec<CompletionItem> {
        let Some(spot) = self.spot(&it.text_document_position_params) else { return Vec::new() };
        let lines = lines(spot.repository, spot.file);
        let found = apigen_editor::complete(spot.repository, spot.file, spot.offset).into_iter().enumerate();
        found.map(|(rank, it)| completion(lines, rank, it)).collect()
    }

    fn prepare_rename(&mut self, it: &PrepareRenameParams) -> Option<PrepareRenamePlaceholder> {
        let spot = self.spot(&it.text_document_position_params)?;
        let found = apigen_editor::rename_place(spot.repository, spot.file, spot.offset);
        found.map(|(at, placeholder)| {
            let range = place::range(lines(spot.repository, at.file), at.span);
            PrepareRenamePlaceholder { range, placeholder }
        })
    }

    fn rename(&mut self, it: &RenameParams) -> Result<Option<WorkspaceEdit>, RenameError> {
        let versioned = self.versioned_edits;
        let Some(spot) = self.spot(&it.text_document_position_params) else { return Ok(None) };
        let edits = apigen_editor::rename(spot.repository, spot.file, spot.offset, &it.new_name);
        let edits = edits.transpose()?;
        Ok(edits.map(|it| workspace_edit(spot.session, versioned, &it)))
    }

    fn code_actions(&mut self, it: &CodeActionParams) -> Vec<CodeAction> {
        // What is offered is about what the editor shows.
        self.publish();
        let versioned = self.versioned_edits;
        let Some((session, file)) = self.file(&it.text_document) else { return Vec::new() };
        let (repository, findings) = session.judged();
        let span: Span = place::span(lines(repository, file), it.range);
        let own = findings.iter().filter(|it| it.place.file == file);
        let offers = apigen_editor::actions(repository, own, span).into_iter();
        offers
            .map(|it| CodeAction {
                title: it.title,
                kind: Some(CodeActionKind::QuickFix),
                diagnostics: Some(vec![diagnostic(session, it.finding)]),
                is_preferred: it.preferred.then_some(true),
                edit: Some(workspace_edit(session, versioned, &it.edits)),
                ..CodeAction::default()
            })
            .collect()
    }

    fn document_symbols(&mut self, it: &DocumentSymbolParams) -> Vec<DocumentSymbol> {
        let Some((session, file)) = self.file(&it.text_document) else { return Vec::new() };
        let lines = lines(session.linked(), file);
        apigen_editor::outline(session.linked(), file).into_iter().map(|it| symbol(lines, it)).collect()
    }

    fn workspace_symbols(&mut self, it: &WorkspaceSymbolParams) -> Vec<WorkspaceSymbol> {
        let mut all = Vec::new();
        for session in self.sessions() {
            session.repository();
            let found = apigen_editor::search(session.linked(), &it.query, SIGHTINGS);
            all.extend(found.into_iter().map(|it| workspace_symbol(session, it)));
        }
        all
    }

    /// What `apigen fmt --keep-comments` does; nothing while the text is broken.
    fn formatting(&mut self, it: &DocumentFormattingParams) -> Vec<TextEdit> {
        let Some((session, file)) = self.file(&it.text_document) else { return Vec::new() };
        let document = &session.linked().source(file).document;
        let Ok(new_text) = format(document, Comments::Keep) else { return Vec::new() };
        if new_text == document.text() {
            return Vec::new();
        }
        let length = u32::try_from(document.text().len()).unwrap_or(u32::MAX);
        vec![TextEdit { range: place::range(document.lines(), Span::new(0, length)), new_text }]
    }
}
