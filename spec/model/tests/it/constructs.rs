//! Constructs as lines of text.

use std::fmt::Write as _;

use apigen_model::{
    Definition, DefinitionId, Field, LintIgnore, Meta, Named, Operation, Repository, Resource, Stream, Table, Type,
};

use crate::dump::kind;

/// Writes everything that a definition declares.
pub(crate) fn definition(out: &mut String, repository: &Repository, it: &Definition) {
    let writer = Writer { repository, id: it.id };
    it.headers.iter().for_each(|it| writeln!(out, "header {}", writer.field(it)).unwrap());
    for it in &it.annotations {
        let said = [("log", &it.log), ("url", &it.url), ("event", &it.event), ("severity", &it.severity)];
        let said = said.into_iter().filter_map(|(key, it)| Some(format!(" {key}={}", it.as_ref()?)));
        writeln!(out, "annotation {}{}{}", it.name, said.collect::<String>(), meta(&it.meta)).unwrap();
    }
    it.types().for_each(|(_, it)| writer.named(out, it));
    it.resources.iter().for_each(|it| writer.resource(out, it));
    it.streams.iter().for_each(|it| writer.stream(out, it));
    it.consumes.iter().for_each(|it| writeln!(out, "consumes {it}").unwrap());
    it.tables.iter().for_each(|it| writer.table(out, it));
    it.reserved.iter().for_each(|it| writeln!(out, "reserved {it}").unwrap());
}

/// Description, deprecation, attributes and suppressions, each with a space before it.
pub(crate) fn meta(it: &Meta) -> String {
    let mut out = it.description.as_ref().map(|it| format!(" # {it}")).unwrap_or_default();
    if let Some(it) = it.deprecation() {
        write!(out, " deprecated({})", it.description.as_deref().unwrap_or_default()).unwrap();
    }
    for it in it.attributes() {
        let description = it.description.as_ref().map(|it| format!(" # {it}")).unwrap_or_default();
        let deprecated = if it.deprecation.is_some() { " deprecated" } else { "" };
        write!(out, " @{}{}{description}{deprecated}", it.name, it.value).unwrap();
    }
    it.lint_ignore().iter().for_each(|it| write!(out, " {}", suppression(it)).unwrap());
    out
}

/// A suppression with what it says.
pub(crate) fn suppression(it: &LintIgnore) -> String {
    let said = [("", &it.reason), ("by ", &it.owner), ("until ", &it.expires)];
    let said = said.into_iter().filter_map(|(word, it)| Some(format!(", {word}{}", it.as_ref()?)));
    format!("ignores({}{})", it.rule, said.collect::<String>())
}

struct Writer<'a> {
    repository: &'a Repository,
    id: DefinitionId,
}

impl Writer<'_> {
    /// `?` marks a name that stands for nothing, `!` one of a definition that is not here.
    fn ty(&self, ty: &Type) -> String {
        let mark = match ty.base() {
            Type::Unresolved(_) => "?",
            Type::External(_) => "!",
            _ => "",
        };
        format!("{mark}{}", self.repository.type_label(ty, self.id))
    }

    fn field(&self, it: &Field) -> String {
        let mut out = format!("{}{}: {}", it.name, if it.required { "" } else { "?" }, self.ty(&it.ty));
        it.default.iter().for_each(|it| write!(out, " = {it}").unwrap());
        if let Some(limits) = &it.constraints {
            out += &range(limits.minimum, limits.maximum);
            limits.pattern.iter().for_each(|it| write!(out, " ~{it}").unwrap());
            out += if limits.unique_items { " unique_items" } else { "" };
            if let Some(items) = &limits.items {
                write!(out, " items({}", range(items.minimum, items.maximum).trim()).unwrap();
                items.pattern.iter().for_each(|it| write!(out, " ~{it}").unwrap());
                out += ")";
            }
        }
        let traits = it.traits;
        let words = [
            ("read_only", traits.read_only),
            ("write_only", traits.write_only),
            ("server_assigned", traits.server_assigned),
            ("unique", traits.unique),
        ];
        words.iter().filter(|(_, it)| *it).for_each(|(word, _)| write!(out, " {word}").unwrap());
        if let Some(details) = &it.details {
            details.example.iter().for_each(|it| write!(out, " e.g. {it}").unwrap());
            details.unit.iter().for_each(|it| write!(out, " in {it}").unwrap());
            details.references.iter().for_each(|it| write!(out, " -> {}.{}", self.ty(&it.target), it.field).unwrap());
            details.annotations.iter().for_each(|it| write!(out, " %{it}").unwrap());
        }
        out + &meta(&it.meta)
    }

    fn named(&self, out: &mut String, it: Named<'_>) {
        write!(out, "{} {} {}", kind(it), it.name(), it.plural()).unwrap();
        for promise in it.interfaces() {
            let known = match (promise.target, promise.external) {
                (Some(_), _) => "",
                (None, true) => "!",
                (None, false) => "?",
            };
            write!(out, " is {known}{}", promise.name).unwrap();
        }
        let (open, reserved): (bool, &[_]) = match it {
            Named::Enum(it) => (it.open, &it.reserved),
            Named::Union(it) => (it.open, &it.reserved),
            Named::Model(it) => (false, &it.reserved),
            Named::Interface(_) => (false, &[]),
        };
        *out += if open { " open" } else { "" };
        for it in reserved {
            write!(out, " reserved:{it}").unwrap();
        }
        if let Named::Union(it) = it {
            it.discriminator.iter().for_each(|it| write!(out, " by {it}").unwrap());
        }
        writeln!(out, "{}", meta(it.meta())).unwrap();
        self.parts(out, it);
    }

    fn parts(&self, out: &mut String, it: Named<'_>) {
        it.fields().iter().for_each(|it| writeln!(out, "  {}", self.field(it)).unwrap());
        if let Named::Enum(it) = it {
            for it in &it.values {
                let wire = it.value.as_ref().map(|it| format!(" = {it}")).unwrap_or_default();
                writeln!(out, "  {}{wire}{}", it.name, meta(&it.meta)).unwrap();
            }
        }
        if let Named::Union(it) = it {
            for it in &it.types {
                let name = if self.ty(&it.ty) == *it.name { String::new() } else { format!(" as {}", it.name) };
                let value = it.discriminator_value.as_ref().map(|it| format!(" = {it}")).unwrap_or_default();
                let default = if it.default { " default" } else { "" };
                writeln!(out, "  {}{name}{value}{default}{}", self.ty(&it.ty), meta(&it.meta)).unwrap();
            }
        }
    }

    fn resource(&self, out: &mut String, it: &Resource) {
        let path = if it.path.is_empty() { "(no path)" } else { &it.path };
        writeln!(out, "resource {} {} {path}{}", self.ty(&it.ty), it.plural, meta(&it.meta)).unwrap();
        it.operations.iter().for_each(|it| self.operation(out, it));
    }

    fn operation(&self, out: &mut String, it: &Operation) {
        writeln!(out, "  {}{}", it.label(), meta(&it.meta)).unwrap();
        for it in &it.parameters {
            let implied = if it.implicit { " (implied)" } else { "" };
            let filter = it.filter.as_ref().map(|it| format!(" filters {} {}", it.field, it.op)).unwrap_or_default();
            writeln!(out, "    {} {}{filter}{implied}", it.location.as_str(), self.field(&it.field)).unwrap();
        }
        if let Some(it) = &it.body {
            writeln!(out, "    body {}{}", self.ty(&it.ty), meta(&it.meta)).unwrap();
        }
        for it in &it.responses {
            let implied = if it.implicit { " (implied)" } else { "" };
            writeln!(out, "    {} {}{}{implied}", it.code, self.ty(&it.ty), meta(&it.meta)).unwrap();
            it.headers.iter().for_each(|it| writeln!(out, "      {}", self.field(it)).unwrap());
        }
        if let Some(it) = &it.behaviour {
            writeln!(out, "    {}", behaviour(it)).unwrap();
        }
    }

    fn stream(&self, out: &mut String, it: &Stream) {
        write!(out, "stream {} of {} {}", it.name, self.ty(&it.ty), it.encoding).unwrap();
        let said = [("key", &it.key), ("source", &it.source), ("keeps", &it.retention), ("is", &it.compatibility)];
        for (word, it) in said.iter().filter_map(|(word, it)| Some((word, it.as_ref()?))) {
            write!(out, " {word} {it}").unwrap();
        }
        writeln!(out, "{}", meta(&it.meta)).unwrap();
    }

    fn table(&self, out: &mut String, it: &Table) {
        write!(out, "table {} of {} key {:?}", it.name, self.ty(&it.model), it.primary_key).unwrap();
        *out += if it.journal { " journal" } else { "" };
        *out += if it.hash_code { " hash_code" } else { "" };
        it.partition.iter().for_each(|it| write!(out, " by {} of {}", it.interval, it.field).unwrap());
        writeln!(out, "{}", meta(&it.meta)).unwrap();
        for it in &it.indexes {
            let name = it.name.as_deref().unwrap_or("index");
            let condition = it.condition.as_ref().map(|it| format!(" where {it}")).unwrap_or_default();
            let unique = if it.unique { " unique" } else { "" };
            writeln!(out, "  {name} {:?}{unique}{condition}{}", it.fields, meta(&it.meta)).unwrap();
        }
    }
}

fn range(minimum: Option<i64>, maximum: Option<i64>) -> String {
    let text = |it: Option<i64>| it.map(|it| it.to_string()).unwrap_or_default();
    if minimum.or(maximum).is_none() { String::new() } else { format!(" {}..{}", text(minimum), text(maximum)) }
}

fn behaviour(it: &apigen_model::Behaviour) -> String {
    let mut all: Vec<String> = Vec::new();
    all.extend(it.name.as_ref().map(|it| format!("called {it}")));
    all.extend(it.idempotent.map(|it| format!("idempotent {it}")));
    all.extend(it.auth.as_ref().map(|it| format!("{it:?}")));
    for it in &it.errors {
        let status = it.status.map(|it| format!(" {it}")).unwrap_or_default();
        all.push(format!("error {}{status}{}", it.code, if it.retryable { " retryable" } else { "" }));
    }
    all.extend(it.paginated.as_ref().map(|it| format!("{it:?}")));
    for it in &it.emits {
        let within = it.within_ms.map(|it| format!(" within {it} ms")).unwrap_or_default();
        all.push(format!("emits {} on {}{within}", it.event, it.stream));
    }
    all.extend(it.max_response_time_ms.map(|it| format!("answers within {it} ms")));
    all.join(", ")
}
