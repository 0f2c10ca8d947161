//! The families of rules: one file a family, one function a family, mostly two rules that mirror each other.

#[macro_use]
mod per_kind;

mod body_existence;
mod definition;
mod deprecation;
mod discriminator;
mod enum_values;
mod field_trait;
mod model;
mod openness;
mod operation_auth;
mod operation_behaviour;
mod operation_existence;
mod operation_outcome;
mod parameter;
mod response_existence;
mod slot_annotation;
mod slot_constraint;
mod slot_default;
mod slot_existence;
mod slot_presence;
mod slot_type;
mod stream;
mod table;
mod type_existence;
mod union_members;

use apigen_model::{
    Body, Definition, Enum, EnumValue, Field, Index, Meta, Named, Operation, Parameter, Resource, Response, Stream,
    Table, TypeId, Union, UnionType,
};

use crate::changes::Changes;
use crate::matching::OperationOf;
use crate::pair::Pair;
use crate::rule::Rule;
use crate::site::Site;
use crate::walk::Context;

/// A function that looks at one kind of pair, and the rules that it can report.
pub(crate) struct Family {
    pub(crate) rules: &'static [&'static Rule],
    pub(crate) handler: Handler,
}

/// The kinds of pairs, each with a function that looks at one.
pub(crate) enum Handler {
    Definition(for<'a> fn(&Context<'a>, &Site<'_>, Pair<&'a Definition>, &mut Changes)),
    Type(for<'a> fn(&Context<'a>, &Site<'_>, Pair<(TypeId, Named<'a>)>, &mut Changes)),
    Enum(for<'a> fn(&Context<'a>, &Site<'_>, Both<'a, Enum>, &mut Changes)),
    EnumValue(for<'a> fn(&Context<'a>, &Site<'_>, PartOf<'a, EnumValue, Enum>, &mut Changes)),
    Model(for<'a> fn(&Context<'a>, &Site<'_>, (Named<'a>, Named<'a>), &mut Changes)),
    Union(for<'a> fn(&Context<'a>, &Site<'_>, Both<'a, Union>, &mut Changes)),
    Member(for<'a> fn(&Context<'a>, &Site<'_>, PartOf<'a, UnionType, Union>, &mut Changes)),
    /// A field, parameter, header or header of a response.
    Slot(for<'a> fn(&Context<'a>, &Site<'_>, Pair<&'a Field>, &mut Changes)),
    Parameter(for<'a> fn(&Context<'a>, &Site<'_>, Pair<&'a Parameter>, &mut Changes)),
    Resource(for<'a> fn(&Context<'a>, &Site<'_>, ResourceOf<'a>, &mut Changes)),
    Operation(for<'a> fn(&Context<'a>, &Site<'_>, Pair<OperationOf<'a>>, &mut Changes)),
    Body(for<'a> fn(&Context<'a>, &Site<'_>, Pair<&'a Body>, &mut Changes)),
    Response(for<'a> fn(&Context<'a>, &Site<'_>, PartOf<'a, Response, Operation>, &mut Changes)),
    Stream(for<'a> fn(&Context<'a>, &Site<'_>, Pair<&'a Stream>, &mut Changes)),
    Table(for<'a> fn(&Context<'a>, &Site<'_>, Pair<&'a Table>, &mut Changes)),
    Index(for<'a> fn(&Context<'a>, &Site<'_>, Pair<&'a Index>, &mut Changes)),
    /// What is said about a construct that both sides have.
    Meta(for<'a> fn(&Context<'a>, &Site<'_>, Both<'a, Meta>, &mut Changes)),
}

/// A construct that both sides have.
pub(crate) type Both<'a, T> = (&'a T, &'a T);

/// A part, and the wholes on both sides.
pub(crate) type PartOf<'a, T, W> = (Pair<&'a T>, &'a W, &'a W);

/// A resource that only one side has.
#[derive(Clone, Copy)]
pub(crate) struct ResourceOf<'a> {
    pub(crate) pair: Pair<&'a Resource>,
    pub(crate) operations: usize,
}

/// Every family, in the order in which they look.
pub(crate) static FAMILIES: &[Family] = &[
    definition::FAMILY,
    type_existence::FAMILY,
    openness::ENUMS,
    openness::UNIONS,
    enum_values::FAMILY,
    model::FAMILY,
    model::UNIONS,
    slot_existence::FAMILY,
    slot_presence::FAMILY,
    slot_type::SLOTS,
    slot_type::PARAMETERS,
    slot_type::BODIES,
    slot_type::RESPONSES,
    slot_default::FAMILY,
    slot_constraint::FAMILY,
    field_trait::FAMILY,
    slot_annotation::FAMILY,
    discriminator::FAMILY,
    union_members::FAMILY,
    operation_existence::OPERATIONS,
    operation_existence::RESOURCES,
    operation_behaviour::FAMILY,
    operation_auth::FAMILY,
    operation_outcome::FAMILY,
    parameter::FAMILY,
    body_existence::FAMILY,
    response_existence::FAMILY,
    stream::FAMILY,
    table::TABLES,
    table::INDEXES,
    deprecation::FAMILY,
];
