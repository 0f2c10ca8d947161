//! What there is to know about the name, key or rule at a byte.

use std::fmt::Write;

use apigen_model::grammar::Text;
use apigen_model::{Definition, Field, FileId, Meta, Named, Repository, Type};
use apigen_symbols::{Event, Frame, Role, Symbol, at, walk_around};
use apigen_syntax::{Span, Value};

/// A text about something, and where that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// Markdown.
    pub text: String,
}

/// More members of a type than this are not listed.
const MEMBERS: usize = 30;

/// What there is to know about what stands at a byte.
pub fn hover(repository: &Repository, file: FileId, offset: u32) -> Option<Hover> {
    let definition = repository.definition_in(file)?;
    if let Some(mention) = at(repository, file, offset).into_iter().next() {
        let text = about(repository, definition, &mention.symbol)?;
        return Some(Hover { span: mention.place.span, text });
    }
    let mut found = None;
    walk_around(&repository.source(file).document, offset, &mut |frames, event| {
        if let Event::String(role, node) = event {
            found = about_role(repository, definition, frames, role, node).or(found.take());
        }
    });
    found
}

fn about_role(
    repository: &Repository,
    definition: &Definition,
    frames: &[Frame<'_>],
    role: Role,
    node: Value<'_>,
) -> Option<Hover> {
    let text = match role {
        Role::Key(Some(key)) => {
            let construct = frames.last()?.construct.word;
            format!("`{}` of {} {construct}: {}.", key.name, article(construct), key.about)
        }
        Role::Text(Text::Rule) => apigen_lint::rule(&node.as_str()?)?.page(),
        Role::Type => {
            let ty = Type::parse(&node.as_str()?)?;
            format!("```\n{}\n```", repository.type_label(&ty, definition.id))
        }
        _ => return None,
    };
    Some(Hover { span: node.span(), text })
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

fn about(repository: &Repository, from: &Definition, symbol: &Symbol) -> Option<String> {
    let owner = repository.definition(symbol.definition());
    match symbol {
        Symbol::Definition(_) => Some(definition(owner)),
        Symbol::Type(id) => Some(named(repository, owner, repository.named(*id)?)),
        Symbol::Field(id, name) => {
            let model = repository.named(*id)?;
            let found = model.fields().iter().find(|it| it.name == *name)?;
            let head = format!("field {}.{}", model.name(), field_line(repository, from, found));
            Some(described(&head, &found.meta))
        }
        Symbol::Value(id, name) => {
            let of = repository.enumeration(*id)?;
            let value = of.values.iter().find(|it| it.name == *name)?;
            Some(described(&format!("enum value {}.{name} = {:?}", of.name, value.wire()), &value.meta))
        }
        Symbol::Annotation(_, name) => {
            let found = owner.annotations.iter().find(|it| it.name == *name)?;
            let brings = [("log", &found.log), ("url", &found.url), ("event", &found.event)];
            let brings = brings.iter().filter_map(|(key, it)| Some(format!("\n  {key}: {}", it.as_ref()?)));
            Some(described(&format!("annotation {name}{}", brings.collect::<String>()), &found.meta))
        }
        Symbol::Stream(_, name) => {
            let found = owner.streams.iter().find(|it| it.name == *name)?;
            let ty = repository.type_label(&found.ty, from.id);
            Some(described(&format!("stream {}: {ty}", found.qualified_name(&owner.namespace)), &found.meta))
        }
        Symbol::Table(_, name) => {
            let found = owner.tables.iter().find(|it| it.name == *name)?;
            let model = repository.type_label(&found.model, from.id);
            let key = found.primary_key.join(", ");
            Some(described(&format!("table {name}: {model}\n  primary key ({key})"), &found.meta))
        }
        Symbol::Template(_, name) => {
            let found = owner.templates.resources.iter().find(|it| it.name == *name)?;
            let count = found.operations.len();
            Some(described(&format!("template {name}, operations: {count}"), &found.meta))
        }
    }
}

fn definition(it: &Definition) -> String {
    let owner = it.owner.as_ref().map(|it| format!("\n  owner: {it}")).unwrap_or_default();
    described(&format!("definition {}\n  name: {}{owner}", it.namespace, it.name), &it.meta)
}

/// A type with what it is made of, as its own definition would write it.
fn named(repository: &Repository, owner: &Definition, named: Named<'_>) -> String {
    let name = named.name();
    let space = &owner.namespace;
    let lines: Vec<String> = match named {
        Named::Enum(it) => it.values.iter().map(|it| it.name.to_string()).collect(),
        Named::Union(it) => it.types.iter().map(|it| repository.type_label(&it.ty, owner.id)).collect(),
        Named::Model(_) | Named::Interface(_) => {
            named.fields().iter().map(|it| field_line(repository, owner, it)).collect()
        }
    };
    let word = match named {
        Named::Enum(_) => "enum",
        Named::Union(_) => "union",
        Named::Model(_) => "model",
        Named::Interface(_) => "interface",
    };
    let mut head = format!("{word} {space}.{word}s.{name} {{");
    for line in lines.iter().take(MEMBERS) {
        // Writing to a string cannot fail.
        let _ = write!(head, "\n  {line}");
    }
    if lines.len() > MEMBERS {
        let _ = write!(head, "\n  … {} more", lines.len() - MEMBERS);
    }
    head.push_str("\n}");
    described(&head, named.meta())
}

/// `name: type`, with a `?` when it may be absent and the default when there is one.
fn field_line(repository: &Repository, from: &Definition, it: &Field) -> String {
    let optional = if it.required { "" } else { "?" };
    let default = it.default_text().map(|it| format!(" = {it}")).unwrap_or_default();
    format!("{}{optional}: {}{default}", it.name, repository.type_label(&it.ty, from.id))
}

fn described(head: &str, meta: &Meta) -> String {
    let mut text = format!("```\n{head}\n```");
    if let Some(deprecation) = meta.deprecation() {
        let instead = deprecation.description.as_deref().unwrap_or("no reason given");
        let _ = write!(text, "\n\n**Deprecated**: {instead}");
    }
    if let Some(description) = &meta.description {
        let _ = write!(text, "\n\n{description}");
    }
    text
}
