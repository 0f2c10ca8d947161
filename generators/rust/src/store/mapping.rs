//! What the runtime has to know about a table, and how its rows are values of the model.

use apigen_model::sql;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::columns::Column;
use super::table::{Stored, number, option};

/// The description of a table, and the mapping of its rows.
pub(super) fn generate(table: &Stored<'_>) -> TokenStream {
    let (description, model) = (description(table), &table.model);
    let written = table.columns.iter().map(Column::written);
    let read = table.columns.iter().map(|it| {
        let (member, value) = (&it.member, it.read());
        quote!(#member: #value)
    });
    let unkept = table.unkept.iter().map(|it| quote!(#it: ::core::default::Default::default()));
    quote! {
        #description

        #[derive(Debug)]
        struct Rows;

        impl store::Mapping for Rows {
            type Model = #model;
            type Filter = Filter;
            type Sort = Sort;

            fn table() -> &'static store::Table {
                &TABLE
            }

            fn to_values(model: &Self::Model) -> ::std::result::Result<::std::vec::Vec<store::Value>, store::StoreError> {
                ::std::result::Result::Ok(::std::vec::Vec::from([#(#written),*]))
            }

            fn from_values(values: &mut store::Values) -> ::std::result::Result<Self::Model, store::Mismatch> {
                ::std::result::Result::Ok(#model { #(#read,)* #(#unkept,)* })
            }
        }
    }
}

fn description(table: &Stored<'_>) -> TokenStream {
    let (name, has_hash_code) = (table.declared.name.as_str(), table.has_hash_code());
    let version = table.version();
    let columns = table.columns.iter().enumerate().map(|(at, it)| column(it, Some(at) == version));
    let (key, version) = (table.key.iter().copied().map(number), option(version));
    let journal = if table.has_journal() {
        let sqlite = sql::derived(&[sql::JOURNAL, name]);
        quote!(::std::option::Option::Some(store::Journal { postgres: #name, sqlite: #sqlite }))
    } else {
        quote!(::std::option::Option::None)
    };
    quote! {
        static TABLE: store::Table = store::Table {
            name: #name,
            columns: &[#(#columns),*],
            key: &[#(#key),*],
            version: #version,
            has_hash_code: #has_hash_code,
            journal: #journal,
        };
    }
}

fn column(column: &Column<'_>, is_version: bool) -> TokenStream {
    let (name, kind) = (column.field.name.as_str(), Ident::new(column.kind, Span::call_site()));
    let optional = column.is_optional().then(|| quote!(.optional()));
    let technical = (is_version || !column.is_content()).then(|| quote!(.technical()));
    quote!(store::Column::new(#name, store::Kind::#kind)#optional #technical)
}
