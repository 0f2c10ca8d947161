//! A table on its way to a repository.

use apigen_generator::Skip;
use apigen_model::{Definition, Model, Primitive, Table, Type, TypeId, sql};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use smol_str::{SmolStr, format_smolstr};

use super::columns::{Column, Shape};
use crate::context::Context;

/// A table on its way to a repository.
pub(crate) struct Stored<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) definition: &'a Definition,
    pub(crate) declared: &'a Table,
    /// The path of the model.
    pub(super) model: TokenStream,
    /// The columns, in the order of the fields.
    pub(crate) columns: Vec<Column<'a>>,
    /// The members of the model that no column holds.
    pub(super) unkept: Vec<Ident>,
    /// The positions of the key's columns.
    pub(crate) key: Vec<usize>,
}

impl<'a> Stored<'a> {
    /// The table, or why it has no repository.
    pub(crate) fn new(context: &'a Context<'a>, definition: &'a Definition, declared: &'a Table) -> Result<Self, Skip> {
        let skip = |reason: &str| skip(definition, declared, reason);
        let model = declared.model.named().filter(|it| context.is_at_hand(*it));
        let model = model.and_then(|id| Some((id, context.repository.model(id)?)));
        let (id, model) = model.ok_or_else(|| skip("its model is not at hand"))?;
        let (columns, unkept) = columns(context, id, model);
        let position = |name: &SmolStr| columns.iter().position(|it: &Column<'_>| it.field.name == *name);
        let key: Option<Vec<_>> = declared.primary_key.iter().map(position).collect();
        let key = key.filter(|it| !it.is_empty() && it.iter().all(|at| columns[*at].shape != Shape::Document));
        let key = key.ok_or_else(|| skip("its primary key is not made of fields of its model"))?;
        let same = |a: &Column<'_>, b: &Column<'_>| sql::folded(&a.field.name) == sql::folded(&b.field.name);
        if columns.iter().enumerate().any(|(at, it)| columns[..at].iter().any(|other| same(other, it))) {
            return Err(skip("two of its columns have names that differ in case only"));
        }
        Ok(Self { context, definition, declared, model: context.path(id), columns, unkept, key })
    }

    /// The position of the column of a field.
    pub(crate) fn position(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|it| it.field.name == field)
    }

    /// The column that counts changes.
    pub(super) fn version(&self) -> Option<usize> {
        let at = self.position("version").filter(|at| !self.key.contains(at))?;
        let is_number = matches!(self.columns[at].field.ty, Type::Primitive(Primitive::Integer | Primitive::Long));
        is_number.then_some(at)
    }

    /// Whether rows carry the hash of their content: it is asked for, and no field has the name of its column.
    pub(super) fn has_hash_code(&self) -> bool {
        let is_taken = self.columns.iter().any(|it| it.field.name.eq_ignore_ascii_case(sql::HASH_CODE));
        self.declared.hash_code && !is_taken
    }

    /// Whether changes are recorded: that is asked for, or a stream publishes them.
    pub(super) fn has_journal(&self) -> bool {
        sql::is_journaled(self.definition, self.declared)
    }

    /// Columns that identify a row besides the key, as positions.
    pub(super) fn unique(&self) -> Vec<Vec<usize>> {
        let declared = self.declared.indexes.iter().filter(|it| it.unique && it.condition.is_none());
        let declared = declared.filter_map(|it| it.fields.iter().map(|name| self.position(name)).collect());
        let single = (0..self.columns.len()).filter(|at| self.columns[*at].field.traits.unique).map(|at| vec![at]);
        let mut unique: Vec<Vec<usize>> = Vec::new();
        for columns in declared.chain(single) {
            let fits = columns.iter().all(|at: &usize| self.columns[*at].shape != Shape::Document);
            if fits && columns != self.key && !unique.contains(&columns) {
                unique.push(columns);
            }
        }
        unique
    }
}

/// The columns of a model, and the members that have none: values that say nothing, and types that nobody knows.
fn columns<'a>(context: &'a Context<'a>, id: TypeId, model: &'a Model) -> (Vec<Column<'a>>, Vec<Ident>) {
    let fields: Vec<_> = context.distinct_fields(&model.fields).collect();
    let names = context.field_idents(fields.iter().copied());
    let (mut columns, mut unkept) = (Vec::new(), Vec::new());
    for (field, name) in fields.into_iter().zip(names) {
        match Column::new(context, id, field, name.clone()) {
            Some(column) => columns.push(column),
            None => unkept.push(name),
        }
    }
    (columns, unkept)
}

/// What is left out, and why.
pub(super) fn skip(definition: &Definition, declared: &Table, reason: &str) -> Skip {
    Skip {
        construct: format_smolstr!("{}.tables.{}", definition.namespace, declared.name),
        reason: format!("the table has no repository: {reason}"),
        origin: declared.meta.origin,
    }
}

/// An optional position, as a token.
pub(super) fn option(position: Option<usize>) -> TokenStream {
    position
        .map(number)
        .map_or_else(|| quote!(::std::option::Option::None), |at| quote!(::std::option::Option::Some(#at)))
}

/// A position as people write it.
pub(super) fn number(position: usize) -> Literal {
    Literal::usize_unsuffixed(position)
}
