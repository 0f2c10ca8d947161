//! ## What it does
//! Reports a template that mentions itself, directly or through others. The mention is ignored.
//!
//! ## Why is this bad?
//! There is no end to what the template would bring.
//!
//! ## Origin
//! apibuilder S16.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#templates`

use apigen_model::{Severity, TemplateUse};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "template-recursive",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a template cannot contain itself",
    options: &[],
    source: include_str!("template_recursive.rs"),
    check: Check::Definition(check),
};

/// Longer cycles are not spelt out.
const LONGEST: usize = 6;

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let templates = &ctx.definition.templates;
    let models: Vec<Template<'_>> = templates.models.iter().map(|it| (it.name.as_str(), &it.templates[..])).collect();
    let resources: Vec<Template<'_>> =
        templates.resources.iter().map(|it| (it.name.as_str(), &it.templates[..])).collect();
    cycles(ctx, &models, out);
    cycles(ctx, &resources, out);
}

/// A template's name and the templates that it mentions.
type Template<'a> = (&'a str, &'a [TemplateUse]);

/// Reports every mention that leads back to a template which led to it.
fn cycles(ctx: &Context<'_>, templates: &[Template<'_>], out: &mut Report<'_>) {
    let index: FxHashMap<&str, usize> = templates.iter().enumerate().map(|(at, it)| (it.0, at)).collect();
    let mut depth: Vec<Option<usize>> = vec![None; templates.len()];
    let mut seen = vec![false; templates.len()];
    for start in 0..templates.len() {
        let mut path = vec![(start, 0)];
        while let Some((at, next)) = path.pop() {
            if !seen[at] {
                seen[at] = true;
                depth[at] = Some(path.len());
            } else if next == 0 {
                continue;
            }
            let Some(used) = templates[at].1.get(next) else {
                depth[at] = None;
                continue;
            };
            path.push((at, next + 1));
            let Some(target) = index.get(used.name.as_str()).copied() else { continue };
            match depth[target] {
                Some(first) => {
                    let names: Vec<&str> = path[first..].iter().take(LONGEST).map(|it| templates[it.0].0).collect();
                    report(ctx, used, &names, path.len() - first, out);
                }
                None => path.push((target, 0)),
            }
        }
    }
}

fn report(ctx: &Context<'_>, used: &TemplateUse, names: &[&str], length: usize, out: &mut Report<'_>) {
    let name = used.name.as_str();
    let draft = out.at(ctx.name(used.origin), used.origin, format!("template `{name}` contains itself")).about(name);
    if length > LONGEST {
        draft.help(format!("break the cycle of {length} templates"));
    } else {
        draft.help(format!("break the cycle {} -> {name}", names.join(" -> ")));
    }
}
