//! Suppressions: findings that a `lint_ignore` with a reason takes away, and the entries that take nothing away.

use apigen_model::{FileId, Origin, Repository, Source};
use apigen_syntax::{Kind, NodeId, Value};
use memchr::memmem;

use crate::Config;
use crate::report::{Draft, Subject};

/// The suppressions of a repository.
pub(crate) struct Suppressions<'a> {
    repository: &'a Repository,
    /// Which rules there are.
    config: &'a Config,
    /// The last day that counts, as `2027-01-31`; without it every entry does.
    today: Option<&'a str>,
    /// Which files mention suppressions at all; in the others nothing has to be looked for.
    mentioned: Vec<bool>,
}

/// An entry of a `lint_ignore`.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) origin: Origin,
    /// The rule that it names.
    pub(crate) rule: &'a str,
    pub(crate) node: Value<'a>,
}

impl<'a> Suppressions<'a> {
    pub(crate) fn of(repository: &'a Repository, config: &'a Config, today: Option<&'a str>) -> Self {
        let finder = memmem::Finder::new("\"lint_ignore\"");
        let mentions = |it: &Source| finder.find(it.document.text().as_bytes()).is_some();
        let mentioned = repository.sources().iter().map(mentions).collect();
        Self { repository, config, today, mentioned }
    }

    /// The entry because of which a finding does not count, and its reason: the construct of the finding, or one around
    /// it, carries a suppression of its rule.
    pub(crate) fn of_draft(&self, draft: &Draft, id: &str) -> Option<(NodeId, String)> {
        if !self.mentioned[draft.place.file.0 as usize] {
            return None;
        }
        let file = draft.place.file;
        let document = &self.repository.source(file).document;
        let mut node = match &draft.subject {
            Subject::Construct(origin) => Some(self.repository.node(*origin)),
            Subject::Pointer(pointer) => document.at_pointer(pointer),
        };
        while let Some(it) = node {
            let mut entries = it.get("lint_ignore").into_iter().flat_map(Value::elements);
            if let Some((entry, reason)) = entries.find_map(|entry| Some((entry, covers(entry, id, self.today)?))) {
                return Some((entry.id(), reason));
            }
            node = it.parent();
        }
        None
    }

    /// The entries of a file that have a reason and a day to come, and are not among those that took something away.
    pub(crate) fn idle(&self, file: FileId, used: &[NodeId]) -> Vec<Entry<'a>> {
        if !self.mentioned[file.0 as usize] {
            return Vec::new();
        }
        let mut idle = Vec::new();
        let mut pending: Vec<Value<'a>> = self.repository.source(file).document.root().into_iter().collect();
        while let Some(node) = pending.pop() {
            let entries = node.get("lint_ignore").into_iter().flat_map(Value::elements);
            for node in entries.filter(|it| !used.contains(&it.id())) {
                let id = node.get("rule").and_then(Value::as_str);
                let rule = id.and_then(|it| self.config.identity(&it));
                if let Some(rule) = rule.filter(|it| covers(node, it.id, self.today).is_some()) {
                    idle.push(Entry { origin: Origin { file, node: node.id() }, rule: rule.id, node });
                }
            }
            let is_attribute = is_attribute(node);
            pending.extend(node.members().filter(|it| !is_attribute || it.name() != "value").map(|it| it.value));
            pending.extend(node.elements());
        }
        idle
    }
}

/// Whether a node is an attribute, whose value is another tool's data, whatever its keys are called.
fn is_attribute(node: Value<'_>) -> bool {
    let list = node.parent().filter(|it| it.kind() == Kind::Array);
    list.and_then(Value::key).and_then(Value::as_str).is_some_and(|it| it == "attributes")
}

/// The reason of a suppression, when it has one, is about the rule, and its last day has not passed.
fn covers(entry: Value<'_>, rule: &str, today: Option<&str>) -> Option<String> {
    let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default();
    let reason = text("reason").trim().to_owned();
    (text("rule") == rule && !reason.is_empty() && !is_over(&text("expires"), today)).then_some(reason)
}

/// Whether a day has passed; days are written so that their texts sort like them, and what is no day never passes.
pub(crate) fn is_over(day: &str, today: Option<&str>) -> bool {
    let is_day = day.len() == 10 && day.bytes().all(|it| it.is_ascii_digit() || it == b'-');
    is_day && today.is_some_and(|today| day < today)
}

#[cfg(test)]
mod tests {
    use apigen_model::{FileId, NoImports, Repository, Role, Settings, SourceFile};

    use super::{Suppressions, is_over};
    use crate::Config;

    fn idle(text: &str) -> usize {
        let file = SourceFile { path: "a.json".to_owned(), bytes: text.as_bytes().to_vec(), role: Role::Checked };
        let repository = Repository::build(vec![file], &Settings::default(), &NoImports);
        Suppressions::of(&repository, &Config::default(), None).idle(FileId(0), &[]).len()
    }

    #[test]
    fn data_of_other_tools_suppresses_nothing() {
        let ignore = r#""lint_ignore": [{ "rule": "type-unused", "reason": "known" }]"#;
        let attribute = |more: &str| format!(r#"{{ "name": "a", "attributes": [{{ "name": "tool", {more} }}] }}"#);
        assert_eq!(idle(&attribute(ignore)), 1, "on an attribute it is ours");
        assert_eq!(idle(&attribute(&format!(r#""value": {{ {ignore} }}"#))), 0, "in its value it is not");
        let model = format!(r#"{{ "name": "a", "models": {{ "attributes": {{ "value": {{ {ignore} }} }} }} }}"#);
        assert_eq!(idle(&model), 1, "a model may be called so");
    }

    #[test]
    fn the_last_day_still_counts() {
        assert!(!is_over("2027-01-31", Some("2027-01-31")));
        assert!(is_over("2027-01-31", Some("2027-02-01")));
        assert!(!is_over("2027-01-31", None));
        assert!(!is_over("", Some("2027-02-01")) && !is_over("soon", Some("2027-02-01")));
    }
}
