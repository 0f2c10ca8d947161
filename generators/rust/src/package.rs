//! What surrounds the sources of a crate: `Cargo.toml`, `lib.rs` and `README.md`, laid out by templates.

use apigen_generator::{FileSet, TemplateError, Templates};
use serde_json::{Value, json};

use crate::context::Context;
use crate::docs::{lines, one_line};
use crate::options::{Options, toml_string};
use crate::render::SourceUnit;
use crate::render::header;

/// The built-in templates.
pub(crate) const TEMPLATES: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("../templates/Cargo.toml.hbs")),
    ("lib.rs", include_str!("../templates/lib.rs.hbs")),
    ("README.md", include_str!("../templates/README.md.hbs")),
];

/// The files of a crate that its sources do not come from.
pub(crate) fn files(
    context: &Context<'_>,
    options: &Options,
    templates: &Templates,
    units: &[SourceUnit],
) -> Result<FileSet, TemplateError> {
    let values = values(context, options, units);
    let mut files = FileSet::default();
    for (path, template) in [("Cargo.toml", "Cargo.toml"), ("src/lib.rs", "lib.rs"), ("README.md", "README.md")] {
        files.own(format!("{}/{path}", context.own.package), templates.render(template, &values)?);
    }
    Ok(files)
}

fn values(context: &Context<'_>, options: &Options, units: &[SourceUnit]) -> Value {
    let has = |module: &str| units.iter().any(|it| module_of(&it.path) == module);
    let first = context.definitions().next();
    let title = one_line(first.map_or("", |it| it.name.as_str()));
    let description = first.and_then(|it| it.meta.description.as_deref()).unwrap_or_default();
    let version = first.and_then(|it| it.version.as_deref()).filter(|it| is_semantic(it)).unwrap_or("0.1.0");
    json!({
        "header": header(context),
        "package": context.own.package,
        "library": context.own.library.to_string(),
        "namespace": one_line(&context.own.namespace),
        "title": title,
        "version": version,
        "about": toml_string(&format!("Types, server and client of {}.", one_line(&context.own.namespace))),
        "description": lines(description).iter().map(|it| format!("//! {it}").trim_end().to_owned()).collect::<Vec<_>>(),
        "dependencies": context.dependencies().map(|it| it.package.clone()).collect::<Vec<_>>(),
        "types_source": options.runtime.dependency("types"),
        "http_source": options.runtime.dependency("http"),
        "events_source": options.runtime.dependency("events"),
        "store_source": options.runtime.dependency("store"),
        "mock_source": options.runtime.dependency("mock"),
        "has_types": has("enums") || has("models") || has("unions"),
        "has_enums": has("enums"),
        "has_models": has("models"),
        "has_unions": has("unions"),
        "has_external": has("external"),
        "has_server": has("server"),
        "has_client": has("client"),
        "has_mock": has("mock"),
        "has_events": has("events"),
        "has_store": has("store"),
        "has_http": has("server") || has("client"),
    })
}

/// The module at the root of the crate that a source file belongs to.
fn module_of(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

fn is_semantic(version: &str) -> bool {
    let parts: Vec<_> = version.split('.').collect();
    let number = |it: &&str| it.parse::<u64>().is_ok_and(|value| value.to_string() == **it);
    parts.len() == 3 && parts.iter().all(number)
}
