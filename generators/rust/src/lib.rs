//! A resolved repository to Rust crates: models, axum servers, reqwest clients, repositories of tables.
//!
//! One crate a namespace. Modules below hold layout; what has to be known about types is asked of
//! [`context::Context`], and what generated code does at run time stands in the runtime crates.

mod api;
mod boxing;
mod client;
mod context;
mod defaults;
mod docs;
mod enums;
mod events;
mod external;
mod facts;
mod graph;
mod ident;
mod literals;
mod members;
mod mock;
mod models;
mod options;
mod package;
mod plan;
mod prelude;
mod render;
mod schemas;
mod server;
mod skips;
mod store;
mod types_of;
mod unions;

use apigen_generator::{FileSet, Output, TemplateError, Templates};
use apigen_model::Repository;

use crate::boxing::Boxing;
use crate::context::Context;
use crate::plan::Plan;
use crate::render::SourceUnit;

pub use options::{Options, RuntimeSource};

/// Generates the crates of a repository, each in a directory named like its package.
pub fn generate(repository: &Repository, options: &Options) -> Result<Output, TemplateError> {
    let templates = Templates::new(package::TEMPLATES, &options.templates)?;
    let plan = Plan::new(repository, &options.prefix);
    let boxing = Boxing::new(repository);
    let mut output = Output::default();
    for index in plan.selection(&options.namespaces) {
        let context = Context::new(repository, &plan, &boxing, index);
        add_crate(&mut output, &context, options, &templates)?;
    }
    Ok(output)
}

fn add_crate(
    output: &mut Output,
    context: &Context<'_>,
    options: &Options,
    templates: &Templates,
) -> Result<(), TemplateError> {
    let (store, without_repository) = store::generate(context);
    let (events, without_event) = events::generate(context);
    let units = types(context).into_iter().chain(operations(context)).chain(store).chain(events).collect();
    output.files.extend(crate_files(context, options, templates, units)?);
    output.skips.extend(skips::skips(context));
    output.skips.extend(without_repository);
    output.skips.extend(without_event);
    Ok(())
}

fn types(context: &Context<'_>) -> Vec<SourceUnit> {
    let generators = [enums::generate, models::generate, unions::generate, external::generate, schemas::generate];
    generators.into_iter().flat_map(|generate| generate(context)).collect()
}

fn operations(context: &Context<'_>) -> Vec<SourceUnit> {
    let apis = api::resources(context);
    [server::generate, client::generate, mock::generate].into_iter().flat_map(|it| it(context, &apis)).collect()
}

fn crate_files(
    context: &Context<'_>,
    options: &Options,
    templates: &Templates,
    units: Vec<SourceUnit>,
) -> Result<FileSet, TemplateError> {
    let mut files = package::files(context, options, templates, &units)?;
    if let Some(text) = mock::description(context) {
        files.own(format!("{}/src/{}", context.own.package, mock::DESCRIPTION), text);
    }
    for unit in units {
        files.own(format!("{}/src/{}", context.own.package, unit.path), unit.text);
    }
    Ok(files)
}
