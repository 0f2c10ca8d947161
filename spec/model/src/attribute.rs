//! What nearly every construct may carry: description, attributes, deprecation, annotations, suppressions.

use smol_str::SmolStr;

use crate::{Json, Origin};

/// What nearly every construct carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Where the construct was written.
    pub origin: Origin,
    /// Markdown for people.
    pub description: Option<SmolStr>,
    /// The rarely used rest.
    pub extras: Option<Box<Extras>>,
}

/// The part of [`Meta`] that few constructs have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extras {
    /// Free-form data for tools, in source order.
    pub attributes: Vec<Attribute>,
    /// Set when the construct is on its way out.
    pub deprecation: Option<Deprecation>,
    /// Rules that do not apply here, with the reasons.
    pub lint_ignore: Vec<LintIgnore>,
}

impl Meta {
    /// A construct without anything said about it.
    pub fn new(origin: Origin) -> Self {
        Self { origin, description: None, extras: None }
    }

    /// Free-form data for tools, in source order.
    pub fn attributes(&self) -> &[Attribute] {
        self.extras.as_ref().map_or(&[], |it| &it.attributes)
    }

    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes().iter().find(|it| it.name == name)
    }

    /// Set when the construct is on its way out.
    pub fn deprecation(&self) -> Option<&Deprecation> {
        self.extras.as_ref()?.deprecation.as_ref()
    }

    /// Rules that do not apply here, with the reasons.
    pub fn lint_ignore(&self) -> &[LintIgnore] {
        self.extras.as_ref().map_or(&[], |it| &it.lint_ignore)
    }
}

/// Free-form data for a tool: a name and a JSON object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The tool or topic the data is for.
    pub name: SmolStr,
    /// The data.
    pub value: Json,
    /// For people.
    pub description: Option<SmolStr>,
    /// Set when the attribute is on its way out.
    pub deprecation: Option<Deprecation>,
    /// Where it was written.
    pub origin: Origin,
}

/// Says that a construct is on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecation {
    /// What to use instead, and until when.
    pub description: Option<SmolStr>,
    /// Where it was written.
    pub origin: Origin,
}

/// A suppression: one rule that does not apply to a construct, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintIgnore {
    /// The rule's id.
    pub rule: SmolStr,
    /// Why the rule does not apply here.
    pub reason: Option<SmolStr>,
    /// Who decided.
    pub owner: Option<SmolStr>,
    /// The date (`2027-01-31`) after which the suppression no longer counts.
    pub expires: Option<SmolStr>,
    /// Where it was written.
    pub origin: Origin,
}

/// A declared annotation, such as `personal_data`, and the behaviour it brings to the fields that carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Its name.
    pub name: SmolStr,
    /// What logs do with the value: `redact`.
    pub log: Option<SmolStr>,
    /// Whether the value may stand in a URL: `forbid`.
    pub url: Option<SmolStr>,
    /// Whether the value may stand in an event: `forbid`.
    pub event: Option<SmolStr>,
    /// The severity of a change to a field that carries it.
    pub severity: Option<SmolStr>,
    /// Description and the rest.
    pub meta: Meta,
}
