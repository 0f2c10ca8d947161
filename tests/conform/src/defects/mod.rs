//! What can be wrong with the depot: one file a group, and the switch that turns one defect on.

mod access;
mod events;
mod input;
mod protocol;
mod query;
mod state;
mod switch;
mod wire;

pub use access::Access;
pub use events::Events;
pub use input::Input;
pub use protocol::Protocol;
pub use query::Query;
pub use state::State;
pub use switch::Switch;
pub use wire::Wire;

pub(crate) use input::overlooks;
pub(crate) use wire::spoil;

/// Declares the defects of one group: variant, code, the law that it breaks, one line of description.
macro_rules! group {
    ($(#[$about:meta])* $group:ident { $($variant:ident $code:literal $law:literal $line:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $group {
            $(#[doc = $line] $variant,)*
        }

        impl $group {
            /// All of the group, in their order.
            pub(super) const ALL: &'static [$crate::defects::Defect] =
                &[$($crate::defects::Defect::$group(Self::$variant),)*];

            /// Code, law and description.
            pub(super) const fn facts(self) -> $crate::defects::Facts {
                match self {
                    $(Self::$variant => $crate::defects::Facts { code: $code, law: $law, line: $line },)*
                }
            }
        }

        impl From<$group> for $crate::defects::Defect {
            fn from(one: $group) -> Self {
                Self::$group(one)
            }
        }
    };
}
use group;

/// What is known of a defect.
#[derive(Debug, Clone, Copy)]
struct Facts {
    code: &'static str,
    law: &'static str,
    line: &'static str,
}

/// One thing that is wrong with the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Defect {
    /// What answers look like.
    Wire(Wire),
    /// What is taken and refused.
    Input(Input),
    /// What is kept.
    State(State),
    /// What lists show.
    Query(Query),
    /// What HTTP asks for.
    Protocol(Protocol),
    /// Who may see what.
    Access(Access),
    /// What is published.
    Events(Events),
}

impl Defect {
    /// Every defect there is, group by group.
    pub fn all() -> Vec<Self> {
        [Wire::ALL, Input::ALL, State::ALL, Query::ALL, Protocol::ALL, Access::ALL, Events::ALL].concat()
    }

    /// The defect of that code.
    pub fn of(code: &str) -> Option<Self> {
        Self::all().into_iter().find(|it| it.code() == code)
    }

    /// Its name: words with hyphens.
    pub fn code(self) -> &'static str {
        self.facts().code
    }

    /// The law that it breaks.
    pub fn law(self) -> &'static str {
        self.facts().law
    }

    /// What is wrong, in one line.
    pub fn line(self) -> &'static str {
        self.facts().line
    }

    fn facts(self) -> Facts {
        match self {
            Self::Wire(it) => it.facts(),
            Self::Input(it) => it.facts(),
            Self::State(it) => it.facts(),
            Self::Query(it) => it.facts(),
            Self::Protocol(it) => it.facts(),
            Self::Access(it) => it.facts(),
            Self::Events(it) => it.facts(),
        }
    }
}
