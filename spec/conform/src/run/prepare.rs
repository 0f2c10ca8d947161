//! What a request needs before it can be sent: objects that its path and its body name.

use apigen_chance::Rng;
use apigen_model::lifecycle::{self, Identity, Role, paths};
use apigen_model::{Json, Location, Method, Named, Type};

use super::{Session, Stop};
use crate::draft::{Draft, texts};
use crate::exchange::Answer;
use crate::law::{Intent, Seen};
use crate::learn::Object;
use crate::plan::is_idempotency_key;
use crate::values::{Maker, Row};

/// How a request is made.
#[derive(Debug, Clone)]
pub(super) struct How<'h> {
    pub(super) row: Row,
    /// The one field whose edge is wanted.
    pub(super) only: Option<&'h str>,
    /// What values are drawn under.
    pub(super) name: String,
    /// Whether the object is this case's alone.
    pub(super) owner: Owner,
}

/// Whose the object of a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// Everybody's.
    All,
    /// This case's, made for it.
    Case,
    /// One that is there.
    This(usize),
}

/// A request that is ready but for what a case changes about it, and what it is about.
#[derive(Debug, Clone)]
pub(super) struct Shot {
    pub(super) call: usize,
    pub(super) draft: Draft,
    pub(super) parents: Vec<String>,
    pub(super) key: Option<String>,
    pub(super) object: Option<usize>,
    pub(super) is_private: bool,
    /// The edges that the body shows: places and classes.
    pub(super) edges: Vec<(String, &'static str)>,
}

impl<'h> How<'h> {
    /// Ordinary values under a name.
    pub(super) fn full(name: &str) -> Self {
        Self { row: Row::Full, only: None, name: name.to_owned(), owner: Owner::All }
    }

    pub(super) fn row(mut self, row: Row) -> Self {
        self.row = row;
        self
    }

    pub(super) fn only(mut self, pointer: &'h str) -> Self {
        self.only = Some(pointer);
        self
    }

    pub(super) fn owner(mut self, owner: Owner) -> Self {
        self.owner = owner;
        self
    }
}

impl Shot {
    /// What is sent, for what.
    pub(super) fn seen(&self, path: &str, intent: Intent) -> Seen {
        let draft = &self.draft;
        Seen {
            call: Some(self.call),
            intent,
            request: draft.render(path),
            answer: Answer::default(),
            sent: draft.body.clone().filter(|_| draft.raw.is_none()),
            parameters: draft.query.iter().chain(&draft.headers).chain(&draft.form).cloned().collect(),
            parents: self.parents.clone(),
            key: self.key.clone(),
            object: self.object,
            is_private: self.is_private,
        }
    }
}

impl Session<'_> {
    /// A valid request of an operation; the case ends when there is no way to make one.
    pub(super) async fn shot(&mut self, call: usize, how: How<'_>) -> Result<Shot, Stop> {
        let mut shot = self.addressed(call, &how).await?;
        let operation = self.service.operations[call].operation;
        if let Some(body) = &operation.body {
            self.prepare(&body.ty).await?;
        }
        self.fill(&mut shot, &how)?;
        Ok(shot)
    }

    /// Sends a shot for a purpose.
    pub(super) async fn fire(&mut self, shot: &Shot, intent: Intent) -> Result<Seen, Stop> {
        let path = &self.service.operations[shot.call].operation.path;
        self.send(shot.seen(path, intent)).await
    }

    /// The path of a request, and what it is about.
    async fn addressed(&mut self, call: usize, how: &How<'_>) -> Result<Shot, Stop> {
        let operation = self.service.operations[call].operation;
        let role = self.service.operations[call].role;
        let links = self.links(&operation.path);
        let variables: Vec<&str> = operation.path_variables().collect();
        let own = links.iter().rposition(Option::is_some);
        let makes_it = matches!(role, Some((Role::Upsert, _))) && matches!(how.owner, Owner::Case);
        // What is about to be made has no object yet, only what lies above it.
        let last = own.filter(|at| !(makes_it && Some(links[*at]) == role.map(|it| Some(it.1))));
        let last = last.or_else(|| links.iter().take(own.unwrap_or(0)).rposition(Option::is_some));
        let mut values = Vec::new();
        let mut object = None;
        if let Some(at) = last {
            let store = links[at].unwrap_or_default();
            let is_target = role.is_some_and(|it| it.1 == store);
            let owner = if is_target { how.owner } else { Owner::All };
            let found = match how.owner {
                Owner::This(it) if is_target => it,
                _ => self.need(store, owner).await?.ok_or(Stop::Case)?,
            };
            let known = &self.world.objects[found];
            values.clone_from(&known.parents);
            values.push(known.key.clone());
            object = is_target.then_some(found);
        }
        for name in variables.iter().skip(values.len()) {
            values.push(self.loose(call, name, how)?);
        }
        let (parents, key) = self.named(role, &operation.path, &values, object);
        if let Some((_, store)) = role.filter(|it| object.is_none() && self.service.store(it.1).identity.is_none()) {
            object = Some(self.single(store, &parents));
        }
        if makes_it {
            object = role.and_then(|it| self.world.find(it.1, &parents, key.as_deref().unwrap_or_default()));
        }
        let draft = Draft { method: operation.method.as_str().to_owned(), path: values, ..Draft::default() };
        let is_private = how.owner == Owner::Case;
        Ok(Shot { call, draft, parents, key, object, is_private, edges: Vec::new() })
    }

    /// The store whose object each variable of a path names.
    pub(super) fn links(&self, path: &str) -> Vec<Option<usize>> {
        let mut prefix = String::new();
        let mut links = Vec::new();
        for segment in path.split('/').filter(|it| !it.is_empty()) {
            if segment.starts_with(':') {
                let collection = paths::pattern(&prefix);
                let stores = self.service.stores.all();
                let is_it = |it: &lifecycle::Store<'_>| it.identity.is_some() && paths::pattern(it.path) == collection;
                links.push(stores.iter().position(is_it));
            }
            prefix.push('/');
            prefix.push_str(segment);
        }
        links
    }

    /// The value of a variable that names no object of the service.
    fn loose(&mut self, call: usize, name: &str, how: &How<'_>) -> Result<String, Stop> {
        let call = &self.service.operations[call];
        let stored = call.role.and_then(|(_, store)| {
            let shown = self.world.objects[self.world.usable(store)?].shown.as_ref()?.get(name)?;
            Some(shown.plain_text())
        });
        if let Some(it) = stored.filter(|_| !matches!(how.owner, Owner::Case)) {
            return Ok(it);
        }
        let field = &call.operation.parameter(name).ok_or(Stop::Case)?.field;
        let rng = Rng::named(self.settings.seed, &format!("{}/{name}", how.name));
        let mut maker = Maker::new(self.service.repository, rng, &|_| None);
        let value = maker.value(name, &field.ty, field.constraints.as_deref()).ok_or(Stop::Case)?;
        Ok(value.plain_text())
    }

    /// Which object a path is about, by the values of its variables.
    pub(super) fn named(
        &self,
        role: Option<(Role, usize)>,
        path: &str,
        values: &[String],
        object: Option<usize>,
    ) -> (Vec<String>, Option<String>) {
        if let Some(it) = object {
            let known = &self.world.objects[it];
            return (known.parents.clone(), Some(known.key.clone()));
        }
        let Some((_, store)) = role else { return (Vec::new(), None) };
        let store = self.service.store(store);
        let count = paths::variables(store.path).len();
        let is_own = paths::pattern(path).starts_with(&paths::pattern(store.path));
        if !is_own {
            return (values.to_vec(), None);
        }
        let key = values.get(count).filter(|_| store.identity.is_some()).cloned();
        (values.iter().take(count).cloned().collect(), key)
    }

    /// The only object at a place.
    fn single(&mut self, store: usize, parents: &[String]) -> usize {
        if let Some(it) = self.world.find(store, parents, "") {
            return it;
        }
        let parents = parents.to_vec();
        self.world.objects.push(Object::known(store, parents, String::new(), None));
        self.world.objects.len() - 1
    }

    /// Body, parameters and credentials of a request.
    fn fill(&mut self, shot: &mut Shot, how: &How<'_>) -> Result<(), Stop> {
        let call = &self.service.operations[shot.call];
        let (world, service) = (&self.world, self.service);
        let refer = |it: &apigen_model::Reference| world.refer(service, it);
        let rng = Rng::named(self.settings.seed, &how.name);
        let store = call.role.map(|it| service.store(it.1));
        let mut maker = Maker::new(service.repository, rng, &refer).row(how.row).for_store(store);
        maker.only = how.only;
        let own: &[apigen_model::Parameter] = &call.operation.parameters;
        for parameter in own {
            let field = &parameter.field;
            let is_needed = (field.required && field.default.is_none()) || is_idempotency_key(&field.name);
            if !is_needed || parameter.location == Location::Path {
                continue;
            }
            if field.name.eq_ignore_ascii_case("if-match") {
                // Who has seen no version means whichever there is.
                let version = shot.object.and_then(|it| world.objects[it].version.clone());
                shot.draft.replace(call.operation, &field.name, &[version.unwrap_or_else(|| "*".to_owned())]);
                continue;
            }
            let value = maker.value(&field.name, &field.ty, field.constraints.as_deref()).ok_or(Stop::Case)?;
            shot.draft.replace(call.operation, &field.name, &texts(&value));
        }
        for header in call.definition.headers.iter().filter(|it| it.required && it.default.is_none()) {
            let value = maker.value(&header.name, &header.ty, header.constraints.as_deref()).ok_or(Stop::Case)?;
            shot.draft.headers.push((header.name.to_string(), texts(&value).join(",")));
        }
        if let Some(body) = &call.operation.body {
            shot.draft.body = Some(maker.body(&body.ty).ok_or(Stop::Case)?);
            shot.edges = std::mem::take(&mut maker.shown);
        }
        // Clients send what they have everywhere, and services may show more to callers whom they know.
        shot.draft.credentials.clone_from(&self.settings.credentials);
        Ok(())
    }

    /// Makes what a body names.
    async fn prepare(&mut self, ty: &Type) -> Result<(), Stop> {
        let mut targets = Vec::new();
        let mut seen = Vec::new();
        targets_of(self.service.repository, ty, &mut seen, &mut targets);
        for target in targets {
            let Some(store) = self.service.stores.of(&target) else { continue };
            if !self.preparing.contains(&store) {
                self.need(store, Owner::All).await?;
            }
        }
        Ok(())
    }

    /// An object of a store: one that is there, or a new one; none when there is no way to have one.
    pub(super) fn need(&mut self, store: usize, owner: Owner) -> Made<'_> {
        Box::pin(async move {
            if let Some(it) = self.world.usable(store).filter(|_| owner == Owner::All) {
                return Ok(Some(it));
            }
            if self.barren.contains(&store) || self.preparing.contains(&store) {
                return Ok(None);
            }
            self.preparing.push(store);
            let found = match self.maker_of(store).filter(|_| !self.settings.read_only) {
                Some(call) => self.make(call, owner).await,
                None => self.discover(store).await,
            };
            self.preparing.pop();
            if found == Ok(None) && owner == Owner::All {
                self.barren.insert(store);
            }
            found
        })
    }

    /// The operation that makes objects of a store.
    pub(super) fn maker_of(&self, store: usize) -> Option<usize> {
        let create = self.service.with_role(Role::Create, store);
        create.or_else(|| {
            self.service.with_role(Role::Upsert, store).filter(|_| self.service.store(store).identity.is_some())
        })
    }

    /// Makes an object; other values are tried when the first ones are refused.
    async fn make(&mut self, call: usize, owner: Owner) -> Result<Option<usize>, Stop> {
        for row in [Row::Full, Row::Full, Row::Minimal, Row::Example] {
            self.drawn += 1;
            let name = format!("object/{}/{}", self.service.operations[call].name, self.drawn);
            let how = How { row, only: None, name, owner: Owner::Case };
            let mut shot = self.shot(call, how).await?;
            shot.is_private = owner == Owner::Case;
            let intent = if row == Row::Minimal { Intent::Minimal } else { Intent::Valid };
            let before = self.world.objects.len();
            let seen = self.fire(&shot, intent).await?;
            if seen.answer.is_success() {
                self.accepted.insert(call);
                let made = self.world.objects.len().checked_sub(1).filter(|it| *it >= before);
                return Ok(made.or(seen.object));
            }
        }
        Ok(None)
    }

    /// Finds objects that are there already.
    async fn discover(&mut self, store: usize) -> Result<Option<usize>, Stop> {
        let Some(call) = self.service.with_role(Role::List, store) else { return Ok(None) };
        let Some(Identity::Field(name)) = self.service.store(store).identity else { return Ok(None) };
        let shot = self.shot(call, How::full("discover")).await?;
        let seen = self.fire(&shot, Intent::Valid).await?;
        let elements = crate::learn::body(&seen).map(|it| super::pages::elements(&it)).unwrap_or_default();
        for element in elements.iter().take(10) {
            if let Some(key) = element.get(name).map(Json::plain_text)
                && self.world.find(store, &shot.parents, &key).is_none()
            {
                let object = Object::known(store, shot.parents.clone(), key, Some(element.clone()));
                self.world.objects.push(object);
            }
        }
        Ok(self.world.usable(store))
    }

    /// Whether an operation removes what it is about.
    pub(super) fn removes(&self, call: usize) -> bool {
        self.service.operations[call].operation.method == Method::Delete
    }
}

/// What [`Session::need`] returns: boxed, since what an object needs is made the same way.
type Made<'s> = std::pin::Pin<Box<dyn Future<Output = Result<Option<usize>, Stop>> + 's>>;

/// The types whose values the fields of a type name.
fn targets_of(
    repository: &apigen_model::Repository,
    ty: &Type,
    seen: &mut Vec<apigen_model::TypeId>,
    found: &mut Vec<Type>,
) {
    let Some(id) = ty.named().filter(|it| !seen.contains(it)) else { return };
    seen.push(id);
    match repository.named(id) {
        Some(Named::Model(it)) => {
            for field in it.fields.iter().filter(|it| !it.traits.read_only) {
                match field.references() {
                    Some(it) => found.push(it.target.clone()),
                    None => targets_of(repository, &field.ty, seen, found),
                }
            }
        }
        Some(Named::Union(it)) => it.types.iter().for_each(|it| targets_of(repository, &it.ty, seen, found)),
        _ => {}
    }
}
