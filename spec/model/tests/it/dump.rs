//! A repository as text: one line a construct, only what is there, problems last.

use std::fmt::Write as _;

use apigen_model::{Definition, Import, ImportTarget, Named, Repository};

use crate::{constructs, problems};

/// What to write besides the constructs of the first definition.
pub(crate) struct Show {
    all: bool,
    identity: bool,
    polarity: bool,
}

impl Show {
    pub(crate) fn parse(words: &str) -> Self {
        let has = |word: &str| words.split_whitespace().any(|it| it == word);
        Self { all: has("all"), identity: has("identity"), polarity: has("polarity") }
    }
}

/// Writes the first definition, or all of them, and every problem.
pub(crate) fn dump(repository: &Repository, show: &Show) -> String {
    let mut out = String::new();
    let count = if show.all { usize::MAX } else { 1 };
    for it in repository.definitions().iter().take(count) {
        if show.all {
            writeln!(out, "--- {}", repository.source(it.file).path).unwrap();
        }
        if show.identity {
            identity(&mut out, it);
        }
        it.imports.iter().for_each(|it| import(&mut out, repository, it));
        constructs::definition(&mut out, repository, it);
        if show.polarity {
            polarity(&mut out, repository, it);
        }
    }
    problems::dump(&mut out, repository);
    out
}

fn identity(out: &mut String, it: &Definition) {
    let declared = if it.namespace_declared { "" } else { " (derived)" };
    writeln!(out, "{:?} {} {}{declared} {:?}", it.name.as_str(), it.key, it.namespace, it.form).unwrap();
    let said = [
        ("organization", &it.organization),
        ("version", &it.version),
        ("spec_version", &it.spec_version),
        ("owner", &it.owner),
        ("base_url", &it.base_url),
    ];
    for (key, value) in said.iter().filter_map(|(key, it)| Some((key, it.as_ref()?))) {
        writeln!(out, "{key} {value}").unwrap();
    }
    if let Some(stability) = &it.stability {
        writeln!(out, "stability {stability:?}").unwrap();
    }
    if let Some(info) = &it.info {
        writeln!(out, "{info:?}").unwrap();
    }
    writeln!(out, "{}", constructs::meta(&it.meta).trim_start()).unwrap();
}

fn import(out: &mut String, repository: &Repository, it: &Import) {
    let target = match it.target {
        ImportTarget::Definition(id) => repository.source(repository.definition(id).file).path.as_str(),
        ImportTarget::Missing => "nothing",
    };
    write!(out, "import {} -> {target}", it.uri).unwrap();
    let said = [&it.namespace, &it.organization, &it.application, &it.version];
    said.into_iter().flatten().for_each(|it| write!(out, " {it}").unwrap());
    it.names.iter().for_each(|(kind, name)| write!(out, " {}:{name}", kind.word()).unwrap());
    it.annotations.iter().for_each(|it| write!(out, " annotation:{}{}", it.name, constructs::meta(&it.meta)).unwrap());
    it.lint_ignore.iter().for_each(|it| write!(out, " {}", constructs::suppression(it)).unwrap());
    writeln!(out).unwrap();
}

fn polarity(out: &mut String, repository: &Repository, it: &Definition) {
    for (id, named) in it.types() {
        let directions: Vec<_> = repository.polarity().of(id).iter().collect();
        let patch = if repository.patches().contains(id) { " patch" } else { "" };
        writeln!(out, "{} {}: {directions:?}{patch}", kind(named), named.name()).unwrap();
    }
}

/// The kind of a type in words.
pub(crate) fn kind(named: Named<'_>) -> &'static str {
    match named {
        Named::Enum(_) => "enum",
        Named::Interface(_) => "interface",
        Named::Model(_) => "model",
        Named::Union(_) => "union",
    }
}
