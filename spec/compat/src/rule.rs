//! What a rule is: its identity, its words, its mirror, and how much it matters in each direction.

use apigen_model::Severity;

use crate::Category;

/// A rule about changes.
#[derive(Debug)]
pub struct Rule {
    /// Its id: the word of its kind and what happened, in kebab case.
    pub id: &'static str,
    /// What it looks at.
    pub kind: Kind,
    /// What it reports, in a sentence.
    pub what: &'static str,
    /// Why that matters, in a clause.
    pub why: &'static str,
    /// What to do instead.
    pub help: &'static str,
    /// The rule that reports the reverse edit.
    pub mirror: Mirror,
    /// How much it matters.
    pub(crate) judgement: Judgement,
}

impl Rule {
    /// What happened to the construct: the id without the word of the kind.
    pub fn action(&self) -> &'static str {
        let rest = self.id.strip_prefix(self.kind.word()).and_then(|it| it.strip_prefix('-'));
        rest.unwrap_or(self.id)
    }

    /// How much it matters, direction by direction, for the rule's page: what, category, severity.
    pub fn verdicts(&self) -> Vec<(&'static str, Category, Severity)> {
        match self.judgement {
            Judgement::Always(category, severity) => vec![("anywhere", category, severity)],
            Judgement::ByUse(it) => it.rows(),
        }
    }
}

/// The rule that reports the reverse edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mirror {
    /// The rule of the same kind with this action; what is harmful to readers of the one is harmful to writers of the
    /// other.
    Exact(&'static str),
    /// The rule of the same kind with this action; its verdicts are not the swapped ones, and this is why.
    Except(&'static str, &'static str),
}

impl Mirror {
    /// What happened in the reverse edit.
    pub fn action(self) -> &'static str {
        match self {
            Self::Exact(action) | Self::Except(action, _) => action,
        }
    }
}

/// The kinds of constructs that rules look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A whole definition.
    Definition,
    /// An enum, interface, model or union as such.
    Type,
    /// An enum.
    Enum,
    /// A value of an enum.
    EnumValue,
    /// A model or interface.
    Model,
    /// A field of a model or interface.
    Field,
    /// A union.
    Union,
    /// A member of a union.
    Member,
    /// A resource.
    Resource,
    /// An operation.
    Operation,
    /// A parameter of an operation.
    Parameter,
    /// A header that every request carries.
    Header,
    /// The body of a request.
    Body,
    /// A response.
    Response,
    /// A header of a response.
    ResponseHeader,
    /// A stream.
    Stream,
    /// A table.
    Table,
    /// An index of a table.
    Index,
    /// Anything that can be deprecated.
    Construct,
}

impl Kind {
    /// The word in ids.
    pub fn word(self) -> &'static str {
        match self {
            Self::Definition => "definition",
            Self::Type => "type",
            Self::Enum => "enum",
            Self::EnumValue => "enum-value",
            Self::Model => "model",
            Self::Field => "field",
            Self::Union => "union",
            Self::Member => "member",
            Self::Resource => "resource",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::Header => "header",
            Self::Body => "body",
            Self::Response => "response",
            Self::ResponseHeader => "response-header",
            Self::Stream => "stream",
            Self::Table => "table",
            Self::Index => "index",
            Self::Construct => "construct",
        }
    }

    /// What messages call one of them.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::EnumValue => "value",
            Self::ResponseHeader => "header",
            other => other.word(),
        }
    }
}

/// How much a rule's findings matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// The same wherever the construct is used.
    Always(Category, Severity),
    /// By the directions in which the construct is used.
    ByUse(Verdicts),
}

/// A severity a direction.
///
/// Old clients, old producers and old rows write what the new side reads; the new server and the new producer write
/// what the old side reads. So two severities say nearly everything, and exceptions are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdicts {
    pub(crate) request: Severity,
    pub(crate) response: Severity,
    pub(crate) published: Severity,
    pub(crate) consumed: Severity,
    pub(crate) stored: Severity,
    /// What it is to code that is generated again.
    pub(crate) source: Severity,
    /// The category in every direction, when it is not the direction's own.
    pub(crate) category: Option<Category>,
}

impl Verdicts {
    /// `old_writes`: the new side reads what the old one writes; `new_writes`: the other way round.
    pub(crate) const fn new(old_writes: Severity, new_writes: Severity) -> Self {
        Self {
            request: old_writes,
            response: new_writes,
            published: new_writes,
            consumed: old_writes,
            stored: old_writes,
            source: Severity::Info,
            category: None,
        }
    }

    pub(crate) const fn consumed(self, consumed: Severity) -> Self {
        Self { consumed, ..self }
    }

    pub(crate) const fn published(self, published: Severity) -> Self {
        Self { published, ..self }
    }

    pub(crate) const fn stored(self, stored: Severity) -> Self {
        Self { stored, ..self }
    }

    pub(crate) const fn source(self, source: Severity) -> Self {
        Self { source, ..self }
    }

    pub(crate) const fn category(self, category: Category) -> Self {
        Self { category: Some(category), ..self }
    }

    fn rows(self) -> Vec<(&'static str, Category, Severity)> {
        let category = |own: Category| self.category.unwrap_or(own);
        vec![
            ("in requests", category(Category::Wire), self.request),
            ("in responses", category(Category::Wire), self.response),
            ("in events, for consumers of before", category(Category::Event), self.published),
            ("in events, for producers of before", category(Category::Event), self.consumed),
            ("in tables", category(Category::Data), self.stored),
            ("in generated code", Category::Source, self.source),
        ]
    }
}
