//! What a string of a definition mentions: asked of the model, by what the string is.

use std::ops::Range;

use apigen_model::grammar::{Entry, OPERATION, RESOURCE, TABLE, Text, UNION_TYPE};
use apigen_model::names::split_qualified;
use apigen_model::{
    Definition, DefinitionId, FileId, ImportTarget, Named, Operation, Repository, Stream, Type, TypeId, TypeKind,
};
use apigen_syntax::Value;
use smol_str::SmolStr;

use crate::mention::Mention;
use crate::symbol::{Symbol, declared, field};
use crate::walk::{Frame, Name, Role};

/// The definition of a file, in which names are looked up.
pub(crate) struct Scope<'a> {
    repository: &'a Repository,
    definition: &'a Definition,
    file: FileId,
}

/// A string and where its mentions go.
struct Said<'a, 'd, 'o> {
    file: FileId,
    node: Value<'d>,
    text: &'a str,
    out: &'o mut Vec<Mention>,
}

impl Said<'_, '_, '_> {
    fn mention(&mut self, range: Range<usize>, symbol: Symbol) -> &mut Mention {
        let at = self.out.len();
        self.out.push(Mention::new(self.file, self.node, range, symbol));
        &mut self.out[at]
    }

    fn whole(&mut self, symbol: Symbol) -> &mut Mention {
        self.mention(0..self.text.len(), symbol)
    }

    fn declares(&mut self, symbol: Symbol) {
        self.whole(symbol).declares = true;
    }
}

impl<'a> Scope<'a> {
    pub(crate) fn new(repository: &'a Repository, file: FileId) -> Option<Self> {
        Some(Self { repository, definition: repository.definition_in(file)?, file })
    }

    /// Finds what a string mentions.
    pub(crate) fn mentions(&self, frames: &[Frame<'_>], role: Role, node: Value<'_>, out: &mut Vec<Mention>) {
        let text = node.as_str().unwrap_or_default();
        let mut said = Said { file: self.file, node, text: &text, out };
        match role {
            Role::Key(_) => {}
            Role::Name(Name::Entry(entry)) => self.entry(entry, &mut said),
            Role::Name(Name::Inline(kind)) => self.inline(kind, &mut said),
            Role::Type | Role::Cast => self.type_use(self.definition.id, 0, &mut said),
            Role::Text(text) => self.text(frames, text, &mut said),
            Role::Value => self.value(frames, &mut said),
            Role::Data => self.data(&mut said),
        }
    }

    fn entry(&self, entry: Entry, said: &mut Said<'_, '_, '_>) {
        let id = self.definition.id;
        match entry {
            Entry::Type(kind) => self.declared_type(kind, said),
            Entry::ModelTemplate => self.declared_type(TypeKind::Interface, said),
            Entry::Resource => self.type_use(id, 0, said),
            Entry::Annotation => said.declares(Symbol::Annotation(id, said.text.into())),
            Entry::Stream => said.declares(Symbol::Stream(id, said.text.into())),
            Entry::Table => said.declares(Symbol::Table(id, said.text.into())),
            Entry::ResourceTemplate => said.declares(Symbol::Template(id, said.text.into())),
            Entry::Response => {}
        }
    }

    fn declared_type(&self, kind: TypeKind, said: &mut Said<'_, '_, '_>) {
        if let Some(id) = declared(self.repository, self.definition.id, kind, said.text.trim()) {
            said.declares(Symbol::Type(id));
        }
    }

    /// An inline declaration may stand in a list or map, as in `[line]`.
    fn inline(&self, kind: TypeKind, said: &mut Said<'_, '_, '_>) {
        let range = base(said.text);
        if let Some(id) = declared(self.repository, self.definition.id, kind, &said.text[range.clone()]) {
            said.mention(range, Symbol::Type(id)).declares = true;
        }
    }

    fn text(&self, frames: &[Frame<'_>], role: Text, said: &mut Said<'_, '_, '_>) {
        match role {
            Text::Name => self.own_name(frames, said),
            Text::Namespace => said.declares(Symbol::Definition(self.definition.id)),
            Text::Import => self.import(said),
            Text::Interface => self.interface(said),
            Text::Annotation => self.annotation(said),
            Text::Stream => {
                self.stream(said);
            }
            Text::Event => self.event(frames, said),
            Text::Table if self.definition.tables.iter().any(|it| it.name == said.text) => {
                said.whole(Symbol::Table(self.definition.id, said.text.into()));
            }
            Text::Column => self.column(frames, said),
            Text::ListedField => self.listed_field(frames, said),
            Text::Reference => self.reference(said),
            Text::EventKey => self.event_key(frames, said),
            Text::Template => self.template(frames, said),
            Text::Path => self.path(frames, said),
            Text::Table | Text::Free | Text::Rule | Text::OneOf(_) | Text::OneOfAnyCase(_) => {}
        }
    }

    /// The name of a field or of an enum's value.
    fn own_name(&self, frames: &[Frame<'_>], said: &mut Said<'_, '_, '_>) {
        let Some(owner) = frames.iter().rev().nth(1).and_then(|it| self.type_of_frame(it)) else { return };
        let name = SmolStr::new(said.text);
        match owner.kind {
            TypeKind::Enum => said.declares(Symbol::Value(owner, name)),
            _ => said.declares(Symbol::Field(owner, name)),
        }
    }

    /// The type that a construct declares.
    fn type_of_frame(&self, frame: &Frame<'_>) -> Option<TypeId> {
        let id = self.definition.id;
        let Some((name, node)) = frame.name else {
            // A union's member that says its fields declares a model of its name.
            let name = frame.node.get("type").filter(|_| frame.construct.is(&UNION_TYPE))?.as_str()?;
            return declared(self.repository, id, TypeKind::Model, &name);
        };
        let text = node.as_str()?;
        match name {
            Name::Entry(Entry::Type(kind)) => declared(self.repository, id, kind, text.trim()),
            Name::Entry(Entry::ModelTemplate) => declared(self.repository, id, TypeKind::Interface, text.trim()),
            Name::Inline(kind) => declared(self.repository, id, kind, &text[base(&text)]),
            Name::Entry(_) => None,
        }
    }

    /// The name of a type from a byte of the string on, as a definition writes it.
    fn type_use(&self, from: DefinitionId, start: usize, said: &mut Said<'_, '_, '_>) {
        let range = base(&said.text[start..]);
        let range = start + range.start..start + range.end;
        let name = &said.text[range.clone()];
        if let Some(Type::Named(id)) = self.repository.find_type(from, name) {
            self.qualified(id, name, range, said);
        }
    }

    /// A type's name, and before it the namespace when there is one.
    fn qualified(&self, id: TypeId, name: &str, range: Range<usize>, said: &mut Said<'_, '_, '_>) {
        let own = self.repository.named(id).map_or(0, |it| it.name().len());
        match split_qualified(name).filter(|_| name.len() > own) {
            Some((namespace, _, bare)) => {
                said.mention(range.end - bare.len()..range.end, Symbol::Type(id));
                let written = range.start..range.start + namespace.len();
                self.namespace(id.definition, namespace, written, said);
            }
            None => {
                said.mention(range, Symbol::Type(id));
            }
        }
    }

    /// A namespace; one that a definition goes by without saying it cannot be renamed there.
    fn namespace(&self, id: DefinitionId, written: &str, range: Range<usize>, said: &mut Said<'_, '_, '_>) {
        let by_name = self.repository.definition(id).namespace == written;
        said.mention(range, Symbol::Definition(id)).by_name = by_name;
    }

    fn import(&self, said: &mut Said<'_, '_, '_>) {
        let import = self.definition.imports.iter().find(|it| it.uri == said.text);
        if let Some(ImportTarget::Definition(id)) = import.map(|it| it.target) {
            self.namespace(id, said.text, 0..said.text.len(), said);
        }
    }

    fn interface(&self, said: &mut Said<'_, '_, '_>) {
        let local = self.repository.local_interface(self.definition.id, said.text);
        match local {
            Some(id) => {
                said.whole(Symbol::Type(id));
            }
            None => self.type_use(self.definition.id, 0, said),
        }
    }

    fn annotation(&self, said: &mut Said<'_, '_, '_>) {
        let near = [self.definition].into_iter().chain(self.repository.imported(self.definition.id));
        let owner = near.into_iter().find(|it| it.annotations.iter().any(|it| it.name == said.text));
        if let Some(owner) = owner {
            said.whole(Symbol::Annotation(owner.id, said.text.into()));
        }
    }

    /// A stream of this definition by its name, or of any by its qualified name.
    fn stream(&self, said: &mut Said<'_, '_, '_>) {
        let Some((owner, stream)) = self.find_stream(said.text) else { return };
        let symbol = Symbol::Stream(owner.id, stream.name.clone());
        if stream.name == said.text {
            said.whole(symbol);
            return;
        }
        let start = owner.namespace.len() + 1;
        said.mention(start..start + stream.name.len(), symbol);
        self.namespace(owner.id, &owner.namespace, 0..owner.namespace.len(), said);
    }

    fn find_stream(&self, text: &str) -> Option<(&'a Definition, &'a Stream)> {
        let local = self.definition.streams.iter().find(|it| it.name == text).map(|it| (self.definition, it));
        local.or_else(|| self.repository.stream(text))
    }

    /// An event: a member of the stream's union, under the name by which the stream's definition knows it.
    fn event(&self, frames: &[Frame<'_>], said: &mut Said<'_, '_, '_>) {
        let stream = frames.last().and_then(|it| it.node.get("stream")).and_then(Value::as_str);
        if let Some((owner, _)) = stream.and_then(|it| self.find_stream(&it)) {
            self.type_use(owner.id, 0, said);
        }
    }

    /// A field of the model of the table around.
    fn column(&self, frames: &[Frame<'_>], said: &mut Said<'_, '_, '_>) {
        let table = frames.iter().rev().find(|it| it.construct.is(&TABLE));
        let model = table.and_then(|it| it.node.get("model")?.as_str());
        let owner = model.and_then(|it| self.repository.find_type(self.definition.id, &it));
        if let Some(id) = owner.and_then(|it| it.named()) {
            self.field(id, said.text, 0..said.text.len(), said);
        }
    }

    /// A field, when the type has it.
    fn field(&self, owner: TypeId, name: &str, range: Range<usize>, said: &mut Said<'_, '_, '_>) {
        if field(self.repository, owner, name).is_some() {
            said.mention(range, Symbol::Field(owner, name.into()));
        }
    }

    /// `type.field`.
    fn reference(&self, said: &mut Said<'_, '_, '_>) {
        let Some((target, name)) = said.text.rsplit_once('.') else { return };
        let Some(Type::Named(id)) = self.repository.find_type(self.definition.id, target) else { return };
        self.qualified(id, target, 0..target.len(), said);
        self.field(id, name, said.text.len() - name.len()..said.text.len(), said);
    }

    /// The first part of a filter's path: a field of what the operation lists, or of some member of it.
    fn listed_field(&self, frames: &[Frame<'_>], said: &mut Said<'_, '_, '_>) {
        let name = said.text.split('.').next().unwrap_or_default();
        let Some(listed) = self.operation(frames).and_then(|it| self.repository.only_listed(it)) else { return };
        for id in models(self.repository, listed) {
            self.field(id, name, 0..name.len(), said);
        }
    }

    fn operation(&self, frames: &[Frame<'_>]) -> Option<&'a Operation> {
        let node = frames.iter().rev().find(|it| it.construct.is(&OPERATION))?.node.id();
        let all = self.definition.resources.iter().chain(&self.definition.templates.resources);
        all.flat_map(|it| &it.operations).find(|it| it.meta.origin.node == node && it.meta.origin.file == self.file)
    }

    /// The path to what orders events: in each event the whole of it, or its last part alone.
    fn event_key(&self, frames: &[Frame<'_>], said: &mut Said<'_, '_, '_>) {
        let node = frames.last().map(|it| it.node.id());
        let stream = self.definition.streams.iter().find(|it| Some(it.meta.origin.node) == node);
        for event in stream.iter().flat_map(|it| models(self.repository, &it.ty)) {
            if !self.fields_along(event, 0, said) {
                let last = said.text.rfind('.').map_or(0, |it| it + 1);
                self.fields_along(event, last, said);
            }
        }
    }

    /// Mentions every field of a path from a byte on, when all of them are there.
    fn fields_along(&self, owner: TypeId, start: usize, said: &mut Said<'_, '_, '_>) -> bool {
        let rest = &said.text[start..];
        let name = rest.split('.').next().unwrap_or_default();
        let Some(found) = field(self.repository, owner, name) else { return false };
        let mut reached = name.len() == rest.len();
        let deeper = if reached { Vec::new() } else { models(self.repository, &found.ty) };
        for deeper in deeper {
            // Every way that leads to the end has mentions.
            reached |= self.fields_along(deeper, start + name.len() + 1, said);
        }
        if reached {
            said.mention(start..start + name.len(), Symbol::Field(owner, name.into()));
        }
        reached
    }

    fn template(&self, frames: &[Frame<'_>], said: &mut Said<'_, '_, '_>) {
        let id = self.definition.id;
        let user = frames.iter().rev().nth(1);
        if user.is_some_and(|it| it.construct.is(&RESOURCE)) {
            if self.definition.templates.resources.iter().any(|it| it.name == said.text) {
                said.whole(Symbol::Template(id, said.text.into()));
            }
        } else if let Some(id) = self.repository.local_interface(id, said.text) {
            said.whole(Symbol::Type(id));
        }
    }

    /// Variables that no parameter declares are fields of the resource's type.
    fn path(&self, frames: &[Frame<'_>], said: &mut Said<'_, '_, '_>) {
        let resource = frames.iter().find(|it| it.construct.is(&RESOURCE));
        let name = resource.and_then(|it| it.name?.1.as_str());
        let owner = name.and_then(|it| self.repository.find_type(self.definition.id, &it[base(&it)]));
        let Some(ty) = owner else { return };
        let operation = frames.iter().rev().find(|it| it.construct.is(&OPERATION));
        let parameters = operation.and_then(|it| it.node.get("parameters"));
        let is_declared = |name: &str| {
            let mut all = parameters.into_iter().flat_map(Value::elements);
            all.any(|it| it.get("name").and_then(Value::as_str).is_some_and(|it| it == name))
        };
        let mut start = 0;
        for segment in said.text.split('/') {
            if let Some(rest) = segment.strip_prefix(':') {
                let name = rest.split('.').next().unwrap_or(rest);
                if !is_declared(name) {
                    for id in models(self.repository, &ty) {
                        self.field(id, name, start + 1..start + 1 + name.len(), said);
                    }
                }
            }
            start += segment.len() + 1;
        }
    }

    /// A default that is a value of the enum beside it.
    fn value(&self, frames: &[Frame<'_>], said: &mut Said<'_, '_, '_>) {
        let ty = frames.last().and_then(|it| it.node.get("type")).and_then(Value::as_str);
        let Some(ty) = ty.and_then(|it| self.repository.find_type(self.definition.id, &it)) else { return };
        let Type::Named(id) = ty else { return };
        let values = self.repository.enumeration(id).map_or(&[][..], |it| &it.values);
        // A value with a form of its own on the wire is meant by that, and a new name changes nothing.
        if values.iter().any(|it| it.value.is_none() && it.name == said.text) {
            said.whole(Symbol::Value(id, said.text.into()));
        }
    }

    /// Data of tools: a qualified name means the type wherever it stands, a bare one where the key says so.
    fn data(&self, said: &mut Said<'_, '_, '_>) {
        let key = said.node.key().or_else(|| said.node.parent()?.key()).and_then(Value::as_str).unwrap_or_default();
        let singular = key.strip_suffix('s').unwrap_or(&key);
        let speaks = singular == "type" || TypeKind::ALL.iter().any(|it| it.word() == singular);
        if speaks || split_qualified(&said.text[base(said.text)]).is_some() {
            self.type_use(self.definition.id, 0, said);
        }
    }
}

/// The models and interfaces that a value of a type may be, unions followed to their members.
fn models(repository: &Repository, ty: &Type) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut seen = Vec::new();
    let mut pending: Vec<TypeId> = ty.named().into_iter().collect();
    while let Some(id) = pending.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        match repository.named(id) {
            Some(Named::Union(it)) => pending.extend(it.types.iter().filter_map(|it| it.ty.named())),
            Some(Named::Model(_) | Named::Interface(_)) => found.push(id),
            Some(Named::Enum(_)) | None => {}
        }
    }
    found.sort_unstable();
    found
}

/// The innermost name of a type in its text: what stands inside all brackets, without white space.
fn base(text: &str) -> Range<usize> {
    let start = text.rfind('[').map_or(0, |it| it + 1);
    let end = text[start..].find(']').map_or(text.len(), |it| start + it);
    let inner = &text[start..end];
    let lead = inner.len() - inner.trim_start().len();
    start + lead..start + lead + inner.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_stands_inside_all_brackets() {
        let name = |text: &'static str| &text[base(text)];
        assert_eq!(name("user"), "user");
        assert_eq!(name("[user]"), "user");
        assert_eq!(name("map[ [ io.acme.v0.models.user ] ]"), "io.acme.v0.models.user");
        assert_eq!(name("]["), "");
        assert_eq!(name(""), "");
    }
}
