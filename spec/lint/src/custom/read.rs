//! Reading rules from the text of an `apigen.toml`, with the place of everything that cannot be.

mod conditions;
mod value;

use std::ops::Range;

use apigen_model::Severity;
use smol_str::SmolStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use self::conditions::condition;
use self::value::{Entry, Reader, entries};
use super::condition::Condition;
use super::message::Template;
use super::thing::Kind;
use super::{CustomRule, Example, Fault, Verdict};
use crate::config::Level;

/// The keys of a rule.
const KEYS: &[&str] =
    &["severity", "select", "where", "require", "forbid", "message", "why", "help", "page", "good", "bad"];

/// The rules of a configuration, sorted by id.
pub(super) fn rules(text: &str) -> Result<Vec<CustomRule>, Vec<Fault>> {
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => return Err(vec![Fault::new(&error.span().unwrap_or_default(), error.message())]),
    };
    let mut reader = Reader::default();
    let mut rules = Vec::new();
    let custom = table.get_ref().get("custom").and_then(|it| reader.table(it, "rules by id"));
    for entry in custom.map(entries).unwrap_or_default() {
        rules.extend(rule(&mut reader, &entry));
    }
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    if reader.faults.is_empty() { Ok(rules) } else { Err(reader.faults) }
}

fn rule(reader: &mut Reader, entry: &Entry<'_>) -> Option<CustomRule> {
    check_id(reader, entry);
    let table = reader.table(entry.value, "a rule, which is a table")?;
    reader.only(table, "key of a rule", KEYS);
    let find = |key: &str| table.get(key);
    let mut text = |key: &str| find(key).and_then(|it| reader.text(it));
    let (why, help, page) = (text("why"), text("help"), text("page"));
    let message = text("message");
    let select = kinds(reader, entry, find("select"));
    let is_selected = !select.is_empty();
    let where_ = find("where").map_or_else(Condition::default, |it| condition(reader, it, &select));
    let verdict = verdict(reader, entry, table, &select);
    let severity = find("severity").map_or(Some(Severity::Warning), |it| severity(reader, it))?;
    let message = match (message, find("message")) {
        (Some(text), Some(at)) if is_selected => reader.result(Template::parse(&text, &at.span(), &select))?,
        (None, None) => {
            reader.fault(&entry.span, format!("rule `{}` has no `message`, which says what is wrong", entry.key));
            return None;
        }
        _ => return None,
    };
    let mut examples = Vec::new();
    for (key, is_good) in [("good", true), ("bad", false)] {
        let texts = find(key).map(|it| reader.spanned_texts(it)).unwrap_or_default();
        examples.extend(texts.into_iter().map(|(text, span)| {
            let at = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
            Example { text, is_good, span: apigen_syntax::Span::new(at(span.start), at(span.end)) }
        }));
    }
    Some(CustomRule {
        id: SmolStr::new(&entry.key),
        severity,
        why: why.map_or_else(|| SmolStr::new_static("this repository asks for it"), SmolStr::from),
        page: page.unwrap_or_default(),
        examples,
        help,
        message,
        select,
        condition: where_,
        verdict: verdict?,
    })
}

fn check_id(reader: &mut Reader, entry: &Entry<'_>) {
    let id = entry.key.as_str();
    let is_word = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
    if !id.split('-').all(is_word) {
        let message = format!("`{id}` is no id: write words in lower case with `-` between them");
        reader.fault(&entry.span, message);
    } else if crate::rule(id).is_some() || id == "baseline-outdated" {
        reader.fault(&entry.span, format!("there is a rule `{id}` already; choose another id"));
    }
}

fn kinds(reader: &mut Reader, entry: &Entry<'_>, value: Option<&Spanned<DeValue<'_>>>) -> Vec<Kind> {
    let Some(value) = value else {
        reader.fault(&entry.span, format!("rule `{}` has no `select`, which says what it looks at", entry.key));
        return Vec::new();
    };
    let mut kinds = Vec::new();
    for (word, span) in reader.spanned_texts(value) {
        match Kind::parse(&word) {
            Some(kind) => kinds.push(kind),
            None => reader.faults.push(Fault::unknown(&span, "kind of thing", &word, Kind::WORDS)),
        }
    }
    kinds
}

fn severity(reader: &mut Reader, value: &Spanned<DeValue<'_>>) -> Option<Severity> {
    let word = reader.text(value)?;
    let severity = Severity::parse(&word);
    if severity.is_none() {
        let known = [Level::Info, Level::Warning, Level::Error];
        let known: Vec<&'static str> = known.iter().filter_map(|it| Some(it.severity()?.as_str())).collect();
        reader.faults.push(Fault::unknown(&value.span(), "severity", &word, &known));
    }
    severity
}

fn verdict(reader: &mut Reader, entry: &Entry<'_>, table: &DeTable<'_>, kinds: &[Kind]) -> Option<Verdict> {
    let span: &Range<usize> = &entry.span;
    match (table.get("require"), table.get("forbid")) {
        (Some(it), None) => Some(Verdict::Require(condition(reader, it, kinds))),
        (None, Some(it)) => Some(Verdict::Forbid(condition(reader, it, kinds))),
        (Some(_), Some(it)) => {
            let message = "a rule requires or forbids something, not both; make two rules of it";
            reader.fault(&it.span(), message.to_owned());
            None
        }
        (None, None) => {
            let message = format!("rule `{}` asks for nothing: give it `require` or `forbid`", entry.key);
            reader.fault(span, message);
            None
        }
    }
}
