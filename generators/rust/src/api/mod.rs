//! What servers and clients share: names of resources and operations, inputs, outcomes.

mod input;
mod names;
mod outcome;
mod status;

use std::borrow::Cow;

use apigen_generator::names::Scope;
use apigen_model::{Body, Definition, Field, Location, Method, Operation, Parameter, Resource};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::context::Context;
use crate::docs::{attributes, one_line};
use crate::ident::{file_name, ident, type_name, value_name};

pub(crate) use input::{Input, Kind};
pub(crate) use outcome::{Outcome, Outcomes};
pub(crate) use status::status_constant;

/// Names that generated modules use for something else.
const TAKEN_TYPES: &[&str] = &[
    "AsRef",
    "Box",
    "Client",
    "Clone",
    "Debug",
    "Err",
    "Error",
    "From",
    "Future",
    "Into",
    "IntoIterator",
    "None",
    "Ok",
    "Option",
    "Result",
    "S",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "T",
    "Vec",
];

/// Modules and functions that generated modules have already.
const TAKEN_MODULES: &[&str] =
    &["aux", "builder", "client", "con", "mod", "nul", "prn", "refusals", "routes", "schemas", "server"];

/// Functions and variables that stand beside those of operations.
const TAKEN_FUNCTIONS: &[&str] = &["clone", "routes", "service"];

/// A resource as a module.
pub(crate) struct Api<'a> {
    /// Where it is declared.
    pub(crate) definition: &'a Definition,
    /// The resource.
    pub(crate) resource: &'a Resource,
    /// The module's name and that of its file.
    pub(crate) module: String,
    /// The name of the trait, and of the client's part.
    pub(crate) name: Ident,
    /// The operations.
    pub(crate) calls: Vec<Call<'a>>,
}

/// An operation as functions and types.
pub(crate) struct Call<'a> {
    /// The operation.
    pub(crate) operation: &'a Operation,
    /// The name of its functions.
    pub(crate) function: Ident,
    /// What the names of its types begin with.
    pub(crate) prefix: Ident,
    /// Its parameters.
    pub(crate) inputs: Vec<Input<'a>>,
    /// The headers that every request of its service carries, those aside that are among its own parameters.
    pub(crate) headers: Vec<Input<'a>>,
    /// Its body, when it has content.
    pub(crate) body: Option<(Ident, &'a Body)>,
    /// What it answers.
    pub(crate) outcomes: Outcomes<'a>,
}

/// The resources of a crate that have operations.
pub(crate) fn resources<'a>(context: &Context<'a>) -> Vec<Api<'a>> {
    let mut modules = Scope::with(TAKEN_MODULES);
    let all = context.definitions().flat_map(|definition| definition.resources.iter().map(move |it| (definition, it)));
    let with_operations = all.filter(|(_, it)| !it.operations.is_empty());
    with_operations.map(|(definition, it)| resource(context, definition, &mut modules, it)).collect()
}

fn resource<'a>(
    context: &Context<'a>,
    definition: &'a Definition,
    modules: &mut Scope,
    resource: &'a Resource,
) -> Api<'a> {
    let mut types = Scope::with(TAKEN_TYPES);
    let module = modules.claim(&file_name(&resource.plural));
    let name = ident(&types.claim(&type_name(&resource.plural)));
    let mut functions = Scope::with(TAKEN_FUNCTIONS);
    let known = resource.operations.iter().filter(|it| !matches!(it.method, Method::Unknown(_)));
    let calls = known.map(|it| {
        let wanted = names::function(resource, it);
        let function = functions.claim(&wanted);
        let prefix = prefix(&mut types, &type_name(&function));
        call(context, definition, it, (ident(&function), ident(&prefix)))
    });
    Api { definition, resource, module, name, calls: calls.collect() }
}

/// The first prefix none of whose types is taken.
fn prefix(types: &mut Scope, wanted: &str) -> String {
    let mut numbered = std::iter::once(wanted.to_owned()).chain((2..).map(|it| format!("{wanted}{it}")));
    let mut all_free = |prefix: &String| {
        let names = ["", "Request", "Response", "Error"].map(|it| format!("{prefix}{it}"));
        let free = names.iter().all(|it| types.is_free(it));
        if free {
            for name in &names {
                types.claim(name);
            }
        }
        free
    };
    // Invariant: the numbers do not end, and the scope does.
    numbered.find(|it| all_free(it)).unwrap_or_default()
}

fn call<'a>(
    context: &Context<'a>,
    definition: &'a Definition,
    operation: &'a Operation,
    (function, prefix): (Ident, Ident),
) -> Call<'a> {
    let mut fields = Scope::default();
    let has_body = operation.body.as_ref().filter(|it| !it.ty.is(apigen_model::Primitive::Unit));
    let known = operation.parameters.iter().filter(|it| !matches!(it.location, Location::Unknown(_)));
    let input =
        |it: &'a Parameter| Input::new(context, Cow::Borrowed(it), ident(&fields.claim(&value_name(&it.field.name))));
    let inputs: Vec<_> = known.map(input).collect();
    let body = has_body.map(|it| (ident(&fields.claim("body")), it));
    let headers = definition.headers.iter().filter(|it| !declares(operation, it));
    let header = |it: &Field| Input::of_header(context, it, ident(&fields.claim(&value_name(&it.name))));
    let headers = headers.map(header).collect();
    Call { operation, function, prefix, inputs, headers, body, outcomes: Outcomes::new(context, operation) }
}

/// Whether an operation has a header among its own parameters.
fn declares(operation: &Operation, header: &Field) -> bool {
    let mut parameters = operation.parameters.iter().filter(|it| it.location == Location::Header);
    parameters.any(|it| it.field.name.eq_ignore_ascii_case(&header.name))
}

impl Api<'_> {
    /// The module's name.
    pub(crate) fn module_ident(&self) -> Ident {
        ident(&self.module)
    }

    /// Documentation: what is said about the resource.
    pub(crate) fn docs(&self, context: &Context<'_>) -> TokenStream {
        context.docs(&self.resource.meta, &format!("Operations on {}.", code(&self.resource.name)))
    }
}

impl Call<'_> {
    /// A type of this operation.
    pub(crate) fn type_name(&self, suffix: &str) -> Ident {
        format_ident!("{}{suffix}", self.prefix)
    }

    /// `GET /users/:id` as code in a comment.
    pub(crate) fn label(&self) -> String {
        code(&self.operation.label())
    }

    /// Documentation: what is said about the operation, then its method and path.
    pub(crate) fn docs(&self) -> TokenStream {
        let label = self.label();
        let text = self.operation.meta.description.as_deref().unwrap_or_default();
        described(text, &label)
    }

    /// The name of the method's constant.
    pub(crate) fn method(&self) -> Ident {
        ident(self.operation.method.as_str())
    }

    /// Whether the parameters of a location exist.
    pub(crate) fn has(&self, location: &Location) -> bool {
        self.inputs.iter().any(|it| it.parameter.location == *location)
    }
}

/// A description, when there is one, and a line of our own behind it.
pub(crate) fn described(description: &str, line: &str) -> TokenStream {
    let line = attributes(line);
    if description.trim().is_empty() {
        return line;
    }
    let text = attributes(description);
    quote!(#text #[doc = ""] #line)
}

/// A text as code in a comment.
pub(crate) fn code(text: &str) -> String {
    format!("`{}`", one_line(text).replace('`', "'"))
}

/// A name without the mark of a keyword.
pub(crate) fn plain(name: &Ident) -> String {
    let name = name.to_string();
    name.strip_prefix("r#").unwrap_or(&name).to_owned()
}
