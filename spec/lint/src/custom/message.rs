//! Texts of findings: with `{property}` where a property of the thing goes.

use std::ops::Range;

use super::fault::Fault;
use super::property::{Property, Shape, Value};
use super::thing::{Kind, Thing};

/// A text with properties in it.
#[derive(Debug, Clone)]
pub(super) struct Template(Vec<Part>);

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    /// The word for what the thing is.
    Kind,
    Property(Property),
}

impl Template {
    /// Reads a text, which stands at `span`; what it asks for must be a property of all the kinds.
    pub(super) fn parse(text: &str, span: &Range<usize>, kinds: &[Kind]) -> Result<Self, Fault> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, behind)) = after.split_once('}') else {
                return Err(Fault::new(span, "a `{` in this message has no `}`"));
            };
            parts.push(Part::Text(before.to_owned()));
            parts.push(Self::part(name, span, kinds)?);
            rest = behind;
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self(parts))
    }

    fn part(name: &str, span: &Range<usize>, kinds: &[Kind]) -> Result<Part, Fault> {
        if name == "kind" {
            return Ok(Part::Kind);
        }
        let is_text = |it: &Property| !matches!(it.shape(), Shape::Parts(_) | Shape::Attributes);
        let property = Property::parse(name, kinds).filter(is_text);
        let known = || {
            let names = Property::names(kinds).into_iter();
            names.filter(|it| Property::parse(it, kinds).as_ref().is_some_and(is_text)).collect::<Vec<_>>()
        };
        property.map(Part::Property).ok_or_else(|| Fault::unknown(span, "property", name, &known()))
    }

    /// The text for a thing.
    pub(super) fn write(&self, thing: &Thing<'_>) -> String {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Text(it) => text.push_str(it),
                Part::Kind => text.push_str(thing.kind().word()),
                Part::Property(it) => text.push_str(&shown(&it.of(thing))),
            }
        }
        text
    }
}

fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Absent => String::new(),
        Value::Text(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::Flag(it) => it.to_string(),
        Value::Texts(all) => all.join(", "),
        Value::Things(all) => {
            let name = |it: &Thing<'_>| Property::parse("name", &[it.kind()]).map(|name| shown(&name.of(it)));
            all.iter().filter_map(name).collect::<Vec<_>>().join(", ")
        }
    }
}
