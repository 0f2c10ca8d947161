//! What the answers of a service have shown: its objects, how they were made, which of them are gone.

mod same;

use std::collections::BTreeSet;

use apigen_model::lifecycle::{Identity, Role, paths};
use apigen_model::{Json, Reference};

pub(crate) use same::{Difference, differences, is_owned_by_service, is_same};

use crate::Service;
use crate::exchange::Request;
use crate::law::Seen;

/// Everything that is known.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) objects: Vec<Object>,
}

/// An object that a service keeps.
#[derive(Debug, Clone)]
pub(crate) struct Object {
    pub(crate) store: usize,
    /// The values of the variables in the store's path.
    pub(crate) parents: Vec<String>,
    /// What tells it apart in its collection; empty for a single object.
    pub(crate) key: String,
    /// What the service showed last; none when something may have changed it since.
    pub(crate) shown: Option<Json>,
    pub(crate) is_gone: bool,
    /// Whether this run made it.
    pub(crate) is_ours: bool,
    /// Whether one case has it for itself.
    pub(crate) is_private: bool,
    /// The last request that changed it.
    pub(crate) written_by: Option<Request>,
    /// The last request about it that was refused, since it was read.
    pub(crate) refused: Option<Request>,
    /// The `ETag` that the service gave last.
    pub(crate) version: Option<String>,
}

impl Object {
    /// An object that was there before.
    pub(crate) fn known(store: usize, parents: Vec<String>, key: String, shown: Option<Json>) -> Self {
        Self {
            store,
            parents,
            key,
            shown,
            is_gone: false,
            is_ours: false,
            is_private: false,
            written_by: None,
            refused: None,
            version: None,
        }
    }
}

impl World {
    /// Where an object is, when it is known.
    pub(crate) fn find(&self, store: usize, parents: &[String], key: &str) -> Option<usize> {
        self.objects.iter().rposition(|it| it.store == store && it.parents == parents && it.key == key)
    }

    /// An object that is there and that any case may use.
    pub(crate) fn usable(&self, store: usize) -> Option<usize> {
        self.objects.iter().position(|it| it.store == store && !it.is_gone && !it.is_private)
    }

    /// The objects of a collection that are there.
    pub(crate) fn alive<'w>(&'w self, store: usize, parents: &'w [String]) -> impl Iterator<Item = &'w Object> {
        self.objects.iter().filter(move |it| it.store == store && !it.is_gone && it.parents == parents)
    }

    /// The value that a reference may have.
    pub(crate) fn refer(&self, service: &Service<'_>, reference: &Reference) -> Option<Json> {
        let fits = |it: &&Object| !it.is_gone && !it.is_private && *service.store(it.store).ty == reference.target;
        let shown = |it: &Object| it.shown.as_ref()?.get(&reference.field).cloned();
        // Known by its key even where what it is now is not.
        let by_key = |it: &Object| match service.store(it.store).identity {
            Some(Identity::Field(name)) if name == reference.field => {
                let fields = apigen_model::lifecycle::fields(service.repository, &reference.target);
                let field = fields.into_iter().find(|it| it.name == name)?;
                Some(crate::check::data(service.repository, &field.ty, &it.key))
            }
            _ => None,
        };
        self.objects.iter().filter(fits).find_map(|it| shown(it).or_else(|| by_key(it)))
    }

    /// Learns from an exchange that was judged.
    pub(crate) fn observe(&mut self, service: &Service<'_>, seen: &Seen) {
        let Some(call) = seen.call.map(|it| &service.operations[it]) else { return };
        let Some((role, store)) = call.role else { return self.unknown_write(service, seen) };
        let is_success = seen.answer.is_success();
        match role {
            Role::Create if is_success => self.created(service, store, seen),
            Role::Upsert | Role::Update | Role::Patch if is_success => self.changed(service, store, seen),
            Role::Delete if is_success => self.removed(service, seen),
            Role::Read if is_success => {
                let whole = body(seen).filter(|_| is_own_path(service, store, &call.operation.path));
                if let (Some(at), Some(body)) = (seen.object, whole) {
                    self.objects[at].shown = Some(body);
                    self.objects[at].refused = None;
                    self.objects[at].version = version(seen);
                }
            }
            Role::List | Role::Read | Role::Create => {}
            _ if seen.answer.is_refusal() && seen.request.method != "DELETE" => {
                if let Some(at) = seen.object {
                    self.objects[at].refused = Some(seen.request.clone());
                }
            }
            // Whether anything was changed is not known.
            _ => {
                if let Some(at) = seen.object {
                    self.objects[at].shown = None;
                }
            }
        }
    }

    /// Something was changed, and nobody can say what.
    fn unknown_write(&mut self, service: &Service<'_>, seen: &Seen) {
        let is_safe = seen.call.is_some_and(|it| service.operations[it].is_safe());
        if !is_safe && seen.answer.is_success() {
            self.objects.iter_mut().for_each(|it| it.shown = None);
        }
    }

    fn created(&mut self, service: &Service<'_>, store: usize, seen: &Seen) {
        let Some(key) = key(service, store, seen) else { return };
        let shown = shown(service, store, seen);
        match self.find(store, &seen.parents, &key) {
            Some(at) => {
                let known = &mut self.objects[at];
                (known.shown, known.is_gone) = (shown, false);
                known.written_by = Some(seen.request.clone());
                known.version = version(seen);
            }
            None => self.objects.push(Object {
                store,
                parents: seen.parents.clone(),
                key,
                shown,
                is_gone: false,
                is_ours: true,
                is_private: seen.is_private,
                written_by: Some(seen.request.clone()),
                refused: None,
                version: version(seen),
            }),
        }
        self.touch(seen, None);
    }

    fn changed(&mut self, service: &Service<'_>, store: usize, seen: &Seen) {
        let operation = seen.call.map(|it| &service.operations[it].operation.path);
        let is_direct = operation.is_some_and(|it| is_own_path(service, store, it));
        let shown = shown(service, store, seen);
        if seen.object.is_none() && is_direct {
            return self.created(service, store, seen);
        }
        if let Some(at) = seen.object {
            let known = &mut self.objects[at];
            known.shown = shown;
            known.is_gone = false;
            known.written_by = Some(seen.request.clone());
            known.refused = None;
            known.version = version(seen);
        }
        self.touch(seen, seen.object);
    }

    fn removed(&mut self, service: &Service<'_>, seen: &Seen) {
        let Some(at) = seen.object else { return };
        let gone = &mut self.objects[at];
        gone.is_gone = true;
        gone.written_by = Some(seen.request.clone());
        let prefix: Vec<_> = gone.parents.iter().cloned().chain([gone.key.clone()]).collect();
        let store = gone.store;
        // What lies below it is gone too, or cannot be reached any more.
        let is_below = |it: &Object| {
            let (path, above) = (service.store(it.store).path, service.store(store).path);
            paths::is_below(&paths::pattern(path), &paths::pattern(above)) && it.parents.starts_with(&prefix)
        };
        for object in self.objects.iter_mut().filter(|it| is_below(it)) {
            object.is_gone = true;
        }
        self.touch(seen, Some(at));
    }

    /// A write may change more than the object that it is about: what lies above it, and what it names.
    fn touch(&mut self, seen: &Seen, but: Option<usize>) {
        let mut sent = BTreeSet::new();
        if let Some(body) = &seen.sent {
            scalars(body, &mut sent);
        }
        let made = self.objects.len().checked_sub(1);
        for (at, object) in self.objects.iter_mut().enumerate() {
            let is_itself = Some(at) == but || (but.is_none() && Some(at) == made);
            let is_named = !object.key.is_empty() && sent.contains(&object.key);
            let is_above = seen.parents.contains(&object.key);
            let is_beside = object.parents == seen.parents && !seen.parents.is_empty();
            if !is_itself && (is_named || is_above || is_beside) {
                object.shown = None;
            }
        }
    }
}

/// Every text and number in a value, however deep: some of them may be keys.
fn scalars(value: &Json, found: &mut BTreeSet<String>) {
    match value {
        Json::Array(all) => all.iter().for_each(|it| scalars(it, found)),
        Json::Object(members) => members.iter().for_each(|it| scalars(&it.1, found)),
        Json::String(_) | Json::Number(_) => drop(found.insert(value.plain_text())),
        _ => {}
    }
}

/// Whether a path is that of a store's objects, and not another way to something in them.
pub(crate) fn is_own_path(service: &Service<'_>, store: usize, path: &str) -> bool {
    let own = paths::pattern(service.store(store).path);
    let given = paths::pattern(path);
    given == own || (service.store(store).identity.is_some() && given == format!("{own}/:"))
}

/// The version of the object that an answer is about.
fn version(seen: &Seen) -> Option<String> {
    seen.answer.header("etag").map(ToOwned::to_owned)
}

/// The JSON of an answer.
pub(crate) fn body(seen: &Seen) -> Option<Json> {
    let document = seen.answer.document();
    document.root().filter(|_| document.errors().is_empty()).map(Json::of)
}

/// The object that an answer shows: a receipt or a summary of it is another type, and shows something else.
fn shown(service: &Service<'_>, store: usize, seen: &Seen) -> Option<Json> {
    let responses = seen.call.map(|it| &service.operations[it].operation.responses)?;
    let declared = responses.iter().find(|it| it.code.status() == Some(seen.answer.status));
    let is_it = declared.is_none_or(|it| it.ty == *service.store(store).ty);
    body(seen).filter(|it| is_it && matches!(it, Json::Object(_)))
}

/// What tells a new object apart: its field, the end of its address, or what the request called it.
fn key(service: &Service<'_>, store: usize, seen: &Seen) -> Option<String> {
    let shown = body(seen);
    let field = |name: &str| {
        let value = shown.as_ref()?.get(name).or_else(|| seen.sent.as_ref()?.get(name))?;
        Some(value.plain_text())
    };
    let address = || {
        let location = seen.answer.header("location")?;
        let last = location.split(['?', '#']).next()?.trim_end_matches('/').rsplit('/').next()?;
        percent_encoding::percent_decode_str(last).decode_utf8().ok().map(std::borrow::Cow::into_owned)
    };
    match service.store(store).identity {
        None => Some(String::new()),
        Some(Identity::Field(name)) => field(name).or_else(|| seen.key.clone()).or_else(address),
        Some(Identity::Path) => seen.key.clone().or_else(address),
    }
}
