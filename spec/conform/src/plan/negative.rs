//! Calls that must be refused: one flaw each.

use apigen_chance::Rng;
use apigen_model::lifecycle::Identity;
use apigen_model::{Json, Location, Type};

use super::{Action, Phase, Planner, placeholder};
use crate::check::Rule;
use crate::values::{Edit, Maker, flaws_of_body, flaws_of_parameter};

impl Planner<'_, '_> {
    pub(super) fn negative(&mut self) {
        self.bodies();
        self.parameters();
    }

    fn bodies(&mut self) {
        let Some(body) = &self.call().operation.body else { return };
        let refer = |it: &apigen_model::Reference| Some(placeholder(self.service.repository, it));
        let rng = Rng::named(self.settings.seed, &self.call().name);
        let Some(valid) = Maker::new(self.service.repository, rng, &refer).body(&body.ty) else { return };
        for (class, text) in [("no-json", "{"), ("empty", ""), ("no-object", "\u{feff}nonsense")] {
            self.add(Phase::Negative, "body", class, Action::Malformed(text));
        }
        for flaw in flaws_of_body(self.service.repository, &body.ty, &valid) {
            let action = Action::BodyFlaw { pointer: flaw.pointer.clone(), rule: flaw.rule, edit: flaw.edit };
            let place = format!("body{}", flaw.pointer);
            self.add(Phase::Negative, &place, flaw.class, action);
        }
        self.names(&body.ty);
    }

    /// Values that name objects, and the name of the object itself.
    fn names(&mut self, ty: &Type) {
        for pointer in self.references(ty, "", 0) {
            self.add(Phase::Negative, &format!("body{pointer}"), "dangling", Action::Dangling(pointer));
        }
        let fields = apigen_model::lifecycle::fields(self.service.repository, ty);
        let store = self.call().role.map(|it| self.service.store(it.1));
        let Some(Identity::Field(name)) = store.and_then(|it| it.identity) else { return };
        if fields.iter().all(|it| it.name != name) && self.service.repository.model_of(ty).is_some() {
            let (pointer, edit) = (format!("/{name}"), Edit::Set(Json::String("chosen-by-caller".into())));
            let action = Action::BodyFlaw { pointer, rule: Rule::UnknownField, edit };
            self.add(Phase::Negative, &format!("body/{name}"), "own-key", action);
        }
    }

    /// Where a body names objects of the service, of lists the first element.
    fn references(&self, ty: &Type, above: &str, depth: usize) -> Vec<String> {
        /// What lies deeper is made in part only.
        const DEEPEST: usize = 2;
        let fields = apigen_model::lifecycle::fields(self.service.repository, ty);
        let mut found = Vec::new();
        for field in fields.iter().filter(|it| !it.traits.read_only) {
            let pointer = format!("{above}/{}", field.name);
            match (field.references(), field.ty.element()) {
                (Some(it), None) if self.service.stores.of(&it.target).is_some() => found.push(pointer),
                (None, Some(element)) if depth < DEEPEST => {
                    found.extend(self.references(element, &format!("{pointer}/0"), depth + 1));
                }
                (None, None) if depth < DEEPEST => found.extend(self.references(&field.ty, &pointer, depth + 1)),
                _ => {}
            }
        }
        found
    }

    fn parameters(&mut self) {
        let call = self.call();
        for parameter in &call.operation.parameters {
            let name = parameter.field.name.to_string();
            let is_needed = parameter.field.required && parameter.field.default.is_none();
            if is_needed && parameter.location != Location::Path {
                let action = Action::ParameterFlaw { name: name.clone(), rule: Rule::Required, texts: Vec::new() };
                self.add(Phase::Negative, &name, "missing", action);
            }
            if parameter.location == Location::Form {
                continue;
            }
            for (class, rule, text) in flaws_of_parameter(self.service.repository, parameter) {
                let action = Action::ParameterFlaw { name: name.clone(), rule, texts: vec![text] };
                self.add(Phase::Negative, &name, class, action);
            }
        }
    }
}
