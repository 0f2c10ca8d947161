//! The repository of a table: typed methods around those of the runtime.

use apigen_generator::names::Scope;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::columns::{Column, Shape};
use super::table::{Stored, number};
use crate::docs::{attributes, one_line};
use crate::ident::{distinct, ident, value_name};

/// The repository of a table.
pub(super) fn generate(table: &Stored<'_>, name: &Ident) -> TokenStream {
    let label = one_line(&table.declared.name).replace('`', "'");
    let docs = table.context.docs(&table.declared.meta, &format!("The table `{label}`."));
    let parts = [writing(table), updating(table), reading(table), finding(table), listing(table), history(table)];
    quote! {
        #docs
        #[derive(Debug)]
        pub struct #name<'a, 'c>(store::Repository<'a, 'c, Rows>);

        impl<'a, 'c> #name<'a, 'c> {
            /// The rows in a database, where each call takes effect by itself, or in a transaction.
            pub fn of(on: impl Into<store::On<'a, 'c>>) -> Self {
                Self(store::Repository::of(on))
            }

            #(#parts)*
        }
    }
}

fn writing(table: &Stored<'_>) -> TokenStream {
    let (model, error) = (&table.model, error());
    let leaves = if table.has_hash_code() { " An equal row is left as it is." } else { "" };
    let upsert = attributes(&format!("Inserts a row, or replaces the one with its key.{leaves}"));
    quote! {
        /// Inserts a row.
        pub async fn insert(&mut self, row: &#model) -> ::std::result::Result<(), #error> {
            self.0.insert(row).await
        }
        /// Inserts rows, all or none.
        pub async fn insert_all(&mut self, rows: &[#model]) -> ::std::result::Result<(), #error> {
            self.0.insert_all(rows).await
        }
        #upsert
        pub async fn upsert(&mut self, row: &#model) -> ::std::result::Result<store::Written, #error> {
            self.0.upsert(row).await
        }
        /// Inserts or replaces rows, all or none; gives how many of them changed anything.
        pub async fn upsert_all(&mut self, rows: &[#model]) -> ::std::result::Result<u64, #error> {
            self.0.upsert_all(rows).await
        }
    }
}

fn updating(table: &Stored<'_>) -> TokenStream {
    let (model, error) = (&table.model, error());
    let update = if table.version().is_some() {
        quote! {
            /// Replaces the row with this key if its version still is that of `row`, which counts up in both.
            pub async fn update(&mut self, row: &mut #model) -> ::std::result::Result<store::Written, #error> {
                self.0.update_version(row).await
            }
        }
    } else {
        quote! {
            /// Replaces the row with this key, whatever it says at the moment.
            pub async fn update(&mut self, row: &#model) -> ::std::result::Result<store::Written, #error> {
                self.0.update(row).await
            }
        }
    };
    let update_from = table.has_hash_code().then(|| {
        quote! {
            /// Replaces the row with this key if it still is what was read before.
            pub async fn update_from(
                &mut self,
                before: &#model,
                after: &#model,
            ) -> ::std::result::Result<store::Written, #error> {
                self.0.update_from(before, after).await
            }
        }
    });
    let Arguments { declared, values } = arguments(table, &table.key);
    quote! {
        #update
        #update_from
        /// Deletes the row of a key; tells whether there was one.
        pub async fn delete(&mut self, #declared) -> ::std::result::Result<bool, #error> {
            self.0.delete(#values).await
        }
    }
}

fn reading(table: &Stored<'_>) -> TokenStream {
    let (model, error, Arguments { declared, values }) = (&table.model, error(), arguments(table, &table.key));
    let get = quote! {
        /// The row of a key.
        pub async fn get(&mut self, #declared) -> ::std::result::Result<::std::option::Option<#model>, #error> {
            self.0.get(#values).await
        }
        /// The row of a key, which nobody else changes before the transaction ends.
        pub async fn lock(
            transaction: &mut store::Transaction<'_>,
            #declared
        ) -> ::std::result::Result<::std::option::Option<#model>, #error> {
            store::Repository::<Rows>::lock(transaction, #values).await
        }
    };
    let [at] = table.key[..] else { return get };
    let (bare, value) = (&table.columns[at].bare, many(&table.columns[at]));
    quote! {
        #get
        /// The rows of several keys, as many as there are, in no order.
        pub async fn get_all(
            &mut self,
            keys: &[#bare],
        ) -> ::std::result::Result<::std::vec::Vec<#model>, #error> {
            self.0.get_all(keys.iter().map(|it| ::std::vec::Vec::from([#value])).collect()).await
        }
    }
}

/// An element of a slice as a value.
fn many(column: &Column<'_>) -> TokenStream {
    match column.shape {
        Shape::Copied => quote!((*it).into()),
        Shape::Text => quote!(it.as_str().into()),
        Shape::Choice | Shape::Document => quote!(store::Value::choice(it)),
    }
}

/// A method for each unique index.
fn finding(table: &Stored<'_>) -> TokenStream {
    let (model, error, mut scope) = (&table.model, error(), Scope::default());
    let methods = table.unique().into_iter().map(|columns| {
        let Arguments { declared, values } = arguments(table, &columns);
        let names: Vec<_> = columns.iter().map(|at| value_name(&table.columns[*at].field.name)).collect();
        let method = ident(&scope.claim(&format!("get_by_{}", names.join("_and_"))));
        let labels =
            columns.iter().map(|at| format!("`{}`", one_line(&table.columns[*at].field.name).replace('`', "'")));
        let positions = columns.iter().copied().map(number);
        let docs = attributes(&format!("The row with this {}.", labels.collect::<Vec<_>>().join(" and ")));
        quote! {
            #docs
            pub async fn #method(
                &mut self,
                #declared
            ) -> ::std::result::Result<::std::option::Option<#model>, #error> {
                self.0.find(&[#(#positions),*], #values).await
            }
        }
    });
    methods.collect()
}

fn listing(table: &Stored<'_>) -> TokenStream {
    let (model, error) = (&table.model, error());
    quote! {
        /// A page of a list.
        pub async fn list(
            &mut self,
            filter: Filter,
            paging: store::Paging<Sort>,
        ) -> ::std::result::Result<store::Page<#model>, #error> {
            self.0.list(filter, paging).await
        }
        /// How many rows a list has in all its pages.
        pub async fn count(&mut self, filter: Filter) -> ::std::result::Result<u64, #error> {
            self.0.count(filter).await
        }
        /// Reads an order as requests spell it: names of columns, with `-` before those whose greatest values come first.
        pub fn sort(text: &str) -> ::std::result::Result<::std::vec::Vec<store::By<Sort>>, #error> {
            store::By::parse(text, &TABLE)
        }
    }
}

fn history(table: &Stored<'_>) -> TokenStream {
    if !table.has_journal() {
        return TokenStream::new();
    }
    let (model, error, Arguments { declared, values }) = (&table.model, error(), arguments(table, &table.key));
    quote! {
        /// What happened to the row of a key, oldest first, after the change with a number (0 for all).
        pub async fn history(
            &mut self,
            #declared,
            after: i64,
            limit: u32,
        ) -> ::std::result::Result<::std::vec::Vec<store::Change<#model>>, #error> {
            self.0.history(#values, after, limit).await
        }
    }
}

struct Arguments {
    /// The arguments with their types.
    declared: TokenStream,
    /// Their values, as a `Vec`.
    values: TokenStream,
}

fn arguments(table: &Stored<'_>, columns: &[usize]) -> Arguments {
    let columns: Vec<_> = columns.iter().map(|at| &table.columns[*at]).collect();
    let names = distinct(columns.iter().map(|it| it.field.name.as_str()), argument_name);
    let types = columns.iter().map(|it| it.argument());
    let values = columns.iter().zip(&names).map(|(it, name)| it.compared(name));
    Arguments { declared: quote!(#(#names: #types),*), values: quote!(::std::vec::Vec::from([#(#values),*])) }
}

/// The name of a field, unless the methods have other arguments of that name.
fn argument_name(name: &str) -> String {
    match value_name(name).as_str() {
        taken @ ("after" | "limit" | "transaction") => format!("{taken}_key"),
        free => free.to_owned(),
    }
}

fn error() -> TokenStream {
    quote!(store::StoreError)
}
