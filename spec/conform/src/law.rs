//! What a law is: its code, its words, and what it looks at.

use apigen_model::{Json, Operation, Severity};

use crate::check::{AnswerFault, Rule};
use crate::exchange::{Answer, Failure, Request};
use crate::learn::{Object, World};
use crate::told::Told;
use crate::{Call, Service};

/// A law that services keep.
#[derive(Debug)]
pub struct Law {
    /// Kebab-case words that name what holds.
    pub code: &'static str,
    /// How much it matters when it is broken.
    pub severity: Severity,
    /// The release that brought it; for that minor release it only warns, unless it is the first.
    pub since: &'static str,
    /// Why it matters, in a clause.
    pub why: &'static str,
    /// Whether the definition decides, or the service's own ways do.
    pub licence: Licence,
    /// The source of the law's file, whose header is its page.
    pub(crate) source: &'static str,
    pub(crate) check: Check,
}

/// What makes a law bind a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Licence {
    /// The definition, or HTTP.
    Definition,
    /// The service itself: a matter of style counts only where the same service keeps the law elsewhere.
    Custom,
}

/// What a law looks at.
#[derive(Debug)]
pub(crate) enum Check {
    /// One exchange, with what was known before it.
    Answer(fn(&View<'_>, &mut Out)),
    /// The fastest of several answers of an operation.
    Fastest(fn(&View<'_>, &mut Out)),
    /// That no answer came.
    Failure(fn(&Failure, &mut Out)),
    /// All pages of a list.
    Walk(fn(&Walk<'_>, &mut Out)),
    /// An event, the write that declares it, or both.
    Event(fn(&Told<'_>, &mut Out)),
}

/// One exchange.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) call: Option<usize>,
    pub(crate) intent: Intent,
    pub(crate) request: Request,
    pub(crate) answer: Answer,
    /// The body, as data.
    pub(crate) sent: Option<Json>,
    /// The query and headers, by parameter.
    pub(crate) parameters: Vec<(String, String)>,
    /// The values of the variables of the store's path.
    pub(crate) parents: Vec<String>,
    /// What the path called the object.
    pub(crate) key: Option<String>,
    /// The object that the path leads to, when it is known.
    pub(crate) object: Option<usize>,
    /// Whether one case has the object for itself.
    pub(crate) is_private: bool,
}

/// What a request was sent for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Intent {
    /// To be accepted.
    Valid,
    /// To be accepted, with only what is required.
    Minimal,
    /// To be accepted, with values at edges; refusals are looked into before they are judged.
    Edges,
    /// To be accepted, with one value at an edge where an ordinary one was accepted.
    Edge { place: String, class: &'static str },
    /// To be refused, for one flaw.
    Flawed { place: String, rule: Rule },
    /// To be refused: the body is no JSON.
    Malformed,
    /// To be refused: the body is called something else.
    MediaType,
    /// To be refused, where services care.
    UnknownParameter,
    /// To be refused: nobody is calling.
    NoCredentials,
    /// To be refused: nobody knows who is calling.
    WrongCredentials,
    /// To find nothing.
    Absent,
    /// To be refused: another object has the value.
    Conflict { place: String },
    /// To be refused: the path has no such method.
    Method,
    /// To say what `GET` says, without the body; that answer comes along.
    Head(Box<Answer>),
    /// To have no second effect; the first answer comes along.
    Again(Box<Answer>),
    /// To find nothing: the page lies behind the last one.
    PastTheEnd,
    /// To be answered: only the service knows what such a value means.
    Opaque,
    /// To follow an address that the service gave; what should be there comes along.
    Address(Box<Option<Json>>),
    /// To be refused: a value names what does not exist.
    Dangling { place: String },
    /// To be refused: the object has another version.
    Stale,
    /// To be refused: the key belongs to another creation.
    KeyReused,
    /// To be refused: there is no such path.
    Path,
    /// To find an object by a key that needs encoding.
    OddKey,
    /// What a recording holds: sent by somebody else, for reasons of their own.
    Recorded,
}

impl Intent {
    /// Whether the request is what the definition asks for.
    pub(crate) fn is_valid(&self) -> bool {
        let is_ours = matches!(self, Self::Valid | Self::Minimal | Self::Edges | Self::Edge { .. });
        is_ours || matches!(self, Self::Again(_) | Self::OddKey | Self::Recorded)
    }
}

/// One exchange as laws see it.
pub(crate) struct View<'v> {
    pub(crate) service: &'v Service<'v>,
    pub(crate) world: &'v World,
    pub(crate) seen: &'v Seen,
    /// What is wrong with the answer by itself.
    pub(crate) faults: &'v [AnswerFault],
}

impl<'v> View<'v> {
    pub(crate) fn call(&self) -> Option<&'v Call<'v>> {
        self.seen.call.map(|it| &self.service.operations[it])
    }

    pub(crate) fn operation(&self) -> Option<&'v Operation> {
        self.call().map(|it| it.operation)
    }

    /// The object that the path leads to, as it was known before.
    pub(crate) fn before(&self) -> Option<&'v Object> {
        self.seen.object.and_then(|it| self.world.objects.get(it))
    }

    /// What the request tried, in a word or two.
    pub(crate) fn place(&self) -> String {
        match &self.seen.intent {
            Intent::Flawed { place, .. }
            | Intent::Edge { place, .. }
            | Intent::Conflict { place }
            | Intent::Dangling { place } => place.clone(),
            Intent::Malformed => "malformed body".to_owned(),
            Intent::MediaType => "content-type".to_owned(),
            Intent::UnknownParameter => "unknown parameter".to_owned(),
            Intent::NoCredentials | Intent::WrongCredentials => "authorization".to_owned(),
            Intent::Absent => "absent object".to_owned(),
            Intent::Method => self.seen.request.method.clone(),
            Intent::PastTheEnd => "past the end".to_owned(),
            Intent::Head(_) => "HEAD".to_owned(),
            _ => String::new(),
        }
    }

    pub(crate) fn status(&self) -> u16 {
        self.seen.answer.status
    }

    /// The JSON of the answer.
    pub(crate) fn body(&self) -> Option<Json> {
        crate::learn::body(self.seen)
    }
}

/// All pages of a list.
pub(crate) struct Walk<'w> {
    pub(crate) service: &'w Service<'w>,
    pub(crate) world: &'w World,
    pub(crate) call: &'w Call<'w>,
    /// What was asked for besides pages.
    pub(crate) purpose: &'w Purpose,
    /// The size that was asked for; the default when none was.
    pub(crate) size: Option<i64>,
    /// The elements, page by page.
    pub(crate) pages: &'w [Vec<Json>],
    /// The elements of the whole list, without filters.
    pub(crate) others: &'w [Json],
    /// What the answers said about the number of elements, by header.
    pub(crate) total: Option<i64>,
    /// Whether the last page was reached.
    pub(crate) is_complete: bool,
    /// The values of the variables of the store's path.
    pub(crate) parents: &'w [String],
}

/// What a list is walked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Everything.
    All,
    /// Everything once more, in pages of another size.
    Same,
    /// The objects whose field compares to values.
    Filter { field: String, op: String, values: Vec<Json> },
    /// The objects in an order.
    Sort { field: String, is_descending: bool },
}

impl Walk<'_> {
    /// Every element, in order.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Json> {
        self.pages.iter().flatten()
    }

    /// The store whose objects are listed.
    pub(crate) fn store(&self) -> Option<usize> {
        self.call.role.map(|it| it.1)
    }

    /// The field that tells the elements apart.
    pub(crate) fn identity(&self) -> Option<&str> {
        match self.service.store(self.store()?).identity? {
            apigen_model::lifecycle::Identity::Field(name) => Some(name),
            apigen_model::lifecycle::Identity::Path => None,
        }
    }
}

/// What a law says about what it saw.
#[derive(Debug, Default)]
pub(crate) struct Out {
    pub(crate) held: usize,
    pub(crate) broken: Vec<Breach>,
    /// Among which operations a matter of style has to be one.
    pub(crate) group: &'static str,
}

/// One way in which a law is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Breach {
    /// What it is about: a JSON pointer, a parameter, a header.
    pub(crate) place: String,
    pub(crate) expected: String,
    pub(crate) actual: String,
    /// Whether the definition leaves some doubt.
    pub(crate) is_doubtful: bool,
}

impl Out {
    /// The law was kept where it could have been broken.
    pub(crate) fn held(&mut self) {
        self.held += 1;
    }

    /// A matter of style counts where others of the same group keep the law.
    pub(crate) fn among(&mut self, group: &'static str) {
        self.group = group;
    }

    /// The law is broken.
    pub(crate) fn broken(&mut self, place: impl Into<String>, expected: impl Into<String>, actual: impl Into<String>) {
        let (place, expected, actual) = (place.into(), expected.into(), actual.into());
        self.broken.push(Breach { place, expected, actual, is_doubtful: false });
    }

    /// The law is broken, but there may be a reason that the definition cannot state.
    pub(crate) fn doubtful(
        &mut self,
        place: impl Into<String>,
        expected: impl Into<String>,
        actual: impl Into<String>,
    ) {
        let (place, expected, actual) = (place.into(), expected.into(), actual.into());
        self.broken.push(Breach { place, expected, actual, is_doubtful: true });
    }

    /// Kept or broken.
    pub(crate) fn judge(&mut self, holds: bool, place: &str, expected: &str, actual: impl FnOnce() -> String) {
        if holds { self.held() } else { self.broken(place, expected, actual()) }
    }
}

impl Law {
    /// The law's page, in Markdown: the header of its file.
    pub fn page(&self) -> String {
        let header = self.source.lines().map_while(|it| it.strip_prefix("//!"));
        header.flat_map(|it| [it.strip_prefix(' ').unwrap_or(it), "\n"]).collect()
    }

    /// How much it matters in a release: a law that came with this minor release only warns, so that an upgrade never
    /// turns a clean run red.
    pub fn severity_in(&self, version: &str) -> Severity {
        const FIRST: &str = "0.1.";
        let minor = |it: &str| it.rsplit_once('.').map_or_else(|| it.to_owned(), |(minor, _)| minor.to_owned());
        let is_new = minor(self.since) == minor(version) && !version.starts_with(FIRST);
        if is_new { self.severity.min(Severity::Warning) } else { self.severity }
    }
}
