//! Suppressions: findings that a `lint_ignore` with a reason takes away.

use apigen_model::{Repository, Source};
use apigen_syntax::Value;
use memchr::memmem;

use crate::report::{Draft, Subject};
use crate::rules::ALL;

/// The suppressions of a repository.
pub(crate) struct Suppressions<'a> {
    repository: &'a Repository,
    /// Which files mention suppressions at all; in the others nothing has to be looked for.
    mentioned: Vec<bool>,
}

impl<'a> Suppressions<'a> {
    pub(crate) fn of(repository: &'a Repository) -> Self {
        let finder = memmem::Finder::new("\"lint_ignore\"");
        let mentions = |it: &Source| finder.find(it.document.text().as_bytes()).is_some();
        let mentioned = repository.sources().iter().map(mentions).collect();
        Self { repository, mentioned }
    }

    /// Why a finding does not count: its construct, or one around it, carries a suppression of its rule.
    pub(crate) fn reason(&self, draft: &Draft) -> Option<String> {
        if !self.mentioned[draft.place.file.0 as usize] {
            return None;
        }
        let id = ALL[draft.rule].id;
        let document = &self.repository.source(draft.place.file).document;
        let mut node = match &draft.subject {
            Subject::Construct(origin) => Some(self.repository.node(*origin)),
            Subject::Pointer(pointer) => document.at_pointer(pointer),
        };
        while let Some(it) = node {
            let entries = it.get("lint_ignore").into_iter().flat_map(Value::elements);
            if let Some(reason) = entries.into_iter().find_map(|entry| covers(entry, id)) {
                return Some(reason);
            }
            node = it.parent();
        }
        None
    }
}

/// The reason of a suppression, when it has one and is about the rule.
fn covers(entry: Value<'_>, rule: &str) -> Option<String> {
    let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default();
    let reason = text("reason").trim().to_owned();
    (text("rule") == rule && !reason.is_empty()).then_some(reason)
}
