//! What a service has told the world of what was done to it: events beside the writes that declare them.

mod due;
mod pair;

use std::time::Duration;

use apigen_model::{Json, Model, Stream, Union};

pub(crate) use due::{Certainty, Due};
pub(crate) use pair::pair;

use crate::Service;
use crate::events::Event;

/// An event, the write that declares it, or both where they belong together.
#[derive(Debug)]
pub(crate) struct Told<'t> {
    pub(crate) service: &'t Service<'t>,
    pub(crate) stream: &'t Stream,
    /// What was published; none when an event did not come.
    pub(crate) event: Option<&'t Event>,
    /// What should have been published; none when no write declares the event.
    pub(crate) due: Option<&'t Due<'t>>,
    pub(crate) subject: Subject,
    /// Whether an event of a later write came before it.
    pub(crate) is_late: bool,
    /// How long after the answer the event came; of the fastest of several events of its write's operation only.
    pub(crate) delay: Option<Duration>,
    /// An earlier, other event with the same id.
    pub(crate) namesake: Option<&'t Event>,
    pub(crate) replayed: Replayed<'t>,
}

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Something that this run has written.
    Ours,
    /// Something that only others may have written.
    Foreign,
    /// Nobody can say: a write declares events of the kind, and the definition does not lead to their key.
    Unknown,
}

/// What somebody hears who listens from the beginning, in place of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Replayed<'t> {
    /// Nobody can listen from the beginning.
    Unknown,
    Same,
    /// Another event with its id.
    Other(&'t Event),
    /// The same, before one of its key that came before it the first time.
    Before(&'t Event),
    Nothing,
}

impl<'t> Told<'t> {
    /// Nothing yet.
    fn new(service: &'t Service<'t>, stream: &'t Stream, subject: Subject) -> Self {
        let (event, due, namesake, replayed) = (None, None, None, Replayed::Unknown);
        Self { service, stream, event, due, subject, is_late: false, delay: None, namesake, replayed }
    }

    /// The kind that an event says it is.
    pub(crate) fn kind(&self) -> Option<String> {
        kind(self.service, self.stream, self.event?)
    }
}

/// The streams of a service, with their qualified names.
pub(crate) fn streams<'a>(service: &Service<'a>) -> Vec<(&'a Stream, String)> {
    let of = |it: &&'a apigen_model::Definition| {
        let definition = *it;
        definition.streams.iter().map(|it| (it, it.qualified_name(&definition.namespace)))
    };
    service.definitions.iter().flat_map(of).collect()
}

/// The kind that an event says it is; none when it does not say, or when its stream has one kind.
pub(crate) fn kind(service: &Service<'_>, stream: &Stream, event: &Event) -> Option<String> {
    let union = union(service, stream)?;
    match &union.discriminator {
        Some(name) => event.payload.get(name).map(Json::plain_text),
        None => event.payload.members().first().map(|it| it.0.to_string()),
    }
}

/// The union of a stream's events.
pub(crate) fn union<'a>(service: &Service<'a>, stream: &Stream) -> Option<&'a Union> {
    service.repository.union_of(&stream.ty)
}

/// The model of a kind of event, and the part of an event that is of it.
pub(crate) fn content<'a, 'e>(
    service: &Service<'a>,
    stream: &Stream,
    kind: Option<&str>,
    event: &'e Event,
) -> Option<(&'a Model, &'e Json)> {
    let Some(union) = union(service, stream) else {
        return service.repository.model_of(&stream.ty).map(|it| (it, &event.payload));
    };
    let member = union.types.iter().find(|it| Some(it.wire()) == kind)?;
    let model = service.repository.model_of(&member.ty)?;
    let inside = if union.discriminator.is_some() { &event.payload } else { event.payload.get(member.wire())? };
    Some((model, inside))
}
