//! What a rule may ask while it looks at one thing.

use apigen_model::{Definition, Directions, Named, Origin, Place, Repository, Type};
use apigen_syntax::Edit;

use crate::CustomRules;
use crate::check::Name;
use crate::config::Options;
use crate::patterns::Patterns;

/// The surroundings of the thing a rule looks at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) repository: &'a Repository,
    pub(crate) definition: &'a Definition,
    /// The rule's configured options.
    pub(crate) options: Options<'a>,
    /// The regular expressions of the repository.
    pub(crate) patterns: &'a Patterns,
    /// Rules that the repository states itself.
    pub(crate) custom: &'a CustomRules,
    /// The day on which the repository is judged, when that is known.
    pub(crate) today: Option<&'a str>,
}

impl Context<'_> {
    /// The name of a construct: its key, or its `name` member.
    pub(crate) fn name(&self, origin: Origin) -> Place {
        self.repository.place(origin, self.repository.name_span(origin))
    }

    /// Where a name is written.
    pub(crate) fn name_place(&self, name: &Name<'_>) -> Place {
        if name.key.is_empty() { self.name(name.origin) } else { self.member(name.origin, name.key) }
    }

    /// The directions in which a type of this definition is used.
    pub(crate) fn directions(&self, named: Named<'_>) -> Directions {
        let id = self.repository.local(self.definition.id, named.name());
        id.map(|it| self.repository.polarity().of(it)).unwrap_or_default()
    }

    /// The edits that give a construct's member a value; none where it cannot be written.
    pub(crate) fn set(&self, origin: Origin, key: &str, text: &str) -> Vec<Edit> {
        crate::house::set_member(self, origin, key, Some(text))
    }

    /// The value of a construct's member; its name when there is no such member.
    pub(crate) fn member(&self, origin: Origin, key: &str) -> Place {
        self.repository.place(origin, self.repository.member_span(origin, key))
    }

    /// The whole construct.
    pub(crate) fn whole(&self, origin: Origin) -> Place {
        self.repository.place(origin, self.repository.node(origin).span())
    }

    /// The element of a construct's list member that equals a text; the member itself when there is none.
    pub(crate) fn element(&self, origin: Origin, key: &str, text: &str) -> Place {
        let list = self.repository.node(origin).get(key);
        let element = list.and_then(|it| it.elements().find(|it| it.as_str().is_some_and(|it| it == text)));
        element.map_or_else(|| self.member(origin, key), |it| self.repository.place(origin, it.span()))
    }

    /// A type as this definition writes it.
    pub(crate) fn label(&self, ty: &Type) -> String {
        self.repository.type_label(ty, self.definition.id)
    }
}
