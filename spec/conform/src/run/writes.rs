//! Valid calls, and what follows a refusal of one: other values, or the one value that is refused.

use apigen_model::lifecycle::Role;

use super::prepare::{How, Owner, Shot};
use super::{Session, Stop};
use crate::law::{Intent, Seen};
use crate::values::Row;

/// How many values of a refused body are tried one by one.
const MOST_EDGES: usize = 40;

impl Session<'_> {
    /// A valid call; what it wrote is read afterwards.
    pub(super) async fn valid(&mut self, call: usize, row: Row, name: &str) -> Result<Seen, Stop> {
        let owner = self.owner(call);
        let intent = match row {
            Row::Full | Row::Example => Intent::Valid,
            Row::Minimal => Intent::Minimal,
            Row::Edge(_) => Intent::Edges,
        };
        let mut seen = None;
        for attempt in 0..3 {
            let how = How::full(&format!("{name}/{attempt}")).row(row).owner(owner);
            let shot = self.shot(call, how).await?;
            let answer = self.fire(&shot, intent.clone()).await?;
            let is_taken = answer.answer.status == 409;
            seen = Some((shot, answer));
            if !is_taken {
                break;
            }
        }
        let (shot, seen) = seen.ok_or(Stop::Case)?;
        let is_refused = matches!(seen.answer.status, 400 | 413 | 414 | 422);
        if seen.answer.is_success() {
            let is_first = self.accepted.insert(call);
            self.read_back(call, &shot, &seen).await?;
            if is_first && matches!(row, Row::Edge(_)) {
                // Ordinary ones were refused before, so one of them differs from this in what the service misjudges.
                self.once_more(call, Row::Full, "ordinary values", name).await?;
            }
        } else if row == Row::Minimal && is_refused && self.accepted.contains(&call) && !self.patches(call) {
            self.once_more(call, row, "only what is required", name).await?;
        } else if let (Row::Edge(_), 400 | 413 | 414 | 422) = (row, seen.answer.status) {
            self.split(call, row, &shot, name).await?;
        }
        Ok(seen)
    }

    /// A valid body that was refused although others were taken, judged as such.
    async fn once_more(&mut self, call: usize, row: Row, class: &'static str, name: &str) -> Result<(), Stop> {
        let how = How::full(&format!("{name}/once-more")).row(row).owner(self.owner(call));
        let shot = self.shot(call, how).await?;
        self.fire(&shot, Intent::Edge { place: "body".to_owned(), class }).await.map(|_| ())
    }

    /// Whether an operation changes only what it is sent, so that a request may have nothing to say.
    fn patches(&self, call: usize) -> bool {
        matches!(self.service.operations[call].role, Some((Role::Patch, _)))
    }

    /// Whose object a call of an operation should be about.
    pub(super) fn owner(&self, call: usize) -> Owner {
        let makes = matches!(self.service.operations[call].role, Some((Role::Create, _)));
        let upserts = matches!(self.service.operations[call].role, Some((Role::Upsert, it)) if self.service.store(it).identity.is_some() && self.service.with_role(Role::Create, it).is_none());
        if makes || upserts || self.removes(call) { Owner::Case } else { Owner::All }
    }

    /// Reads what was written.
    pub(super) async fn read_back(&mut self, call: usize, shot: &Shot, seen: &Seen) -> Result<(), Stop> {
        let Some((role, store)) = self.service.operations[call].role else { return Ok(()) };
        if !matches!(role, Role::Create | Role::Update | Role::Upsert | Role::Patch) {
            return Ok(());
        }
        let object = shot.object.or_else(|| {
            let key = self.world.objects.last().filter(|it| it.store == store && it.parents == seen.parents);
            key.map(|_| self.world.objects.len() - 1)
        });
        match object {
            Some(it) => self.read(it, Intent::Valid).await.map(|_| ()),
            None => Ok(()),
        }
    }

    /// Reads an object, when there is an operation for it.
    pub(super) async fn read(&mut self, object: usize, intent: Intent) -> Result<Option<Seen>, Stop> {
        let store = self.world.objects[object].store;
        let Some(call) = self.service.with_role(Role::Read, store) else { return Ok(None) };
        if !crate::learn::is_own_path(self.service, store, &self.service.operations[call].operation.path) {
            return Ok(None);
        }
        let how = How::full("read").owner(Owner::This(object));
        let shot = match self.shot(call, how).await {
            Err(Stop::Case) => return Ok(None),
            other => other?,
        };
        self.fire(&shot, intent).await.map(Some)
    }

    /// Finds out which value of a refused body is refused: each alone, among ordinary ones.
    async fn split(&mut self, call: usize, row: Row, refused: &Shot, name: &str) -> Result<(), Stop> {
        let ordinary = self.shot(call, How::full(&format!("{name}/ordinary")).owner(self.owner(call))).await?;
        if !self.fire(&ordinary, Intent::Valid).await?.answer.is_success() {
            return Ok(());
        }
        for (at, (place, class)) in refused.edges.iter().take(MOST_EDGES).enumerate() {
            let how = How::full(&format!("{name}/only/{at}")).row(row).only(place).owner(self.owner(call));
            let shot = self.shot(call, how).await?;
            let intent = Intent::Edge { place: format!("body{place}"), class };
            self.fire(&shot, intent).await?;
        }
        Ok(())
    }

    /// Reads every object that a refused request was about, to see whether it was changed all the same.
    pub(super) async fn look_again(&mut self) -> Result<(), Stop> {
        let is_open = |it: &crate::learn::Object| !it.is_gone && it.refused.is_some() && it.shown.is_some();
        for at in 0..self.world.objects.len() {
            if is_open(&self.world.objects[at]) {
                self.read(at, Intent::Valid).await?;
            }
        }
        Ok(())
    }
}
