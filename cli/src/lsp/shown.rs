//! What an editor shows of a file: its findings as the JSON that was sent.
//!
//! The text is kept and compared, not what it was made of: it is a fraction of the size, and is written once.

use std::collections::BTreeMap;

use apigen_model::Finding;
use gen_lsp_types::Uri;
use rayon::prelude::*;

use super::diagnostics::diagnostic;
use super::session::Session;

/// So many findings are worth another core.
const CHUNK: usize = 256;

/// The findings of a file that an editor was told.
#[derive(Debug, PartialEq)]
pub(super) struct Shown {
    uri: Uri,
    version: Option<i32>,
    /// The findings as JSON, with commas between them.
    diagnostics: Vec<u8>,
}

impl Shown {
    /// What there is to show of a repository that is judged, by path: every open file, and every other with findings.
    pub(super) fn of(session: &Session) -> BTreeMap<String, Self> {
        let (repository, findings) = session.judged();
        let mut by_file: BTreeMap<&str, &[Finding]> = BTreeMap::new();
        for source in repository.sources().iter().filter(|it| session.buffer(&it.path).is_some()) {
            by_file.insert(&source.path, &[]);
        }
        // Findings are in order of their files.
        for own in findings.chunk_by(|a, b| a.place.file == b.place.file) {
            by_file.insert(&repository.source(own[0].place.file).path, own);
        }
        let files = by_file.into_par_iter().map(|(path, own)| {
            let version = session.buffer(path).map(|it| it.version);
            (path.to_owned(), Self { uri: session.uri(path), version, diagnostics: written(session, own) })
        });
        files.collect()
    }

    /// The message that tells an editor.
    pub(super) fn message(&self) -> Vec<u8> {
        message(&self.uri, self.version, &self.diagnostics)
    }

    /// The message that takes away what the editor shows; none when that is nothing.
    pub(super) fn cleared(&self) -> Option<Vec<u8>> {
        (!self.diagnostics.is_empty()).then(|| message(&self.uri, None, b""))
    }
}

fn written(session: &Session, findings: &[Finding]) -> Vec<u8> {
    let parts = findings.par_chunks(CHUNK).map(|part| {
        let mut text = Vec::new();
        for finding in part {
            separate(&mut text);
            append(&mut text, &diagnostic(session, finding));
        }
        text
    });
    let parts: Vec<Vec<u8>> = parts.collect();
    parts.join(&b',')
}

/// A notification with params of which the longest part is JSON already.
fn message(uri: &Uri, version: Option<i32>, diagnostics: &[u8]) -> Vec<u8> {
    let mut text = br#"{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{"uri":"#.to_vec();
    text.reserve_exact(uri.0.len() + diagnostics.len() + 64);
    append(&mut text, uri);
    if let Some(version) = version {
        text.extend_from_slice(br#","version":"#);
        append(&mut text, &version);
    }
    text.extend_from_slice(br#","diagnostics":["#);
    text.extend_from_slice(diagnostics);
    text.extend_from_slice(b"]}}");
    text
}

fn separate(text: &mut Vec<u8>) {
    if !text.is_empty() {
        text.push(b',');
    }
}

fn append(text: &mut Vec<u8>, value: &impl serde::Serialize) {
    // Invariant: memory takes every byte, and what the protocol has can be written as JSON.
    serde_json::to_writer(text, value).expect("a vector takes what is written to it");
}
