//! What HTTP says: credentials, methods, media types, what is not there.

use apigen_model::lifecycle::Role;
use apigen_model::{Location, Method};

use super::{Action, Phase, Planner};

impl Planner<'_, '_> {
    pub(super) fn protocol(&mut self) {
        let call = self.call();
        if call.is_guarded() && self.settings.credentials.is_some() {
            self.add(Phase::Protocol, "authorization", "absent", Action::NoCredentials);
            self.add(Phase::Protocol, "authorization", "wrong", Action::WrongCredentials);
        }
        if call.operation.method == Method::Get {
            self.add(Phase::Protocol, "method", "head", Action::Head);
        }
        if call.operation.body.is_some() {
            self.add(Phase::Protocol, "content-type", "text", Action::MediaType("text/plain"));
        }
        let is_about_one = matches!(self.role(), Some(Role::Read | Role::Update | Role::Patch | Role::Delete));
        if is_about_one && call.parameters(Location::Path).next().is_some() {
            self.add(Phase::Protocol, "path", "absent", Action::Absent);
        }
        self.add(Phase::Protocol, "query", "unknown", Action::UnknownParameter);
        self.methods();
    }

    /// The methods that are declared nowhere on the path, tried once a path.
    fn methods(&mut self) {
        let path = &self.call().operation.path;
        let pattern = apigen_model::lifecycle::paths::pattern(path);
        let of = |index: usize| apigen_model::lifecycle::paths::pattern(&self.service.operations[index].operation.path);
        if self.settings.read_only || (0..self.index).any(|it| of(it) == pattern) {
            return;
        }
        let declared = self.service.methods(path);
        for method in [Method::Put, Method::Patch, Method::Delete, Method::Post, Method::Get] {
            // Another operation may have a variable where this path has a word.
            if declared.contains(&&method) || self.service.route(method.as_str(), path).is_some() {
                continue;
            }
            let name = match method {
                Method::Get => "GET",
                Method::Post => "POST",
                Method::Put => "PUT",
                Method::Patch => "PATCH",
                _ => "DELETE",
            };
            self.add(Phase::Protocol, "method", name, Action::Method(name));
        }
    }
}
