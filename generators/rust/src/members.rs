//! The members of a union: what each is called, how it is written, and which discriminators lead to it.

use std::collections::BTreeSet;

use apigen_model::{External, Repository, Type, TypeId, TypeKind, Union, UnionType};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::context::Context;
use crate::ident::{distinct, type_name};

/// A member on its way to a variant.
pub(crate) struct Member<'a> {
    /// The member as declared.
    pub(crate) source: &'a UnionType,
    /// The variant.
    pub(crate) name: Ident,
    /// The type of the value.
    pub(crate) bare: TokenStream,
    /// Whether the variant holds the value in a box.
    pub(crate) boxed: bool,
    /// The value of the discriminator, or the key of the wrapper.
    pub(crate) wire: &'a str,
    /// How the value is written.
    pub(crate) form: Form,
    /// The discriminators that lead to the member and to none before it.
    pub(crate) values: Vec<&'a str>,
}

/// How a member is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As itself: it is a union with the same discriminator, whose members belong to the outer union.
    Nested {
        /// Whether that union keeps unknown members.
        open: bool,
    },
    /// As itself, with the discriminator among its fields or under its key.
    Whole,
    /// Under `value`.
    Value,
}

impl Member<'_> {
    /// The type that the variant holds.
    pub(crate) fn ty(&self) -> TokenStream {
        let bare = &self.bare;
        if self.boxed { quote!(::std::boxed::Box<#bare>) } else { bare.clone() }
    }

    /// A `Result` or `Option` of the value as one of the union.
    pub(crate) fn made(&self, value: &TokenStream) -> TokenStream {
        let name = &self.name;
        if self.boxed {
            quote!(#value.map(::std::boxed::Box::new).map(Self::#name))
        } else {
            quote!(#value.map(Self::#name))
        }
    }

    /// Whether the member is a union with the same discriminator.
    pub(crate) fn is_nested(&self) -> bool {
        matches!(self.form, Form::Nested { .. })
    }
}

/// The members of a union, in declared order.
pub(crate) fn members<'a>(context: &Context<'a>, id: TypeId, union: &'a Union) -> Vec<Member<'a>> {
    let mut taken = BTreeSet::new();
    let member = |(source, name): (&'a UnionType, Ident)| Member {
        source,
        name,
        bare: context.rust_type(&source.ty),
        boxed: context.is_boxed(id, &source.ty),
        wire: source.wire(),
        form: form(context, union, &source.ty),
        values: values(context, union, source).into_iter().filter(|it| taken.insert(*it)).collect(),
    };
    union.types.iter().zip(variants(context, union)).map(member).collect()
}

/// The discriminator that stands for values without one.
pub(crate) fn default_value<'a>(context: &Context<'a>, union: &'a Union) -> Option<&'a str> {
    // A default member that is itself a union passes the question on; a circle of such has no answer.
    let mut asked = vec![union];
    loop {
        let union = *asked.last()?;
        let member = union.default_type()?;
        match nested(context, union, &member.ty) {
            None => return Some(member.wire()),
            Some(inner) if asked.iter().any(|it| std::ptr::eq(*it, inner)) => return None,
            Some(inner) => asked.push(inner),
        }
    }
}

/// Variants are named after types; a type that occurs twice, after its discriminators.
fn variants(context: &Context<'_>, union: &Union) -> Vec<Ident> {
    let labels: Vec<_> = union.types.iter().map(|it| label(context.repository, &it.ty)).collect();
    let repeated = |label: &String| labels.iter().filter(|it| *it == label).count() > 1;
    let names = labels.iter().zip(&union.types).map(|(label, it)| if repeated(label) { it.wire() } else { label });
    let unknown = union.open.then_some("unknown");
    distinct(unknown.into_iter().chain(names), type_name).split_off(usize::from(union.open))
}

fn label(repository: &Repository, ty: &Type) -> String {
    match ty {
        Type::Primitive(it) => it.name().to_owned(),
        Type::Named(id) => repository.named(*id).map_or("", |it| it.name()).to_owned(),
        Type::External(it) => it.name.rsplit('.').next().unwrap_or(&it.name).to_owned(),
        Type::List(inner) => format!("{}_list", label(repository, inner)),
        Type::Map(inner) => format!("{}_map", label(repository, inner)),
        Type::Unresolved(name) => name.to_string(),
    }
}

fn form(context: &Context<'_>, union: &Union, ty: &Type) -> Form {
    if let Some(inner) = nested(context, union, ty) {
        return Form::Nested { open: inner.open };
    }
    let kind = match ty {
        Type::Named(id) => Some(id.kind),
        Type::External(it) => Some(external_kind(it)),
        Type::Unresolved(_) => Some(TypeKind::Model),
        Type::Primitive(_) | Type::List(_) | Type::Map(_) => None,
    };
    match kind {
        // An enum has no place among fields, and a union with its own discriminator may carry fields of any name.
        Some(TypeKind::Enum | TypeKind::Union) if union.discriminator.is_some() => Form::Value,
        Some(_) => Form::Whole,
        None => Form::Value,
    }
}

fn external_kind(it: &External) -> TypeKind {
    it.kind.unwrap_or(TypeKind::Model)
}

/// The union that a member is, when it is one with the same discriminator.
fn nested<'a>(context: &Context<'a>, union: &Union, ty: &Type) -> Option<&'a Union> {
    let Type::Named(id) = ty else { return None };
    let inner = context.repository.union(*id).filter(|_| context.is_at_hand(*id))?;
    let same = union.discriminator.is_some() && inner.discriminator == union.discriminator;
    same.then_some(inner)
}

/// The discriminators of a member: its own, or those of all members of the union that it is.
fn values<'a>(context: &Context<'a>, union: &'a Union, member: &'a UnionType) -> Vec<&'a str> {
    let mut values = Vec::new();
    let mut seen = vec![union];
    let mut pending = vec![(union, member)];
    while let Some((union, member)) = pending.pop() {
        match nested(context, union, &member.ty) {
            None => values.push(member.wire()),
            Some(inner) if seen.iter().any(|it| std::ptr::eq(*it, inner)) => {}
            Some(inner) => {
                seen.push(inner);
                pending.extend(inner.types.iter().rev().map(|it| (inner, it)));
            }
        }
    }
    values
}
