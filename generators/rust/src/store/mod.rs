//! Repositories: a module a table, with what the runtime has to know about it and typed methods around that.

mod columns;
mod mapping;
mod repository;
mod searches;
mod table;

use apigen_generator::Skip;
use apigen_generator::names::Scope;
use apigen_model::sql;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::context::Context;
use crate::docs::one_line;
use crate::ident::{file_name, ident, type_name};
use crate::prelude::shorten;
use crate::render::SourceUnit;
pub(crate) use table::Stored;

/// Names that a table's module uses for something else.
const TAKEN_TYPES: &[&str] = &[
    "Box", "Default", "Err", "Filter", "From", "Into", "None", "Ok", "Option", "Result", "Rows", "Self", "Some",
    "Sort", "String", "TABLE", "Vec",
];

/// Modules that a file system or the language has a use for already.
const TAKEN_MODULES: &[&str] = &["aux", "con", "mod", "nul", "prn", "store"];

/// The repositories of a crate, none for one without tables; and the tables that have none, and why.
pub(crate) fn generate(context: &Context<'_>) -> (Vec<SourceUnit>, Vec<Skip>) {
    let (mut types, mut files) = (Scope::with(TAKEN_TYPES), Scope::with(TAKEN_MODULES));
    let (mut units, mut skips, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for table in tables(context) {
        match table {
            Ok(table) => {
                let file = files.claim(&file_name(&table.declared.name));
                let name = ident(&types.claim(&type_name(&table.declared.name)));
                units.push(unit(context, &table, &file, &name));
                names.push((ident(&file), name));
            }
            Err(skip) => skips.push(skip),
        }
    }
    if !units.is_empty() {
        let about = "Repositories: the tables of the service, on PostgreSQL and SQLite alike.";
        units.push(SourceUnit::new(context, "store/mod.rs", about, index(&names)));
    }
    (units, skips)
}

/// Every table with its repository's plan; of tables that a database takes for one, the first.
fn tables<'a>(context: &'a Context<'a>) -> Vec<Result<Stored<'a>, Skip>> {
    let mut seen = Vec::new();
    let mut tables = Vec::new();
    for definition in context.definitions() {
        for declared in &definition.tables {
            let name = sql::folded(&declared.name);
            let is_new = !seen.contains(&name);
            seen.push(name);
            tables.push(if is_new {
                Stored::new(context, definition, declared)
            } else {
                Err(table::skip(definition, declared, "another table has this name"))
            });
        }
    }
    tables
}

fn unit(context: &Context<'_>, table: &Stored<'_>, file: &str, name: &Ident) -> SourceUnit {
    let (repository, mapping) = (repository::generate(table, name), mapping::generate(table));
    let searches = searches::generate(table);
    let items = quote! {
        use ::apigen_store as store;
        #repository
        #searches
        #mapping
    };
    let label = one_line(&table.declared.name).replace('`', "'");
    SourceUnit::new(context, format!("store/{file}.rs"), &format!("The table `{label}`."), shorten(items))
}

fn index(names: &[(Ident, Ident)]) -> TokenStream {
    let modules = names.iter().map(|(module, _)| quote!(pub mod #module;));
    let uses = names.iter().map(|(module, name)| quote!(pub use #module::#name;));
    quote!(#(#modules)* #(#uses)*)
}
