//! Answers of `apigen-editor` in the words of the protocol.

use std::collections::BTreeMap;

use apigen_editor::{Completion, CompletionKind, Outline, OutlineKind, Sighting};
use apigen_model::{FileId, Place, Repository, TypeKind};
use apigen_syntax::{Edit, LineIndex};
use gen_lsp_types::{
    BaseSymbolInformation, CompletionItem, CompletionItemKind, DocumentChange, DocumentSymbol, Location,
    OptionalVersionedTextDocumentIdentifier, SymbolKind, TextDocumentEdit, TextDocumentIdentifier, TextEdit,
    WorkspaceEdit, WorkspaceSymbol,
};

use super::place::range;
use super::session::Session;

/// A place as editors name it.
pub(super) fn location(session: &Session, place: Place) -> Location {
    let source = session.linked().source(place.file);
    Location { uri: session.uri(&source.path), range: range(source.document.lines(), place.span) }
}

/// Edits of several files; with the versions that they are for, where the editor understands that.
pub(super) fn workspace_edit(session: &Session, versioned: bool, edits: &BTreeMap<FileId, Vec<Edit>>) -> WorkspaceEdit {
    let repository = session.linked();
    let file = |file: FileId, edits: &[Edit]| {
        let source = repository.source(file);
        let lines = source.document.lines();
        let edits: Vec<TextEdit> = edits.iter().map(|it| text_edit(lines, it)).collect();
        (source.path.as_str(), edits)
    };
    let files = edits.iter().map(|(id, edits)| file(*id, edits));
    if !versioned {
        let changes = files.map(|(path, edits)| (session.uri(path), edits)).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let changes = files.map(|(path, edits)| {
        let version = session.buffer(path).map(|it| it.version);
        let text_document_identifier = TextDocumentIdentifier { uri: session.uri(path) };
        let text_document = OptionalVersionedTextDocumentIdentifier { version, text_document_identifier };
        let edits = edits.into_iter().map(Into::into).collect();
        DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits })
    });
    WorkspaceEdit { document_changes: Some(changes.collect()), ..WorkspaceEdit::default() }
}

fn text_edit(lines: &LineIndex, edit: &Edit) -> TextEdit {
    TextEdit { range: range(lines, edit.span), new_text: edit.text.clone() }
}

/// What may stand at a place; `rank` keeps the order in which they were found.
pub(super) fn completion(lines: &LineIndex, rank: usize, it: Completion) -> CompletionItem {
    let kind = match it.kind {
        CompletionKind::Key => CompletionItemKind::Property,
        CompletionKind::Type => CompletionItemKind::Class,
        CompletionKind::Name => CompletionItemKind::Reference,
        CompletionKind::Word => CompletionItemKind::Value,
    };
    let edit = TextEdit { range: range(lines, it.span), new_text: it.text.clone() };
    CompletionItem {
        label: it.label,
        kind: Some(kind),
        detail: (!it.detail.is_empty()).then_some(it.detail),
        sort_text: Some(format!("{rank:05}")),
        // What is replaced may begin with a quote, and editors compare the whole of it.
        filter_text: Some(it.text),
        text_edit: Some(edit.into()),
        ..CompletionItem::default()
    }
}

/// What a file declares.
pub(super) fn symbol(lines: &LineIndex, it: Outline) -> DocumentSymbol {
    let children: Vec<DocumentSymbol> = it.children.into_iter().map(|it| symbol(lines, it)).collect();
    #[expect(deprecated, reason = "the type has the field, and no constructor leaves it out")]
    DocumentSymbol {
        name: it.name,
        detail: (!it.detail.is_empty()).then_some(it.detail),
        kind: symbol_kind(it.kind),
        tags: None,
        deprecated: None,
        range: range(lines, it.span),
        selection_range: range(lines, it.name_span),
        children: (!children.is_empty()).then_some(children),
    }
}

/// Something found by its name anywhere in a repository.
pub(super) fn workspace_symbol(session: &Session, it: Sighting) -> WorkspaceSymbol {
    let base_symbol_information = BaseSymbolInformation {
        name: it.name,
        kind: symbol_kind(it.kind),
        tags: None,
        container_name: Some(it.container),
    };
    WorkspaceSymbol { location: location(session, it.place).into(), data: None, base_symbol_information }
}

fn symbol_kind(kind: OutlineKind) -> SymbolKind {
    match kind {
        OutlineKind::Type(TypeKind::Enum) => SymbolKind::Enum,
        OutlineKind::Type(TypeKind::Interface) => SymbolKind::Interface,
        OutlineKind::Type(TypeKind::Model | TypeKind::Union) => SymbolKind::Struct,
        OutlineKind::Field => SymbolKind::Field,
        OutlineKind::Value => SymbolKind::EnumMember,
        OutlineKind::Resource => SymbolKind::Class,
        OutlineKind::Operation => SymbolKind::Method,
        OutlineKind::Stream => SymbolKind::Event,
        OutlineKind::Table => SymbolKind::Object,
        OutlineKind::Annotation => SymbolKind::Property,
        OutlineKind::Template => SymbolKind::TypeParameter,
    }
}

/// The text of a file and where its lines begin.
pub(super) fn lines(repository: &Repository, file: FileId) -> &LineIndex {
    repository.source(file).document.lines()
}
