//! Hears what the service publishes while it is called, and holds it against every law.

use std::time::Duration;

use super::Session;
use crate::check::short;
use crate::events::{Event, Listener};
use crate::exchange::{Failure, Request};
use crate::law::{Check, Out, Seen};
use crate::told::{Due, Told, pair};

/// How long the past may pause between two events.
const BREATH: Duration = Duration::from_millis(250);

/// How long to wait for an event whose operation does not say.
const USUAL: Duration = Duration::from_secs(2);

/// How long to wait for an event, whatever the definition says.
const LONGEST: Duration = Duration::from_secs(10);

/// A listener that listens since before the run, and what it has heard by then.
pub(super) struct Hearing {
    listener: Box<dyn Listener>,
    past: Vec<Event>,
}

impl Session<'_> {
    /// Begins to listen, where there is something to be heard.
    pub(super) async fn listen(&self) -> Result<Option<Hearing>, Failure> {
        let Some(events) = self.exchange.events() else { return Ok(None) };
        let mut listener = events.listen().await?;
        let past = listener.heard(BREATH).await?;
        Ok(Some(Hearing { listener, past }))
    }

    /// Notes which events a request declares, by what came of it.
    pub(super) fn expect(&mut self, seen: &Seen) {
        if self.exchange.events().is_some() {
            let before = seen.object.and_then(|it| self.world.objects.get(it));
            self.dues.extend(Due::of(self.service, seen, before));
        }
    }

    /// Holds everything that was published since the run began against every law.
    pub(super) async fn judge_events(&mut self, hearing: Hearing) -> Result<(), Failure> {
        let Hearing { mut listener, past } = hearing;
        let mut fresh = listener.heard(self.patience()).await?;
        if !listener.is_open() {
            fresh = self.heard_again().await?;
            fresh.drain(..past.len().min(fresh.len()));
        }
        let replay = self.heard_again().await?;
        let service = self.service;
        let dues = std::mem::take(&mut self.dues);
        for told in pair(service, &dues, &past, &fresh, &replay) {
            self.judge_told(&told);
        }
        Ok(())
    }

    /// Everything from the beginning, as somebody hears it who comes later.
    async fn heard_again(&self) -> Result<Vec<Event>, Failure> {
        let Some(events) = self.exchange.events() else { return Ok(Vec::new()) };
        events.listen().await?.heard(self.patience()).await
    }

    /// The longest time within which an operation promises an event.
    fn patience(&self) -> Duration {
        let emits = self.service.operations.iter().filter_map(|it| it.operation.behaviour.as_ref());
        let times = emits.flat_map(|it| &it.emits).filter_map(|it| it.within_ms);
        let longest = times.max().map(|it| Duration::from_millis(it.into()));
        longest.map_or(USUAL, |it| it.clamp(BREATH, LONGEST))
    }

    fn judge_told(&mut self, told: &Told<'_>) {
        let requests: Vec<Request> = told.due.iter().map(|it| it.request.clone()).collect();
        let operation = match told.due {
            Some(it) => self.service.operations[it.call].name.clone(),
            None => format!("stream {}", told.stream.name),
        };
        self.recorder.case = match told.event {
            Some(it) => format!("events/{}/{}", told.stream.name, short(&it.key.clone().unwrap_or_default())),
            None => format!("events/{}", told.stream.name),
        };
        for law in crate::laws::ALL.iter().filter(|it| self.settings.wants(it.code)) {
            let Check::Event(check) = law.check else { continue };
            let mut out = Out::default();
            check(told, &mut out);
            self.recorder.add(law, &operation, out, || requests.clone());
        }
    }
}
