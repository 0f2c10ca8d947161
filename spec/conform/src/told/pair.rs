//! Which event belongs to which write.

use std::collections::BTreeMap;
use std::time::Duration;

use apigen_model::{Json, Stream};

use super::{Certainty, Due, Replayed, Subject, Told, kind, streams};
use crate::Service;
use crate::events::Event;

/// Everything that was published during a run beside everything that its writes declare.
///
/// `past` was published before, `fresh` since then, `replay` is what a second listener heard from the beginning, where
/// there can be one.
pub(crate) fn pair<'t>(
    service: &'t Service<'t>,
    dues: &'t [Due<'t>],
    past: &'t [Event],
    fresh: &'t [Event],
    replay: Option<&'t [Event]>,
) -> Vec<Told<'t>> {
    let replay = replay.map(Replay::new);
    let mut all = Vec::new();
    for (stream, qualified) in streams(service) {
        let is_here = |it: &&Event| it.stream.as_ref().is_none_or(|it| *it == qualified || *it == *stream.name);
        let fresh: Vec<_> = fresh.iter().filter(is_here).collect();
        let dues: Vec<_> = dues.iter().filter(|it| std::ptr::eq(it.stream, stream)).collect();
        let mut told = Pairing::new(service, stream, &dues, &fresh).told();
        let mut ids = BTreeMap::new();
        for event in past.iter().filter(is_here) {
            ids.extend(event.id().map(|it| (it.to_string(), event)));
        }
        for it in &mut told {
            let Some(event) = it.event else { continue };
            // The same event once more is another matter than two events with one id.
            if let Some(id) = event.id() {
                it.namesake = ids.insert(id.to_string(), event).filter(|it| it.payload != event.payload);
            }
        }
        mark_delays(&mut told);
        if let Some(replay) = &replay {
            replay.mark(&mut told);
        }
        all.extend(told);
    }
    all
}

/// Marks the fastest event of each operation and kind, where there are several: whoever listens may be slow at times.
fn mark_delays(told: &mut [Told<'_>]) {
    const SEVERAL: usize = 3;
    let mut all: BTreeMap<_, Vec<(Duration, usize)>> = BTreeMap::new();
    for (at, it) in told.iter().enumerate() {
        let Some((event, due)) = it.event.zip(it.due) else { continue };
        if let Some((heard, answered)) = event.heard.zip(due.answered) {
            let delay = heard.saturating_duration_since(answered);
            all.entry((due.call, due.kind.as_deref())).or_default().push((delay, at));
        }
    }
    let fastest = all.into_values().filter(|it| it.len() >= SEVERAL).filter_map(|it| it.into_iter().min());
    for (delay, at) in fastest {
        told[at].delay = Some(delay);
    }
}

/// What orders an event: what it says itself counts more than what it travels under.
fn key_of(stream: &Stream, event: &Event) -> Option<String> {
    let path = stream.key.as_deref();
    let own = path.and_then(|it| it.split('.').try_fold(&event.payload, |at, step| at.get(step)));
    own.map(Json::plain_text).or_else(|| event.key.clone())
}

/// What a second listener heard.
struct Replay<'t> {
    /// Where each payload was heard first.
    payloads: BTreeMap<String, usize>,
    by_id: BTreeMap<String, &'t Event>,
}

impl<'t> Replay<'t> {
    fn new(all: &'t [Event]) -> Self {
        let by_id = all.iter().filter_map(|it| Some((it.id()?.to_string(), it))).collect();
        let mut payloads = BTreeMap::new();
        for (at, event) in all.iter().enumerate() {
            payloads.entry(event.payload.to_string()).or_insert(at);
        }
        Self { payloads, by_id }
    }

    /// Marks what came of the events of a stream, which are in the order in which they were heard first.
    fn mark(&self, told: &mut [Told<'t>]) {
        // The last event of each key that was heard again, and where.
        let mut last: BTreeMap<String, (usize, &'t Event)> = BTreeMap::new();
        for it in told {
            let Some(event) = it.event else { continue };
            let Some(at) = self.payloads.get(&event.payload.to_string()).copied() else {
                let other = event.id().and_then(|it| self.by_id.get(&it.to_string()));
                it.replayed = other.map_or(Replayed::Nothing, |it| Replayed::Other(it));
                continue;
            };
            it.replayed = Replayed::Same;
            let Some(key) = key_of(it.stream, event) else { continue };
            match last.get(&key) {
                Some((before, earlier)) if at < *before => it.replayed = Replayed::Before(earlier),
                _ => drop(last.insert(key, (at, event))),
            }
        }
    }
}

/// The events of one stream while they are given to writes; positions are those in `fresh` and `dues`.
struct Pairing<'p, 't> {
    service: &'t Service<'t>,
    stream: &'t Stream,
    dues: &'p [&'t Due<'t>],
    fresh: &'p [&'t Event],
    kinds: Vec<Option<String>>,
    keys: Vec<Option<String>>,
    events_by_key: BTreeMap<String, Vec<usize>>,
    dues_by_key: BTreeMap<&'p str, Vec<usize>>,
    /// The write of each event, and the event of each write.
    due_of: BTreeMap<usize, usize>,
    event_of: BTreeMap<usize, usize>,
    /// The event of each write that says just what the write has shown: only these can be out of order.
    exact: BTreeMap<usize, usize>,
}

impl<'p, 't> Pairing<'p, 't> {
    fn new(service: &'t Service<'t>, stream: &'t Stream, dues: &'p [&'t Due<'t>], fresh: &'p [&'t Event]) -> Self {
        let keys: Vec<_> = fresh.iter().map(|it| key_of(stream, it)).collect();
        let mut events_by_key: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (at, key) in keys.iter().enumerate() {
            events_by_key.entry(key.clone().unwrap_or_default()).or_default().push(at);
        }
        let mut dues_by_key: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (at, due) in dues.iter().enumerate() {
            dues_by_key.entry(due.key.as_deref().unwrap_or_default()).or_default().push(at);
        }
        let kinds = fresh.iter().map(|it| kind(service, stream, it)).collect();
        Self {
            service,
            stream,
            dues,
            fresh,
            kinds,
            keys,
            events_by_key,
            dues_by_key,
            due_of: BTreeMap::new(),
            event_of: BTreeMap::new(),
            exact: BTreeMap::new(),
        }
    }

    fn told(mut self) -> Vec<Told<'t>> {
        // What says just what a write has shown comes first, then what is only of its kind.
        let service = self.service;
        self.give(|due, event| due.differences(service, event).is_empty());
        self.exact.clone_from(&self.event_of);
        self.give(|due, _| due.certainty != Certainty::May);
        let mut told: Vec<_> = (0..self.fresh.len()).map(|at| self.of_event(at)).collect();
        let is_due = |it: &&Due<'_>| it.key.is_some() && it.certainty != Certainty::May;
        let missing = self.dues.iter().enumerate().filter(|(at, it)| is_due(it) && !self.event_of.contains_key(at));
        told.extend(missing.map(|(_, due)| Told { due: Some(due), ..self.blank(Subject::Ours) }));
        told
    }

    /// Gives events to the writes that have none, in order: the next one that fits, or else an earlier one.
    fn give(&mut self, fits: impl Fn(&Due<'_>, &Event) -> bool) {
        for (key, dues) in std::mem::take(&mut self.dues_by_key) {
            let events = self.events_by_key.get(key).filter(|_| !key.is_empty()).map_or(&[][..], Vec::as_slice);
            let mut last = 0;
            for at in &dues {
                if let Some(known) = self.event_of.get(at) {
                    last = *known;
                    continue;
                }
                let due = self.dues[*at];
                let is_free = |it: &&usize| {
                    let is_like = self.kinds[**it] == due.kind && !self.due_of.contains_key(*it);
                    is_like && fits(due, self.fresh[**it])
                };
                let next = events.iter().filter(|it| **it >= last).find(is_free);
                if let Some(event) = next.or_else(|| events.iter().find(is_free)).copied() {
                    self.due_of.insert(event, *at);
                    self.event_of.insert(*at, event);
                    last = event;
                }
            }
            self.dues_by_key.insert(key, dues);
        }
    }

    fn of_event(&self, at: usize) -> Told<'t> {
        let due = self.due_of.get(&at).copied();
        let of_key = self.keys[at].as_deref().and_then(|it| self.dues_by_key.get(it));
        let is_loose = || self.dues.iter().any(|it| it.key.is_none() && it.kind == self.kinds[at]);
        let subject = match (due, of_key) {
            // Whoever has written nothing has nothing to expect.
            (None, _) if self.dues.is_empty() || is_loose() => Subject::Unknown,
            (None, None) => Subject::Foreign,
            _ => Subject::Ours,
        };
        let exact = due.filter(|it| self.exact.contains_key(it));
        let later = of_key.into_iter().flatten().filter(|it| exact.is_some_and(|due| **it > due));
        let is_late = later.filter_map(|it| self.exact.get(it)).any(|it| *it < at);
        Told { event: Some(self.fresh[at]), due: due.map(|it| self.dues[it]), is_late, ..self.blank(subject) }
    }

    fn blank(&self, subject: Subject) -> Told<'t> {
        Told::new(self.service, self.stream, subject)
    }
}
