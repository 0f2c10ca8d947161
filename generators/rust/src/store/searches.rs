//! What lists of a table are narrowed and sorted by: what operations declare, and what indexes and the key allow.

use apigen_generator::names::Scope;
use apigen_model::{Operation, Parameter};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::columns::Shape;
use super::table::{Stored, number};
use crate::docs::{attributes, one_line};
use crate::ident::{distinct, ident, type_name, value_name};

/// The filter and the sort of a table.
pub(super) fn generate(table: &Stored<'_>) -> TokenStream {
    let (filter, sort) = (filter(table), sort(table));
    quote!(#filter #sort)
}

/// A way to narrow lists down.
struct Narrowing {
    name: Ident,
    docs: String,
    column: usize,
    op: Op,
}

/// A comparison.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Op {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
    OneOf,
    Contains,
    Prefix,
}

impl Op {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "eq" => Self::Equal,
            "ne" => Self::Unequal,
            "lt" => Self::Less,
            "lte" => Self::AtMost,
            "gt" => Self::Greater,
            "gte" => Self::AtLeast,
            "in" => Self::OneOf,
            "contains" => Self::Contains,
            "prefix" => Self::Prefix,
            _ => return None,
        })
    }

    fn test(self) -> TokenStream {
        match self {
            Self::Equal => quote!(store::Test::Equal),
            Self::Unequal => quote!(store::Test::Unequal),
            Self::Less => quote!(store::Test::Less),
            Self::AtMost => quote!(store::Test::AtMost),
            Self::Greater => quote!(store::Test::Greater),
            Self::AtLeast => quote!(store::Test::AtLeast),
            Self::OneOf => quote!(store::Test::OneOf),
            Self::Contains => quote!(store::Test::Contains),
            Self::Prefix => quote!(store::Test::Prefix),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Equal => "is this",
            Self::Unequal => "is not this",
            Self::Less => "is less than this",
            Self::AtMost => "is this or less",
            Self::Greater => "is more than this",
            Self::AtLeast => "is this or more",
            Self::OneOf => "is one of these",
            Self::Contains => "has this somewhere",
            Self::Prefix => "begins with this",
        }
    }
}

fn filter(table: &Stored<'_>) -> TokenStream {
    let narrowings = narrowings(table);
    let fields = narrowings.iter().map(|it| field(table, it));
    let conditions = narrowings.iter().map(|it| condition(table, it));
    let label = one_line(&table.declared.name).replace('`', "'");
    let docs = attributes(&format!("Which rows of `{label}` a list has: those that fulfil all that is said."));
    quote! {
        #docs
        #[derive(Clone, Debug, Default)]
        pub struct Filter { #(#fields)* }

        impl store::Filter for Filter {
            fn conditions(self) -> ::std::vec::Vec<store::Condition> {
                let conditions = [#(#conditions),*];
                conditions.into_iter().flatten().collect()
            }
        }
    }
}

/// Declared filters, then equality of what has an index.
fn narrowings(table: &Stored<'_>) -> Vec<Narrowing> {
    let mut scope = Scope::default();
    let mut narrowings: Vec<Narrowing> = Vec::new();
    for parameter in lists(table).flat_map(|it| &it.parameters) {
        let Some((column, op)) = declared(table, parameter) else { continue };
        if narrowings.iter().any(|it| (it.column, it.op) == (column, op)) {
            continue;
        }
        let name = ident(&scope.claim(&value_name(&parameter.field.name)));
        let description = parameter.field.meta.description.as_deref().filter(|it| !it.trim().is_empty());
        let docs = description.map_or_else(|| words(table, column, op), str::to_owned);
        narrowings.push(Narrowing { name, docs, column, op });
    }
    for column in searchable(table) {
        let is_known = |it: &Narrowing| it.column == column && it.op == Op::Equal;
        let name = value_name(&table.columns[column].field.name);
        if !narrowings.iter().any(is_known) && scope.is_free(&name) {
            let name = ident(&scope.claim(&name));
            narrowings.push(Narrowing { name, docs: words(table, column, Op::Equal), column, op: Op::Equal });
        }
    }
    narrowings
}

/// The column and the comparison of a declared filter, as far as the column allows it.
fn declared(table: &Stored<'_>, parameter: &Parameter) -> Option<(usize, Op)> {
    let filter = parameter.filter.as_deref()?;
    let (column, op) = (table.position(&filter.field)?, Op::parse(&filter.op)?);
    let fits = match table.columns[column].shape {
        Shape::Text => true,
        Shape::Copied | Shape::Choice => !matches!(op, Op::Contains | Op::Prefix),
        Shape::Document => false,
    };
    fits.then_some((column, op))
}

fn words(table: &Stored<'_>, column: usize, op: Op) -> String {
    let label = one_line(&table.columns[column].field.name).replace('`', "'");
    format!("`{label}` {}.", op.words())
}

fn field(table: &Stored<'_>, narrowing: &Narrowing) -> TokenStream {
    let (name, docs, bare) = (&narrowing.name, attributes(&narrowing.docs), &table.columns[narrowing.column].bare);
    let ty = if narrowing.op == Op::OneOf { quote!(::std::vec::Vec<#bare>) } else { bare.clone() };
    quote!(#docs pub #name: ::std::option::Option<#ty>,)
}

fn condition(table: &Stored<'_>, narrowing: &Narrowing) -> TokenStream {
    let (name, column, test) = (&narrowing.name, number(narrowing.column), narrowing.op.test());
    let is_choice = table.columns[narrowing.column].shape == Shape::Choice;
    let value = match (narrowing.op, is_choice) {
        (Op::Contains | Op::Prefix, _) => quote!(it),
        (Op::OneOf, true) => quote!(store::Value::choices(&it)),
        (Op::OneOf, false) => quote!(store::Value::all(it)),
        (_, true) => quote!(store::Value::choice(&it)),
        (_, false) => quote!(it.into()),
    };
    quote!(self.#name.map(|it| store::Condition::new(#column, #test(#value))))
}

fn sort(table: &Stored<'_>) -> TokenStream {
    let (columns, offers) = sorted(table);
    let fields = || columns.iter().map(|at| table.columns[*at].field.name.as_str());
    let names = distinct(fields(), type_name);
    let offered = &names[..offers];
    let docs = fields().map(|it| attributes(&format!("By `{}`.", one_line(it).replace('`', "'"))));
    let positions = columns.iter().copied().map(number);
    let label = one_line(&table.declared.name).replace('`', "'");
    let about = attributes(&format!("What lists of `{label}` are sorted by."));
    quote! {
        #about
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Sort { #(#docs #names,)* }

        impl store::Sort for Sort {
            const OFFERED: &'static [Self] = &[#(Self::#offered),*];

            fn column(self) -> usize {
                match self { #(Self::#names => #positions,)* }
            }
        }
    }
}

/// The columns that operations offer to sort by, then those that an index or the key is sorted by anyway; and how many
/// of them requests may name: those on offer, or all where no operation has a say.
fn sorted(table: &Stored<'_>) -> (Vec<usize>, usize) {
    let mut columns: Vec<usize> = Vec::new();
    let offered = lists(table).flat_map(Operation::sorts).filter_map(|it| table.position(it));
    let offered = offered.filter(|at| table.columns[*at].shape != Shape::Document);
    let mut add = |at| {
        if columns.contains(&at) {
            columns.len()
        } else {
            columns.push(at);
            columns.len()
        }
    };
    let offers = offered.map(&mut add).last();
    let all = searchable(table).map(&mut add).last();
    let count = offers.or(all).unwrap_or_default();
    (columns, count)
}

/// The columns of the key, and those that indexes begin with.
fn searchable(table: &Stored<'_>) -> impl Iterator<Item = usize> {
    let declared = table.declared.indexes.iter().filter(|it| it.condition.is_none());
    let declared = declared.filter_map(|it| table.position(it.fields.first()?));
    let unique = table.unique().into_iter().filter_map(|it| it.first().copied());
    let references = (0..table.columns.len()).filter(|at| table.columns[*at].field.references().is_some());
    let all = table.key.iter().copied().chain(declared).chain(unique).chain(references);
    all.filter(|at| table.columns[*at].shape != Shape::Document)
}

/// The operations that list the table's model.
fn lists<'t>(table: &'t Stored<'_>) -> impl Iterator<Item = &'t Operation> {
    let operations = table.definition.resources.iter().flat_map(|it| &it.operations);
    operations.filter(|it| table.context.repository.listed(it).any(|it| *it == table.declared.model))
}
