//! Reading members: dispatch by key, and scalars with the leniency that real files need.

use std::borrow::Cow;
use std::marker::PhantomData;

use apigen_syntax::{Document, Kind, Span, Value};
use smol_str::SmolStr;

use super::keys::Construct;
use crate::{Enum, FileId, Model, Origin, Place, Problem, ProblemKind, Union, names};

/// Reads the constructs of one file; declarations found inside others are collected beside.
pub(super) struct Reader<'d> {
    file: FileId,
    document: PhantomData<&'d Document>,
    pub(super) problems: Vec<Problem>,
    pub(super) inline_enums: Vec<Enum>,
    pub(super) inline_models: Vec<Model>,
    pub(super) inline_unions: Vec<Union>,
    pub(super) inline_interfaces: Vec<crate::Interface>,
}

/// A named construct, and its own key that says the name; none when it stands under its name.
#[derive(Clone, Copy)]
pub(super) struct Item<'d, 'n> {
    pub(super) name: &'n str,
    pub(super) key: &'static str,
    pub(super) node: Value<'d>,
}

impl Item<'_, '_> {
    /// Whether the key is the one that says the name, which is read already.
    pub(super) fn is_named_by(&self, key: &str) -> bool {
        self.key == key && !key.is_empty()
    }
}

/// What a closure did with a key.
pub(super) enum Key {
    /// It is one of the construct's.
    Read,
    /// It is not.
    Unknown,
}

impl<'d> Reader<'d> {
    pub(super) fn new(file: FileId) -> Self {
        Self {
            file,
            document: PhantomData,
            problems: Vec::new(),
            inline_enums: Vec::new(),
            inline_models: Vec::new(),
            inline_unions: Vec::new(),
            inline_interfaces: Vec::new(),
        }
    }

    pub(super) fn origin(&self, node: Value<'_>) -> Origin {
        Origin { file: self.file, node: node.id() }
    }

    pub(super) fn problem(&mut self, span: Span, node: Value<'_>, kind: ProblemKind) {
        self.problems.push(Problem { place: Place { file: self.file, span }, pointer: node.pointer(), kind });
    }

    /// Hands every member to `read`; a key that it does not know is reported, and read under the name it was
    /// certainly meant to have.
    pub(super) fn members(
        &mut self,
        construct: &'static Construct,
        node: Value<'d>,
        mut read: impl FnMut(&mut Self, &str, Value<'d>) -> Key,
    ) {
        for member in node.members() {
            let name = member.name();
            if matches!(read(self, &name, member.value), Key::Unknown) {
                let (adopted, suggestion) = self.unknown_key(construct, node, &name, member.value);
                if let (true, Some(key)) = (adopted, suggestion) {
                    read(self, key, member.value);
                }
            }
        }
    }

    fn unknown_key(
        &mut self,
        construct: &'static Construct,
        node: Value<'d>,
        key: &str,
        value: Value<'d>,
    ) -> (bool, Option<&'static str>) {
        let plural = construct.keys.iter().copied().find(|it| it.strip_suffix('s') == Some(key));
        let adopted = plural.is_some_and(|it| node.get(it).is_none());
        let suggestion = plural.or_else(|| names::nearest(key, construct.keys.iter().copied()));
        let owner = describe(construct.word, node);
        let kind = ProblemKind::UnknownKey { owner, key: key.to_owned(), suggestion, adopted, allowed: construct.keys };
        let span = value.key().unwrap_or(value).span();
        self.problem(span, value, kind);
        (adopted, suggestion)
    }

    /// Whether the value is an object; anything else is reported.
    pub(super) fn is_object(&mut self, construct: &Construct, node: Value<'d>) -> bool {
        if node.kind() == Kind::Object {
            return true;
        }
        self.wrong_shape(construct, node, "an object");
        false
    }

    /// Reports a value that should hold a construct, or several, and is of another kind.
    pub(super) fn wrong_shape(&mut self, construct: &Construct, node: Value<'d>, expected: &'static str) {
        if node.kind() == Kind::Invalid {
            return; // The text is already reported.
        }
        let (owner, key) = match node.key().and_then(Value::as_str) {
            Some(key) => (String::new(), key.into_owned()),
            None => (construct.word.to_owned(), String::new()),
        };
        self.problem(node.span(), node, ProblemKind::WrongKind { owner, key, expected, found: kind_word(node) });
    }

    pub(super) fn wrong_kind(&mut self, word: &str, node: Value<'d>, expected: &'static str) {
        if node.kind() == Kind::Invalid {
            return; // The text is already reported.
        }
        let key = node.key().and_then(Value::as_str).map_or_else(|| word.to_owned(), Cow::into_owned);
        let kind = ProblemKind::WrongKind { owner: parent_words(word, node), key, expected, found: kind_word(node) };
        self.problem(node.span(), node, kind);
    }

    pub(super) fn missing(&mut self, construct: &Construct, node: Value<'d>, key: &'static str) {
        let owner = describe(construct.word, node);
        let span = node.key().unwrap_or(node).span();
        let span = Span::new(span.start, span.end.min(span.start.saturating_add(opening(node, span))));
        self.problem(span, node, ProblemKind::MissingKey { owner, key });
    }

    /// A string that must not be blank. A number or boolean is read as text and reported.
    pub(super) fn text(&mut self, construct: &Construct, node: Value<'d>) -> Option<SmolStr> {
        let text = self.free_text(construct, node)?;
        if crate::types::trim(&text).is_empty() {
            let owner = parent_words(construct.word, node);
            let key = key_of(node);
            self.problem(node.span(), node, ProblemKind::Blank { owner, key });
            return None;
        }
        Some(text)
    }

    /// A string, blank or not, such as a description.
    pub(super) fn free_text(&mut self, construct: &Construct, node: Value<'d>) -> Option<SmolStr> {
        match node.kind() {
            Kind::String => node.as_str().map(SmolStr::from),
            Kind::Null => None,
            Kind::Number | Kind::Bool => {
                self.loose(construct, node, "a string", apigen_syntax::quote(node.raw()));
                Some(SmolStr::new(node.raw()))
            }
            _ => {
                self.wrong_kind(construct.word, node, "a string");
                None
            }
        }
    }

    /// A boolean; the strings `"true"` and `"false"` are read and reported.
    pub(super) fn flag(&mut self, construct: &Construct, node: Value<'d>) -> Option<bool> {
        if let Some(flag) = node.as_bool() {
            return Some(flag);
        }
        let text = node.as_str().unwrap_or_default();
        let flag = ["false", "true"].iter().position(|it| text.eq_ignore_ascii_case(it)).map(|it| it == 1);
        match flag {
            Some(flag) => self.loose(construct, node, "a boolean", flag.to_string()),
            None if node.is_null() => {}
            None => self.wrong_kind(construct.word, node, "a boolean"),
        }
        flag
    }

    /// A 64-bit integer; `"1"` and `1.00` are read and reported.
    pub(super) fn integer(&mut self, construct: &Construct, node: Value<'d>) -> Option<i64> {
        let text = match node.kind() {
            Kind::Number => Cow::Borrowed(node.number_text()?),
            Kind::String => node.as_str()?,
            Kind::Null => return None,
            _ => {
                self.wrong_kind(construct.word, node, "an integer");
                return None;
            }
        };
        let text = crate::types::trim(&text);
        let fraction = text.split_once('.').filter(|(_, it)| !it.is_empty() && it.bytes().all(|it| it == b'0'));
        let integral = fraction.map_or(text, |(whole, _)| whole);
        let digits = integral.strip_prefix('-').unwrap_or(integral);
        let is_integer = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
        match integral.parse::<i64>() {
            Ok(number) => {
                if node.kind() == Kind::String || integral != text {
                    self.loose(construct, node, "an integer", number.to_string());
                }
                Some(number)
            }
            Err(_) if is_integer => {
                self.out_of_range(construct, node, "the range of 64-bit integers");
                None
            }
            Err(_) => {
                self.wrong_kind(construct.word, node, "an integer");
                None
            }
        }
    }

    /// An integer from 0 to `u32::MAX`.
    pub(super) fn small(&mut self, construct: &Construct, node: Value<'d>) -> Option<u32> {
        let number = self.integer(construct, node)?;
        let small = u32::try_from(number).ok();
        if small.is_none() {
            self.out_of_range(construct, node, "the range from 0 to 4294967295");
        }
        small
    }

    pub(super) fn out_of_range(&mut self, construct: &Construct, node: Value<'d>, expected: &'static str) {
        let owner = parent_words(construct.word, node);
        let key = key_of(node);
        self.problem(node.span(), node, ProblemKind::OutOfRange { owner, key, expected });
    }

    fn loose(&mut self, construct: &Construct, node: Value<'d>, expected: &'static str, literal: String) {
        let owner = parent_words(construct.word, node);
        let key = key_of(node);
        self.problem(node.span(), node, ProblemKind::Loose { owner, key, expected, literal });
    }

    /// A list of strings; a single string counts as a list of one.
    pub(super) fn texts(&mut self, construct: &Construct, node: Value<'d>) -> Vec<SmolStr> {
        match node.kind() {
            Kind::Array => node.elements().filter_map(|it| self.text(construct, it)).collect(),
            Kind::String => self.text(construct, node).into_iter().collect(),
            Kind::Null => Vec::new(),
            _ => {
                self.wrong_kind(construct.word, node, "a list of strings");
                Vec::new()
            }
        }
    }

    /// The elements of a list of constructs.
    pub(super) fn list<T>(
        &mut self,
        construct: &'static Construct,
        node: Value<'d>,
        mut read: impl FnMut(&mut Self, Value<'d>) -> Option<T>,
    ) -> Vec<T> {
        if node.kind() != Kind::Array {
            if !node.is_null() {
                self.wrong_shape(construct, node, "a list");
            }
            return Vec::new();
        }
        let mut all = Vec::with_capacity(node.len());
        for element in node.elements() {
            if self.is_object(construct, element) {
                all.extend(read(self, element));
            }
        }
        all
    }

    /// The constructs of a section: an object keyed by name, or the expanded form's list of objects with names.
    pub(super) fn section<T>(
        &mut self,
        construct: &'static Construct,
        name_key: &'static str,
        node: Value<'d>,
        mut read: impl FnMut(&mut Self, Item<'d, '_>) -> T,
    ) -> Vec<T> {
        let mut all = Vec::with_capacity(node.len());
        match node.kind() {
            Kind::Object => {
                for member in node.members() {
                    if self.is_object(construct, member.value) {
                        let name = member.name();
                        if name.trim().is_empty() {
                            let (owner, key) = (construct.word.to_owned(), name_key.to_owned());
                            self.problem(member.key_span(), member.value, ProblemKind::Blank { owner, key });
                        }
                        all.push(read(self, Item { name: &name, key: "", node: member.value }));
                    }
                }
            }
            Kind::Array => {
                for element in node.elements() {
                    if self.is_object(construct, element) {
                        let name = self.given_name(construct, name_key, element);
                        all.push(read(self, Item { name: &name, key: name_key, node: element }));
                    }
                }
            }
            Kind::Null => {}
            _ => self.wrong_shape(construct, node, "an object or a list"),
        }
        all
    }

    /// The name that an element of a list gives itself; empty when there is none, which is reported.
    fn given_name(&mut self, construct: &Construct, key: &'static str, node: Value<'d>) -> SmolStr {
        if lacks(node, key) {
            self.missing(construct, node, key);
        }
        node.get(key).and_then(|it| self.text(construct, it)).unwrap_or_default()
    }
}

/// Whether a construct has no such member, or `null` in its place.
pub(super) fn lacks(node: Value<'_>, key: &str) -> bool {
    node.get(key).is_none_or(Value::is_null)
}

/// The kind of a value in words.
pub(super) fn kind_word(node: Value<'_>) -> &'static str {
    match node.kind() {
        Kind::Null => "null",
        Kind::Bool => "a boolean",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Array => "a list",
        Kind::Object => "an object",
        Kind::Invalid => "nothing",
    }
}

/// A construct in words: its kind and, when it has one, its name.
pub(super) fn describe(word: &str, node: Value<'_>) -> String {
    match name_of(word, node).filter(|it| !it.trim().is_empty()) {
        Some(name) => format!("{word} `{name}`"),
        None => word.to_owned(),
    }
}

/// What tells a construct apart: its name, the key it stands under, or what it says first.
fn name_of<'d>(word: &str, node: Value<'d>) -> Option<Cow<'d, str>> {
    let text = |key: &str| node.get(key)?.as_str();
    if let Some(name) = text("name").or_else(|| text(word)) {
        return Some(name);
    }
    if let Some(key) = node.key() {
        return key.as_str().filter(|it| it != word);
    }
    match text("method") {
        Some(method) => match text("path") {
            Some(path) => Some(Cow::Owned(format!("{method} {path}"))),
            None => Some(method),
        },
        // The type of a field says nothing about which field it is.
        None if matches!(word, "union type" | "resource") => text("type"),
        None => text("uri"),
    }
}

/// The construct that holds a member, in words; an element of a list speaks for the list's holder.
fn parent_words(word: &str, node: Value<'_>) -> String {
    let parent = node.parent().and_then(|it| if it.kind() == Kind::Array { it.parent() } else { Some(it) });
    parent.map_or_else(|| word.to_owned(), |it| describe(word, it))
}

/// The key a value stands under; that of its list for an element.
fn key_of(node: Value<'_>) -> String {
    let key = node.key().or_else(|| node.parent()?.key());
    key.and_then(Value::as_str).map(Cow::into_owned).unwrap_or_default()
}

/// How much of a construct without name is marked: its opening bracket says enough.
fn opening(node: Value<'_>, span: Span) -> u32 {
    if node.key().is_some() { span.len() } else { 1 }
}
