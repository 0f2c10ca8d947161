//! What to send, in order: a pure function of a service and settings.
//!
//! The number of cases is linear in operations, parameters and fields; nothing is ever multiplied.

mod lines;
mod negative;
mod protocol;
mod query;
mod valid;

use apigen_model::Json;
use apigen_model::lifecycle::Role;

use crate::Service;
use crate::check::Rule;
use crate::settings::Settings;
use crate::values::{Edit, Maker, Row};

pub(crate) use query::{filtered, pages};
pub(crate) use valid::is_idempotency_key;

/// The cases of a run, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What values follow from.
    pub seed: u64,
    /// The cases.
    pub cases: Vec<Case>,
}

/// One thing to provoke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// `phase/operation/place/class`: the same in every plan of the same definition.
    pub id: String,
    /// When its turn comes.
    pub phase: Phase,
    /// The operation it is about.
    pub operation: usize,
    /// What is done.
    pub action: Action,
}

/// The parts of a run, in order: what shows most in fewest requests comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Ordinary calls, and the examples of the definition.
    Examples,
    /// Objects from their creation to their end.
    Lifecycle,
    /// Lists: pages, filters, orders.
    Query,
    /// Credentials, methods, media types.
    Protocol,
    /// Valid values at the edges of what is allowed.
    Boundary,
    /// Invalid values.
    Negative,
    /// Anything, from the seed.
    Random,
}

impl Phase {
    /// All of them, in order.
    pub const ALL: [Self; 7] =
        [Self::Examples, Self::Lifecycle, Self::Query, Self::Protocol, Self::Boundary, Self::Negative, Self::Random];

    /// The first part of ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Examples => "examples",
            Self::Lifecycle => "lifecycle",
            Self::Query => "query",
            Self::Protocol => "protocol",
            Self::Boundary => "boundary",
            Self::Negative => "negative",
            Self::Random => "random",
        }
    }
}

/// What is done in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// A valid call.
    Call(Row),
    /// A valid call with one optional parameter.
    Parameter {
        /// Its name.
        name: String,
        /// Its texts.
        texts: Vec<String>,
    },
    /// A call with one flaw in its body.
    BodyFlaw {
        /// Where.
        pointer: String,
        /// The rule that is broken.
        rule: Rule,
        /// The change.
        edit: Edit,
    },
    /// A call with one flaw in a parameter; without texts the parameter is left out.
    ParameterFlaw {
        /// Its name.
        name: String,
        /// The rule that is broken.
        rule: Rule,
        /// What is sent instead.
        texts: Vec<String>,
    },
    /// A body that is no JSON.
    Malformed(&'static str),
    /// A valid body that is called something else.
    MediaType(&'static str),
    /// A query parameter that nothing declares.
    UnknownParameter,
    /// A method that is not declared for the path.
    Method(&'static str),
    /// `HEAD` where `GET` is declared.
    Head,
    /// A call without credentials.
    NoCredentials,
    /// A call with credentials that nobody was given.
    WrongCredentials,
    /// A call with credentials under a scheme that the service does not know.
    WrongScheme,
    /// A call without credentials, about an object that was never there.
    NobodyAboutNothing,
    /// A call about an object that was never there.
    Absent,
    /// A call about an object by a path that another one lies above.
    WrongParent,
    /// A value that names an object which was never there.
    Dangling(String),
    /// A write that names a version which was never there.
    Stale,
    /// A path that is not declared.
    Path,
    /// An object from its creation to its end.
    Lifecycle,
    /// A second object with a value that only one may have.
    Conflict(Vec<String>),
    /// An object whose key needs encoding.
    PathValue(&'static str),
    /// A creation that is repeated with the same key.
    Repeated,
    /// All pages of a list.
    Walk {
        /// The size of a page; the default one when there is none.
        size: Option<i64>,
    },
    /// The page after the last one.
    PastTheEnd,
    /// A page behind a cursor that the service has never given.
    Cursor {
        /// The parameter.
        name: String,
        /// What it says.
        text: &'static str,
    },
    /// A list that is filtered by the value of an object that is there.
    Filter(String),
    /// A list in an order.
    Sort {
        /// The parameter.
        parameter: String,
        /// What it says.
        value: String,
    },
    /// A call with made-up values throughout.
    Random(u32),
}

impl Plan {
    /// The cases that show whether a service is what its definitions say.
    pub fn new(service: &Service<'_>, settings: &Settings) -> Self {
        let mut cases = Vec::new();
        for (index, call) in service.operations.iter().enumerate() {
            if settings.read_only && !call.is_safe() {
                continue;
            }
            let mut planner = Planner { service, settings, index, cases: &mut cases };
            planner.valid();
            planner.query();
            planner.protocol();
            if !settings.read_only {
                planner.negative();
            }
            planner.random();
        }
        // The order of operations within a phase is that of the definition.
        cases.sort_by_key(|it: &Case| it.phase);
        Self { seed: settings.seed, cases }
    }
}

/// Adds the cases of one operation.
struct Planner<'p, 'a> {
    service: &'p Service<'a>,
    settings: &'p Settings,
    index: usize,
    cases: &'p mut Vec<Case>,
}

impl<'p, 'a> Planner<'p, 'a> {
    fn call(&self) -> &'p crate::Call<'a> {
        &self.service.operations[self.index]
    }

    fn role(&self) -> Option<Role> {
        self.call().role.map(|it| it.0)
    }

    fn add(&mut self, phase: Phase, place: &str, class: &str, action: Action) {
        let name = self.call().name.replace('/', "~");
        let place = if place.is_empty() { "-" } else { place.trim_start_matches('/') };
        let id = format!("{}/{name}/{}/{class}", phase.as_str(), place.replace('/', "."));
        self.cases.push(Case { id, phase, operation: self.index, action });
    }
}

/// A value that stands for what only a run can know, of the kind that it has.
fn placeholder(repository: &apigen_model::Repository, reference: &apigen_model::Reference) -> Json {
    let fields = apigen_model::lifecycle::fields(repository, &reference.target);
    let field = fields.into_iter().find(|it| it.name == reference.field);
    let is_text = |ty: &apigen_model::Type| ty.is(apigen_model::Primitive::String);
    let mut maker = Maker::new(repository, apigen_chance::Rng::new(0), &|_| None);
    let made =
        field.filter(|it| !is_text(&it.ty)).and_then(|it| maker.value(&it.name, &it.ty, it.constraints.as_deref()));
    made.unwrap_or_else(|| Json::String(format!("$.{}", reference.field).into()))
}
