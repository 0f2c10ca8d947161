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
            self.add(Phase::Protocol, "authorization", "wrong-scheme", Action::WrongScheme);
            if self.role() == Some(Role::Read) {
                self.add(Phase::Protocol, "authorization", "absent-object", Action::NobodyAboutNothing);
            }
        }
        if call.operation.method == Method::Get {
            self.add(Phase::Protocol, "method", "head", Action::Head);
        }
        if call.operation.body.is_some() {
            self.add(Phase::Protocol, "content-type", "text", Action::MediaType("text/plain"));
        }
        let is_about_one = matches!(self.role(), Some(Role::Read | Role::Update | Role::Patch | Role::Delete));
        let is_below_one = matches!(self.role(), Some(Role::List | Role::Create)) && call.declares(404);
        if (is_about_one || is_below_one) && call.parameters(Location::Path).next().is_some() {
            self.add(Phase::Protocol, "path", "absent", Action::Absent);
        }
        if self.role() == Some(Role::Read) && call.parameters(Location::Path).count() > 1 {
            self.add(Phase::Protocol, "path", "wrong-parent", Action::WrongParent);
        }
        let is_versioned = call.parameters(Location::Header).any(|it| it.field.name.eq_ignore_ascii_case("if-match"));
        if is_versioned && call.declares(412) {
            self.add(Phase::Protocol, "if-match", "stale", Action::Stale);
        }
        if self.index == 0 {
            self.add(Phase::Protocol, "path", "undeclared", Action::Path);
        }
        // What is removed by a service that does not care would be missed by others.
        if call.operation.method != Method::Delete {
            self.add(Phase::Protocol, "query", "unknown", Action::UnknownParameter);
        }
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
