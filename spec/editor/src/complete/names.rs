//! Names that are declared and can be referred to from a definition.

use apigen_model::grammar::{RESOURCE, TABLE, Text};
use apigen_model::{Definition, Meta, Model, Primitive, Repository, Type, TypeId, TypeKind};
use apigen_symbols::Frame;
use apigen_syntax::Value;

use super::{Candidate, CompletionKind};

/// A definition that names are looked up from.
pub(super) struct Names<'a> {
    pub(super) repository: &'a Repository,
    pub(super) definition: &'a Definition,
}

impl<'a> Names<'a> {
    /// Primitives, own types, and the types of imports by their whole names.
    pub(super) fn types(&self) -> Vec<Candidate> {
        let primitives = Primitive::ALL.iter();
        let mut all: Vec<Candidate> =
            primitives.map(|it| Candidate::new(it.name(), CompletionKind::Type, "built in")).collect();
        all.extend(self.named(|kind| kind != TypeKind::Interface));
        all
    }

    fn named(&self, wanted: impl Fn(TypeKind) -> bool) -> Vec<Candidate> {
        let near = [self.definition].into_iter().chain(self.repository.imported(self.definition.id));
        let types = near.flat_map(Definition::types).filter(|(id, _)| wanted(id.kind));
        types
            .map(|(id, it)| {
                let name = self.repository.type_label(&Type::Named(id), self.definition.id);
                Candidate::new(name, CompletionKind::Type, &detail(id.kind.word(), it.meta()))
            })
            .collect()
    }

    /// What a text may say.
    pub(super) fn texts(&self, frames: &[Frame<'_>], text: Text, node: Value<'_>) -> Vec<Candidate> {
        match text {
            Text::Interface => self.named(|kind| kind == TypeKind::Interface),
            Text::Annotation => self.annotations(),
            Text::Stream if frames.len() == 1 => self.streams_of_others(),
            Text::Stream => {
                let own = self.definition.streams.iter().map(|it| named("stream", &it.name, &it.meta));
                own.chain(self.streams_of_others()).collect()
            }
            Text::Event => self.events(frames),
            Text::Table => self.definition.tables.iter().map(|it| named("table", &it.name, &it.meta)).collect(),
            Text::Column => self.columns(frames),
            Text::EventKey => self.event_keys(frames),
            Text::Reference => self.references(),
            Text::Template => self.templates(frames),
            Text::Import => self.imports(node),
            Text::Rule => {
                let rules = apigen_lint::rules().iter();
                rules.map(|it| Candidate::new(it.id, CompletionKind::Name, it.why)).collect()
            }
            Text::OneOf(words) | Text::OneOfAnyCase(words) => {
                words.iter().map(|it| Candidate::new(*it, CompletionKind::Word, "")).collect()
            }
            Text::Free | Text::Name | Text::Namespace | Text::ListedField | Text::Path => Vec::new(),
        }
    }

    fn annotations(&self) -> Vec<Candidate> {
        let near = [self.definition].into_iter().chain(self.repository.imported(self.definition.id));
        near.flat_map(|it| &it.annotations).map(|it| named("annotation", &it.name, &it.meta)).collect()
    }

    fn streams_of_others(&self) -> Vec<Candidate> {
        let others = self.repository.definitions().iter().filter(|it| it.id != self.definition.id);
        let streams = others.flat_map(|it| it.streams.iter().map(move |stream| (it, stream)));
        streams.map(|(it, stream)| named("stream", &stream.qualified_name(&it.namespace), &stream.meta)).collect()
    }

    /// The members of the union of the stream beside.
    fn events(&self, frames: &[Frame<'_>]) -> Vec<Candidate> {
        let name = frames.last().and_then(|it| it.node.get("stream")).and_then(Value::as_str).unwrap_or_default();
        let own = self.definition.streams.iter().find(|it| it.name == *name);
        let stream = own.or_else(|| self.repository.stream(&name).map(|(_, it)| it));
        let union = stream.and_then(|it| self.repository.union_of(&it.ty));
        union.map_or(&[][..], |it| &it.types).iter().map(|it| named("event", &it.name, &it.meta)).collect()
    }

    /// The fields of the model of the table around.
    fn columns(&self, frames: &[Frame<'_>]) -> Vec<Candidate> {
        let table = frames.iter().rev().find(|it| it.construct.is(&TABLE));
        let model = table.and_then(|it| it.node.get("model")?.as_str());
        self.model(model.as_deref()).map_or_else(Vec::new, |it| self.fields(it, ""))
    }

    /// The model of a name.
    fn model(&self, name: Option<&str>) -> Option<&'a Model> {
        let ty = self.repository.find_type(self.definition.id, name?)?;
        self.repository.model_of(&ty)
    }

    fn fields(&self, model: &Model, prefix: &str) -> Vec<Candidate> {
        let candidate = |name: &str, ty: &Type| {
            let ty = self.repository.type_label(ty, self.definition.id);
            Candidate::new(format!("{prefix}{name}"), CompletionKind::Name, &ty)
        };
        model.fields.iter().map(|it| candidate(&it.name, &it.ty)).collect()
    }

    /// Fields of the first event, and fields of those: every event has to have the path, and one of them shows it.
    fn event_keys(&self, frames: &[Frame<'_>]) -> Vec<Candidate> {
        let ty = frames.last().and_then(|it| it.node.get("type")).and_then(Value::as_str);
        let ty = ty.and_then(|it| self.repository.find_type(self.definition.id, &it));
        let union = ty.as_ref().and_then(|it| self.repository.union_of(it));
        let Some(event) = union.and_then(|it| self.repository.model_of(&it.types.first()?.ty)) else {
            return Vec::new();
        };
        let mut all = self.fields(event, "");
        for field in &event.fields {
            let inner = self.repository.model_of(&field.ty);
            all.extend(inner.iter().flat_map(|it| self.fields(it, &format!("{}.", field.name))));
        }
        all
    }

    /// Fields that tell rows apart: what references usually lead to.
    fn references(&self) -> Vec<Candidate> {
        let near = [self.definition].into_iter().chain(self.repository.imported(self.definition.id));
        let models = near.flat_map(Definition::types).filter(|(id, _)| id.kind == TypeKind::Model);
        models.flat_map(|(id, _)| self.identities(id)).collect()
    }

    fn identities(&self, id: TypeId) -> Vec<Candidate> {
        let label = self.repository.type_label(&Type::Named(id), self.definition.id);
        let tables = &self.repository.definition(id.definition).tables;
        let table = tables.iter().find(|it| it.model.named() == Some(id));
        let is_key = |name: &str| name == "id" || table.is_some_and(|it| it.primary_key.iter().any(|it| it == name));
        let fields = self.repository.model(id).map_or(&[][..], |it| &it.fields);
        let keys = fields.iter().filter(|it| it.traits.unique || is_key(&it.name));
        keys.map(|it| {
            let ty = self.repository.type_label(&it.ty, self.definition.id);
            Candidate::new(format!("{label}.{}", it.name), CompletionKind::Name, &ty)
        })
        .collect()
    }

    fn templates(&self, frames: &[Frame<'_>]) -> Vec<Candidate> {
        let user = frames.iter().rev().nth(1);
        let templates = &self.definition.templates;
        if user.is_some_and(|it| it.construct.is(&RESOURCE)) {
            return templates.resources.iter().map(|it| named("template", &it.name, &it.meta)).collect();
        }
        templates.models.iter().map(|it| named("template", &it.name, &it.meta)).collect()
    }

    /// The namespaces of definitions that are not imported yet; the import that is being written does not count.
    fn imports(&self, own: Value<'_>) -> Vec<Candidate> {
        let written = own.as_str().unwrap_or_default();
        let known: Vec<_> = self.definition.imports.iter().filter(|it| it.uri != *written).collect();
        let imported = |it: &Definition| {
            known
                .iter()
                .any(|import| matches!(import.target, apigen_model::ImportTarget::Definition(id) if id == it.id))
        };
        let others = self.repository.definitions().iter().filter(|it| it.id != self.definition.id && !imported(it));
        others.map(|it| named("definition", &it.namespace, &it.meta)).collect()
    }

    /// The values of the enum that the type beside is.
    pub(super) fn values(&self, frames: &[Frame<'_>]) -> Vec<Candidate> {
        let ty = frames.last().and_then(|it| it.node.get("type")).and_then(Value::as_str);
        let ty = ty.and_then(|it| self.repository.find_type(self.definition.id, &it));
        let found = ty.as_ref().and_then(|it| self.repository.enum_of(it));
        found.map_or(&[][..], |it| &it.values).iter().map(|it| named("value", it.wire(), &it.meta)).collect()
    }
}

fn named(word: &str, name: &str, meta: &Meta) -> Candidate {
    Candidate::new(name, CompletionKind::Name, &detail(word, meta))
}

/// The word, and the first line of what is said about it.
fn detail(word: &str, meta: &Meta) -> String {
    let line = meta.description.as_deref().and_then(|it| it.lines().next()).unwrap_or_default();
    if line.is_empty() { word.to_owned() } else { format!("{word}: {line}") }
}

/// Status codes that operations mostly answer with.
pub(super) fn codes() -> Vec<Candidate> {
    let codes = ["200", "201", "202", "204", "400", "401", "403", "404", "409", "422", "429", "500", "default"];
    codes.map(|it| Candidate::new(it, CompletionKind::Word, "")).into()
}
