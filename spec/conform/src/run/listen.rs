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

impl Hearing {
    /// Listens no more.
    pub(super) async fn end(self) {
        self.listener.end().await;
    }
}

impl Session<'_> {
    /// Begins to listen, where there is something to be heard.
    pub(super) async fn listen(&self) -> Result<Option<Hearing>, Failure> {
        let Some(events) = self.exchange.events() else { return Ok(None) };
        let mut listener = events.listen().await?;
        match listener.heard(BREATH).await {
            Ok(past) => Ok(Some(Hearing { listener, past })),
            Err(failure) => {
                listener.end().await;
                Err(failure)
            }
        }
    }

    /// Notes which events a request declares, by what came of it.
    pub(super) fn expect(&mut self, seen: &Seen) {
        if self.exchange.events().is_some() {
            let before = seen.object.and_then(|it| self.world.objects.get(it));
            self.dues.extend(Due::of(self.service, seen, before, self.exchange.now()));
        }
    }

    /// Holds everything that was published since the run began against every law.
    pub(super) async fn judge_events(&mut self, hearing: Hearing) -> Result<(), Failure> {
        let Hearing { mut listener, past } = hearing;
        let heard = listener.heard(self.patience()).await;
        let is_open = listener.is_open();
        listener.end().await;
        let mut fresh = heard?;
        if !is_open && let Some(all) = self.heard_again().await? {
            // When these were published nobody has heard.
            fresh = all.into_iter().map(|it| Event { heard: None, ..it }).collect();
            fresh.drain(..past.len().min(fresh.len()));
        }
        let replay = self.heard_again().await?;
        let service = self.service;
        let dues = std::mem::take(&mut self.dues);
        for told in pair(service, &dues, &past, &fresh, replay.as_deref()) {
            self.judge_told(&told);
        }
        Ok(())
    }

    /// All of it, as somebody hears it who comes later; nothing where nobody can.
    async fn heard_again(&self) -> Result<Option<Vec<Event>>, Failure> {
        let Some(events) = self.exchange.events() else { return Ok(None) };
        let Some(mut listener) = events.listen_again().await? else { return Ok(None) };
        let heard = listener.heard(self.patience()).await;
        listener.end().await;
        heard.map(Some)
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
