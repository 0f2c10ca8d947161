//! Values of a configuration, and what is wrong when they are others than expected.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::custom::Fault;

/// Collects what is wrong.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) faults: Vec<Fault>,
}

/// A key with its value.
pub(super) struct Entry<'t> {
    pub(super) key: String,
    /// Where the key stands.
    pub(super) span: Range<usize>,
    pub(super) value: &'t Spanned<DeValue<'t>>,
}

/// The entries of a table in the order of the text.
pub(super) fn entries<'t>(table: &'t DeTable<'t>) -> Vec<Entry<'t>> {
    let mut all: Vec<Entry<'t>> =
        table.iter().map(|(key, value)| Entry { key: key.get_ref().to_string(), span: key.span(), value }).collect();
    all.sort_by_key(|it| it.span.start);
    all
}

impl Reader {
    pub(super) fn fault(&mut self, span: &Range<usize>, message: String) {
        self.faults.push(Fault::new(span, message));
    }

    pub(super) fn result<T>(&mut self, it: Result<T, Fault>) -> Option<T> {
        it.map_err(|it| self.faults.push(it)).ok()
    }

    /// Says that a value should be something else.
    pub(super) fn expected(&mut self, what: &str, value: &Spanned<DeValue<'_>>) {
        let found = value.get_ref().type_str();
        self.fault(&value.span(), format!("this should be {what}, and is of type {found}"));
    }

    pub(super) fn table<'t>(&mut self, value: &'t Spanned<DeValue<'t>>, what: &str) -> Option<&'t DeTable<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.expected(what, value);
        }
        table
    }

    /// Reports the keys of a table that are none of those.
    pub(super) fn only(&mut self, table: &DeTable<'_>, what: &str, known: &[&'static str]) {
        for entry in entries(table).iter().filter(|it| !known.contains(&it.key.as_str())) {
            self.faults.push(Fault::unknown(&entry.span, what, &entry.key, known));
        }
    }

    pub(super) fn text(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.expected("a text", value);
        }
        text
    }

    pub(super) fn flag(&mut self, value: &Spanned<DeValue<'_>>) -> Option<bool> {
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.expected("`true` or `false`", value);
        }
        flag
    }

    pub(super) fn number(&mut self, value: &Spanned<DeValue<'_>>) -> Option<i64> {
        let number = value.get_ref().as_integer().and_then(|it| i64::from_str_radix(it.as_str(), it.radix()).ok());
        if number.is_none() {
            self.expected("a whole number", value);
        }
        number
    }

    /// One text or a list of texts, each with its place.
    pub(super) fn spanned_texts(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<(String, Range<usize>)> {
        match value.get_ref() {
            DeValue::String(it) => vec![(it.to_string(), value.span())],
            DeValue::Array(all) => all.iter().filter_map(|it| Some((self.text(it)?, it.span()))).collect(),
            _ => {
                self.expected("a text or a list of texts", value);
                Vec::new()
            }
        }
    }

    pub(super) fn texts(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<String> {
        self.spanned_texts(value).into_iter().map(|(text, _)| text).collect()
    }
}
