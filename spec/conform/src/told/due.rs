//! Events that writes declare, and what they have to say.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use apigen_model::lifecycle::{Identity, Role, paths};
use apigen_model::{Emit, Field, Json, Model, Stream, Type};

use super::{content, streams, union};
use crate::Service;
use crate::events::Event;
use crate::exchange::Request;
use crate::law::{Intent, Seen};
use crate::learn::{Difference, Object, body, differences};
use crate::service::path_values;

/// An event that a write declares.
#[derive(Debug, Clone)]
pub(crate) struct Due<'a> {
    /// The operation that declares it.
    pub(crate) call: usize,
    /// The request that was sent.
    pub(crate) request: Request,
    pub(crate) stream: &'a Stream,
    /// The member of the stream's union, as it is written.
    pub(crate) kind: Option<String>,
    /// What it has to travel under; none when the definition does not lead there.
    pub(crate) key: Option<String>,
    pub(crate) certainty: Certainty,
    /// When the write was answered.
    pub(crate) answered: Option<Instant>,
    /// How long after that it has to be published.
    pub(crate) within: Option<Duration>,
    /// What the write has shown of its object, or else what was sent.
    state: Option<(Json, &'a Type)>,
}

/// Whether a write must have published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// It was done.
    Must,
    /// It was accepted, and may be done later.
    Accepted,
    /// It changed nothing, or nobody knows what it did.
    May,
}

impl<'a> Due<'a> {
    /// The events that a request declares, by what came of it; `before` is its object as it was known.
    pub(crate) fn of(
        service: &Service<'a>,
        seen: &Seen,
        before: Option<&Object>,
        answered: Option<Instant>,
    ) -> Vec<Self> {
        let Some(index) = seen.call else { return Vec::new() };
        let call = &service.operations[index];
        let is_unknown = seen.answer.status >= 500 || seen.answer.status == 0;
        let is_head = matches!(seen.intent, Intent::Head(_));
        // What was done may be shown elsewhere.
        let is_seen_elsewhere = seen.answer.status == 303 && call.declares(303) && !call.is_safe();
        if is_head || !(seen.answer.is_success() || is_seen_elsewhere || is_unknown) {
            return Vec::new();
        }
        let emits = call.operation.behaviour.iter().flat_map(|it| &it.emits);
        let due = |emit: &Emit| {
            let own = call.definition.namespace.as_str();
            let is_it = |it: &(&Stream, String)| {
                *emit.stream == it.1 || (it.0.name == emit.stream && it.1 == it.0.qualified_name(own))
            };
            let stream = streams(service).into_iter().find(is_it)?.0;
            let member = union(service, stream).and_then(|it| it.types.iter().find(|it| it.name == emit.event));
            let certainty = match seen.answer.status {
                _ if is_unknown || changes_nothing(service, seen, before) => Certainty::May,
                202 => Certainty::Accepted,
                _ => Certainty::Must,
            };
            Some(Self {
                call: index,
                request: seen.request.clone(),
                stream,
                kind: union(service, stream).map(|_| member.map_or(emit.event.as_str(), |it| it.wire()).to_owned()),
                key: key(service, stream, seen),
                certainty,
                answered,
                within: emit.within_ms.map(|it| Duration::from_millis(it.into())),
                state: state(service, seen),
            })
        };
        emits.filter_map(due).collect()
    }

    /// Where an event says something else than the write has shown.
    pub(crate) fn differences(&self, service: &Service<'_>, event: &Event) -> Vec<Difference> {
        let Some((state, ty)) = &self.state else { return Vec::new() };
        let Some((model, inside)) = content(service, self.stream, self.kind.as_deref(), event) else {
            return Vec::new();
        };
        let subject = service.operations[self.call].role.map(|it| service.store(it.1).ty);
        let told = model.fields.iter().find(|it| Some(&it.ty) == subject).or_else(|| self.view(service, model));
        let Some((field, value)) = told.and_then(|it| Some((it, inside.get(&it.name)?))) else { return Vec::new() };
        let mut found = differences(service.repository, (state, ty), (value, &field.ty), &BTreeSet::new());
        // What the service sets itself tells one state from the next.
        for name in ["version", "revision"].iter().filter(|_| *ty == &field.ty) {
            if let Some((shown, told)) = state.get(name).zip(value.get(name)).filter(|it| it.0 != it.1) {
                let pointer = format!("/{name}");
                found.push(Difference { pointer, expected: shown.to_string(), actual: told.to_string() });
            }
        }
        for it in &mut found {
            it.pointer.insert_str(0, &format!("/{}", field.name));
        }
        found
    }

    /// The field of an event that shows less of the object than the service itself, by the key of the stream.
    fn view<'m>(&self, service: &Service<'_>, model: &'m Model) -> Option<&'m Field> {
        let (owner, field) = self.stream.key.as_deref()?.rsplit_once('.')?;
        let (_, store) = service.operations[self.call].role?;
        let is_it = service.store(store).identity == Some(Identity::Field(field));
        model.fields.iter().find(|it| is_it && it.name == owner)
    }
}

/// Whether a successful request had nothing to do.
fn changes_nothing(service: &Service<'_>, seen: &Seen, before: Option<&Object>) -> bool {
    let role = seen.call.and_then(|it| service.operations[it].role);
    let known = before.filter(|it| !it.is_gone).and_then(|it| it.shown.as_ref());
    match role {
        _ if matches!(seen.intent, Intent::Again(_)) => true,
        Some((Role::Delete, _)) => before.is_some_and(|it| it.is_gone),
        Some((Role::Update | Role::Upsert | Role::Patch, store)) => {
            let ty = service.store(store).ty;
            let written = state(service, seen).filter(|it| it.1 == ty).map(|it| it.0);
            // Without both states nobody can tell.
            let Some((before, now)) = known.zip(written) else { return before.is_some() && known.is_none() };
            differences(service.repository, (&now, ty), (before, ty), &BTreeSet::new()).is_empty()
                && differences(service.repository, (before, ty), (&now, ty), &BTreeSet::new()).is_empty()
        }
        _ => false,
    }
}

/// What a write has shown of its object, or else what was sent to be it.
fn state<'a>(service: &Service<'a>, seen: &Seen) -> Option<(Json, &'a Type)> {
    let call = &service.operations[seen.call?];
    let (role, store) = call.role?;
    if !matches!(role, Role::Create | Role::Update | Role::Upsert | Role::Patch) || !seen.answer.is_success() {
        return None;
    }
    let ty = service.store(store).ty;
    let declared = call.operation.responses.iter().find(|it| it.code.status() == Some(seen.answer.status));
    let shown = body(seen).filter(|it| declared.is_some_and(|it| it.ty == *ty) && matches!(it, Json::Object(_)));
    let sent = || Some((seen.sent.clone()?, &call.operation.body.as_ref()?.ty));
    shown.map(|it| (it, ty)).or_else(sent)
}

/// The value that orders the events of what a request was about.
fn key(service: &Service<'_>, stream: &Stream, seen: &Seen) -> Option<String> {
    let call = &service.operations[seen.call?];
    let path = stream.key.as_deref()?;
    let (owner, field) = path.rsplit_once('.').map_or((None, path), |(owner, field)| (Some(owner), field));
    let subject = owner.and_then(|it| subject(service, stream, it));
    let target = seen.request.target.split('?').next().unwrap_or_default();
    let values = path_values(&call.operation.path, target);
    let named = |name: &str| call.operation.path_variables().zip(&values).filter(|it| it.0 == name).last();
    let is_subject = subject.is_some() && call.role.map(|it| it.1) == subject;
    let stated = || state(service, seen)?.0.get(field).map(Json::plain_text);
    match subject {
        Some(_) if is_subject => seen.key.clone().filter(|it| !it.is_empty()).or_else(stated),
        Some(store) => {
            let pattern = paths::pattern(service.store(store).path);
            let is_below = paths::is_below(&paths::pattern(&call.operation.path), &pattern);
            // The variable that follows the path of its collection.
            values.get(paths::variables(service.store(store).path).len()).filter(|_| is_below).cloned()
        }
        None => {
            let sent = || seen.sent.as_ref()?.get(field).map(Json::plain_text);
            named(field).map(|it| it.1.clone()).or_else(sent)
        }
    }
    .or_else(|| address(service, seen, field))
}

/// The key of the object that an answer leads to, where that is what orders the events.
fn address(service: &Service<'_>, seen: &Seen, field: &str) -> Option<String> {
    let path = seen.answer.header("location")?.split(['?', '#']).next()?;
    let call = &service.operations[service.route("GET", path)?];
    let (Role::Read, store) = call.role? else { return None };
    let is_it = service.store(store).identity == Some(Identity::Field(field));
    path_values(&call.operation.path, path).pop().filter(|_| is_it)
}

/// The store of the objects that a member of a stream's events has under a name.
fn subject(service: &Service<'_>, stream: &Stream, name: &str) -> Option<usize> {
    let union = union(service, stream);
    let types = union.map_or_else(|| vec![&stream.ty], |it| it.types.iter().map(|it| &it.ty).collect());
    let mut models = types.into_iter().filter_map(|it| service.repository.model_of(it));
    let field = models.find_map(|it| it.fields.iter().find(|it| it.name == name))?;
    service.stores.of(&field.ty)
}
