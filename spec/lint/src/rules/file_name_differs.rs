//! ## What it does
//! Reports a file that is called neither like its definition's name or key nor like the words of its namespace.
//! Files named `api.json` and `service.json` are called after what they are, and exempt.
//!
//! ## Why is this bad?
//! People look for a definition by the name of its file.
//!
//! ## Origin
//! Buf `PACKAGE_DIRECTORY_MATCH`, `FILE_LOWER_SNAKE_CASE`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`
use apigen_model::Severity;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "file-name-differs",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "people look for it under another name",
    options: &[],
    source: include_str!("file_name_differs.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let definition = ctx.definition;
    let path = ctx.repository.source(definition.file).path.as_str();
    let file = path.rsplit('/').next().unwrap_or(path);
    let Some(stem) = file.strip_suffix(".json").filter(|it| !matches!(*it, "api" | "service")) else { return };
    let stem = stem.strip_suffix(".service").or_else(|| stem.strip_suffix(".api")).unwrap_or(stem);
    let namespace = definition.namespace.as_str();
    let unversioned = definition.major_version().and_then(|it| namespace.strip_suffix(it)?.strip_suffix('.'));
    let whole = unversioned.unwrap_or(namespace);
    let mut words = [definition.name.as_str(), definition.key.as_str(), whole, namespace].into_iter();
    let wanted = plain(stem);
    let same = |text: &str| plain(text).ends_with(&wanted);
    if stem.is_empty() || definition.name.is_empty() || words.any(same) {
        return;
    }
    let origin = definition.meta.origin;
    out.at(ctx.name(origin), origin, format!("definition `{}` stands in file `{file}`", definition.name))
        .help("call the file like the definition");
}

/// The letters and digits of a name, in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
