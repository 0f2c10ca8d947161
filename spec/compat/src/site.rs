//! Where a change is: a chain of constructs from the definition down, which becomes text only when there is something
//! to report.

use apigen_model::{Definition, Operation, Origin, TypeId};

use crate::judge::Weights;
use crate::pair::Pair;
use crate::rule::Kind;

/// A construct on its way down from the definition.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Site<'a> {
    /// What holds it.
    pub(crate) parent: Option<&'a Site<'a>>,
    pub(crate) kind: Kind,
    pub(crate) name: Name<'a>,
    /// Where both sides use it.
    pub(crate) weights: Weights,
    /// The constructs on both sides, for places of what has none of its own.
    pub(crate) origin: Pair<Origin>,
    /// The type that it is, or is a part of.
    pub(crate) ty: Option<Pair<TypeId>>,
}

/// What a construct is called.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Name<'a> {
    /// A plain name.
    Text(&'a str),
    /// Method and path.
    Operation(&'a Operation),
    /// A list of names, such as the fields of an index.
    List(&'a [smol_str::SmolStr]),
    /// Nothing: there is only one.
    Only,
}

impl Name<'_> {
    fn text(self) -> String {
        match self {
            Self::Text(text) => text.to_owned(),
            Self::Operation(it) => it.label(),
            Self::List(all) => all.join(", "),
            Self::Only => String::new(),
        }
    }

    /// The name in fingerprints, which do not depend on what path variables are called.
    fn identity(self) -> String {
        match self {
            Self::Operation(it) => format!("{} {}", it.method, anonymous(&it.path)),
            other => other.text(),
        }
    }
}

impl<'a> Site<'a> {
    /// Where every chain begins; nothing uses a definition as a whole.
    pub(crate) fn of_definition(pair: Pair<&'a Definition>) -> Self {
        Self {
            parent: None,
            kind: Kind::Definition,
            name: Name::Text(&pair.either().namespace),
            weights: Weights::NONE,
            origin: pair.map(|it| it.meta.origin),
            ty: None,
        }
    }
}

impl Site<'_> {
    /// A part of this construct; it is used where this one is.
    pub(crate) fn part<'b>(&'b self, kind: Kind, name: Name<'b>, origin: Pair<Origin>) -> Site<'b> {
        Site { parent: Some(self), kind, name, weights: self.weights, origin, ty: self.ty }
    }

    /// The same construct, used elsewhere.
    pub(crate) fn used(self, weights: Weights) -> Self {
        Self { weights, ..self }
    }

    /// The address in names: `io.acme.user.v0/type/user/field/email`.
    pub(crate) fn path(&self) -> String {
        let own = self.name.identity();
        match self.parent {
            None => own,
            Some(parent) if own.is_empty() => format!("{}/{}", parent.path(), self.kind.word()),
            Some(parent) => format!("{}/{}/{own}", parent.path(), self.kind.word()),
        }
    }

    /// The namespace of the definition.
    pub(crate) fn namespace(&self) -> String {
        self.parent.map_or_else(|| self.name.text(), Site::namespace)
    }

    /// The resource that the construct belongs to; empty outside of resources.
    pub(crate) fn resource(&self) -> String {
        if self.kind == Kind::Resource {
            return self.name.text();
        }
        self.parent.map(Site::resource).unwrap_or_default()
    }

    /// What people call the whole that a change is in: the type, operation, stream, table or definition around it.
    pub(crate) fn subject(&self) -> String {
        let mut whole = self;
        while let Some(parent) = whole.parent.filter(|_| !is_whole(whole.kind)) {
            whole = parent;
        }
        whole.name.text()
    }

    /// The same for what is a whole itself: what it is part of.
    pub(crate) fn owner(&self) -> String {
        self.parent.map_or_else(|| self.subject(), Site::subject)
    }

    /// What messages call the construct inside its whole: the word and the name, such as `response 401`.
    pub(crate) fn it(&self) -> String {
        let (word, name) = (self.kind.noun(), self.name.text());
        match self.kind {
            Kind::Body => word.to_owned(),
            Kind::Response => format!("{word} {name}"),
            Kind::ResponseHeader => {
                let response = self.parent.map(Site::it).unwrap_or_default();
                format!("header `{name}` of {response}")
            }
            _ => format!("{word} `{name}`"),
        }
    }
}

/// Whether people think of it as a thing of its own.
fn is_whole(kind: Kind) -> bool {
    matches!(kind, Kind::Definition | Kind::Type | Kind::Resource | Kind::Operation | Kind::Stream | Kind::Table)
}

/// A path in which variables have no names: clients cannot tell `/users/:id` from `/users/:guid`.
pub(crate) fn anonymous(path: &str) -> String {
    let segments = path.split('/').map(|segment| match segment.strip_prefix(':') {
        Some(variable) => variable.find('.').map_or_else(|| ":".to_owned(), |dot| format!(":{}", &variable[dot..])),
        None => segment.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_variables_do_not_count() {
        assert_eq!(anonymous("/users/:id/export/:guid.csv"), "/users/:/export/:.csv");
        assert_eq!(anonymous("/"), "/");
    }
}
