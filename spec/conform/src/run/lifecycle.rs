//! Objects from their creation to their end, and what may be there once only.

use apigen_model::lifecycle::{Identity, Role};
use apigen_model::{Json, Location, Method};

use super::prepare::{How, Owner, Shot};
use super::{Session, Stop};
use crate::law::Intent;
use crate::plan::is_idempotency_key;
use crate::values::{Edit, Row};

/// How many fields of a patch are sent alone.
const MOST_PATCHES: usize = 4;

impl Session<'_> {
    /// Makes an object and its neighbour, changes it in every way there is, removes it, and looks for it.
    pub(super) async fn lifecycle(&mut self, call: usize, name: &str) -> Result<(), Stop> {
        let Some((_, store)) = self.service.operations[call].role else { return Err(Stop::Case) };
        // The last one goes: services that count give its id away again when they count what is there.
        let neighbour = self.born(call, &format!("{name}/first")).await?;
        let object = self.born(call, &format!("{name}/second")).await?;
        for (role, direct) in [(Role::Update, true), (Role::Upsert, true), (Role::Patch, true)] {
            if let Some(change) = self.service.with_role(role, store).filter(|it| self.is_direct(*it) == direct) {
                self.change(change, object, name).await?;
            }
        }
        let Some(remove) = self.service.with_role(Role::Delete, store) else { return Ok(()) };
        let how = || How::full(name).owner(Owner::This(object));
        let shot = self.shot(remove, how()).await?;
        let removed = self.fire(&shot, Intent::Valid).await?;
        if !removed.answer.is_success() {
            return Ok(());
        }
        self.read(object, Intent::Valid).await?;
        if let Some(update) = self.service.with_role(Role::Update, store).filter(|it| self.is_direct(*it)) {
            let shot = self.shot(update, how()).await?;
            self.fire(&shot, Intent::Valid).await?;
        }
        let shot = self.shot(remove, how()).await?;
        self.fire(&shot, Intent::Absent).await?;
        self.bring_back(call, object, name).await?;
        self.read(neighbour, Intent::Valid).await.map(|_| ())
    }

    /// What callers name themselves may be made again under its old name, and is there again then.
    async fn bring_back(&mut self, call: usize, object: usize, name: &str) -> Result<(), Stop> {
        if !matches!(self.service.operations[call].role, Some((Role::Upsert, _))) {
            return Ok(());
        }
        let how = How::full(&format!("{name}/again")).owner(Owner::This(object));
        let shot = self.shot(call, how).await?;
        // Whether a name is free again is the service's to say.
        if self.fire(&shot, Intent::Opaque).await?.answer.is_success() {
            self.read(object, Intent::Valid).await?;
        }
        Ok(())
    }

    /// Makes an object, follows the address that comes with it, and reads it.
    async fn born(&mut self, call: usize, name: &str) -> Result<usize, Stop> {
        for attempt in 0..3 {
            let before = self.world.objects.len();
            let how = How::full(&format!("{name}/{attempt}")).owner(Owner::Case);
            let shot = self.shot(call, how).await?;
            let seen = self.fire(&shot, Intent::Valid).await?;
            if !seen.answer.is_success() {
                continue;
            }
            self.accepted.insert(call);
            // What the request needed was made before it.
            let object = self.world.objects.len().checked_sub(1).filter(|it| *it >= before).ok_or(Stop::Case)?;
            self.follow(&seen, object).await?;
            self.read(object, Intent::Valid).await?;
            return Ok(object);
        }
        Err(Stop::Case)
    }

    /// Changes an object: as a whole, again, down to what is required; or part by part.
    async fn change(&mut self, call: usize, object: usize, name: &str) -> Result<(), Stop> {
        let owner = Owner::This(object);
        let full = self.shot(call, How::full(&format!("{name}/change")).owner(owner)).await?;
        let first = self.fire(&full, Intent::Valid).await?;
        if !first.answer.is_success() {
            return Ok(());
        }
        self.accepted.insert(call);
        self.read(object, Intent::Valid).await?;
        if self.is_repeatable(call) {
            self.fire(&full, Intent::Again(Box::new(first.answer))).await?;
            self.read(object, Intent::Valid).await?;
        }
        if self.service.operations[call].operation.method == Method::Patch {
            return self.patch(call, object, &full).await;
        }
        let how = How::full(&format!("{name}/less")).row(Row::Minimal).owner(owner);
        let less = self.shot(call, how).await?;
        self.fire(&less, Intent::Minimal).await?;
        self.read(object, Intent::Valid).await.map(|_| ())
    }

    /// Each part of a patch alone.
    async fn patch(&mut self, call: usize, object: usize, full: &Shot) -> Result<(), Stop> {
        let Some(Json::Object(members)) = &full.draft.body else { return Ok(()) };
        let needed = self.needed(call);
        for (name, _) in members.iter().take(MOST_PATCHES) {
            let part = members.iter().filter(|it| it.0 == *name || needed.iter().any(|needed| *needed == it.0));
            let mut shot = full.clone();
            shot.draft.body = Some(Json::Object(part.cloned().collect()));
            self.fire(&shot, Intent::Minimal).await?;
        }
        self.clear(call, full).await?;
        self.read(object, Intent::Valid).await.map(|_| ())
    }

    /// A part that is optional is cleared by `null`.
    async fn clear(&mut self, call: usize, full: &Shot) -> Result<(), Stop> {
        let (Some((_, store)), Some(body)) = (self.service.operations[call].role, &full.draft.body) else {
            return Ok(());
        };
        let fields = apigen_model::lifecycle::fields(self.service.repository, self.service.store(store).ty);
        let needed = self.needed(call);
        let is_optional = |name: &str| fields.iter().any(|it| it.name == name && !it.required && it.default.is_none());
        let found = body.members().iter().find(|it| is_optional(&it.0) && needed.iter().all(|name| *name != it.0));
        let Some((name, _)) = found else { return Ok(()) };
        let kept = body.members().iter().filter(|it| needed.iter().any(|name| *name == it.0)).cloned();
        let mut shot = full.clone();
        shot.draft.body = Some(Json::Object(kept.chain([(name.clone(), Json::Null)]).collect()));
        self.fire(&shot, Intent::Minimal).await.map(|_| ())
    }

    /// The fields that a body must have.
    fn needed(&self, call: usize) -> Vec<String> {
        let body = self.service.operations[call].operation.body.as_ref();
        let fields =
            body.map(|it| apigen_model::lifecycle::fields(self.service.repository, &it.ty)).unwrap_or_default();
        let needed = fields.iter().filter(|it| it.required && it.default.is_none());
        needed.map(|it| it.name.to_string()).collect()
    }

    /// Whether a request may be sent twice, by its method or by what the definition says.
    fn is_repeatable(&self, call: usize) -> bool {
        let operation = self.service.operations[call].operation;
        let declared = operation.behaviour.as_ref().and_then(|it| it.idempotent);
        declared.unwrap_or(operation.method == Method::Put)
    }

    /// Whether an operation is on the object itself, not on something below it.
    pub(super) fn is_direct(&self, call: usize) -> bool {
        let call = &self.service.operations[call];
        call.role.is_some_and(|it| crate::learn::is_own_path(self.service, it.1, &call.operation.path))
    }

    /// A second object with the values of a first one.
    pub(super) async fn conflict(&mut self, call: usize, fields: &[String], name: &str) -> Result<(), Stop> {
        let (_, store) = self.service.operations[call].role.ok_or(Stop::Case)?;
        let first = self.born(call, &format!("{name}/first")).await?;
        let known = self.world.objects[first].clone();
        let values: Option<Vec<_>> = fields.iter().map(|it| known.shown.as_ref()?.get(it).cloned()).collect();
        let values = values.ok_or(Stop::Case)?;
        let place = || fields.join("+");
        let mut again = self.shot(call, How::full(&format!("{name}/again")).owner(Owner::Case)).await?;
        Self::claim(&mut again, fields, &values)?;
        // A key that the path names makes it the same object, and no second one.
        if again.key.is_none() {
            self.fire(&again, Intent::Conflict { place: place() }).await?;
        }
        let Some(update) = self.service.with_role(Role::Update, store).filter(|it| self.is_direct(*it)) else {
            return Ok(());
        };
        let second = self.born(call, &format!("{name}/second")).await?;
        let mut shot = self.shot(update, How::full(&format!("{name}/update")).owner(Owner::This(second))).await?;
        Self::claim(&mut shot, fields, &values)?;
        self.fire(&shot, Intent::Conflict { place: place() }).await?;
        self.read(second, Intent::Valid).await.map(|_| ())
    }

    /// Puts another object's values into a body that has the fields.
    fn claim(shot: &mut Shot, fields: &[String], values: &[Json]) -> Result<(), Stop> {
        let body = shot.draft.body.as_mut().ok_or(Stop::Case)?;
        for (field, value) in fields.iter().zip(values) {
            body.get(field).ok_or(Stop::Case)?;
            *body = Edit::Set(value.clone()).apply(body, &format!("/{field}"));
        }
        Ok(())
    }

    /// An object whose key needs encoding: made, read, removed.
    pub(super) async fn odd_key(&mut self, call: usize, text: &str, name: &str) -> Result<(), Stop> {
        let (_, store) = self.service.operations[call].role.ok_or(Stop::Case)?;
        // Where ordinary keys are refused too, a refusal says nothing of the key.
        if !self.accepted.contains(&call) {
            return Err(Stop::Case);
        }
        let mut shot = self.shot(call, How::full(name).owner(Owner::Case)).await?;
        let key = format!("{text}{}", apigen_chance::Rng::named(self.settings.seed, name).word(4));
        let operation = self.service.operations[call].operation;
        let field = match (operation.method.clone(), self.service.store(store).identity) {
            (Method::Post, Some(Identity::Field(field))) => {
                let body = shot.draft.body.as_ref().ok_or(Stop::Case)?;
                shot.draft.body = Some(Edit::Set(Json::String(key.as_str().into())).apply(body, &format!("/{field}")));
                None
            }
            _ => operation.path_variables().last().and_then(|it| operation.parameter(it)),
        };
        let fits = |it: Option<i64>, holds: fn(i64, i64) -> bool| {
            let count = i64::try_from(key.chars().count()).unwrap_or(i64::MAX);
            it.is_none_or(|bound| holds(count, bound))
        };
        if let Some(field) = field.map(|it| &it.field) {
            if !fits(field.minimum(), |count, bound| count >= bound)
                || !fits(field.maximum(), |count, bound| count <= bound)
            {
                return Err(Stop::Case);
            }
            if let Some(slot) = shot.draft.path.last_mut() {
                slot.clone_from(&key);
            }
        }
        shot.key = Some(key);
        let seen = self.fire(&shot, Intent::OddKey).await?;
        if seen.answer.is_success() {
            let object = self.world.find(store, &shot.parents, shot.key.as_deref().unwrap_or_default());
            if let Some(object) = object {
                self.read(object, Intent::OddKey).await?;
            }
        }
        Ok(())
    }

    /// A creation that is sent twice with the same key.
    pub(super) async fn repeated(&mut self, call: usize, name: &str) -> Result<(), Stop> {
        let has_key =
            self.service.operations[call].parameters(Location::Header).any(|it| is_idempotency_key(&it.field.name));
        let mut shot = self.shot(call, How::full(name).owner(Owner::Case)).await?;
        let first = self.fire(&shot, Intent::Valid).await?;
        if !has_key || !first.answer.is_success() {
            return Err(Stop::Case);
        }
        self.fire(&shot, Intent::Again(Box::new(first.answer))).await?;
        let other = self.shot(call, How::full(&format!("{name}/other")).owner(Owner::Case)).await?;
        shot.draft.body.clone_from(&other.draft.body);
        self.fire(&shot, Intent::KeyReused).await.map(|_| ())
    }
}
