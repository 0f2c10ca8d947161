//! Lists that come in pages: how they are cut, and what a page holds.

use apigen_model::{Field, Location, Method, Model, Pagination, Primitive, Type};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::api::{Call, Input, Kind, Outcome};
use crate::context::{Context, Presence};

/// What there is to say about an operation whose answer is a page.
pub(super) struct Pages {
    /// The type of an item.
    pub(super) item: TokenStream,
    /// How the list is cut.
    pub(super) paging: TokenStream,
    /// The page in `output`.
    pub(super) page: TokenStream,
}

/// The pages of an operation; nothing for one that has none, or whose answer does not show which field is the list.
pub(super) fn pages(context: &Context<'_>, call: &Call<'_>) -> Option<Pages> {
    let [success] = call.outcomes.successes.as_slice() else { return None };
    success.body.as_ref()?;
    let declared = call.operation.behaviour.as_ref().and_then(|it| it.paginated.clone());
    match declared.or_else(|| conventional(call))? {
        Pagination::Offset { limit, offset } => by_offset(context, call, success, &limit, &offset),
        Pagination::Cursor { cursor, next, .. } => by_cursor(context, call, success, &cursor, &next),
    }
}

/// Lists with numbers called `limit` and `offset` in their queries come in pages, whether that is said or not.
fn conventional(call: &Call<'_>) -> Option<Pagination> {
    let is_number = |name| {
        let ty = query(call, name).map(|it| &it.parameter.field.ty);
        ty.is_some_and(|it| it.is(Primitive::Integer) || it.is(Primitive::Long))
    };
    let is_list = call.operation.method == Method::Get && is_number("limit") && is_number("offset");
    is_list.then(|| Pagination::Offset { limit: "limit".into(), offset: "offset".into() })
}

fn by_offset(
    context: &Context<'_>,
    call: &Call<'_>,
    success: &Outcome<'_>,
    limit: &str,
    offset: &str,
) -> Option<Pages> {
    let Type::List(item) = &success.response.ty else { return None };
    query(call, offset)?;
    let size = query(call, limit)?.default.first().and_then(|it| it.parse().ok()).map(Literal::u64_unsuffixed);
    let size = size.map_or_else(|| quote!(None), |it| quote!(Some(#it)));
    let list = if success.is_plain() { quote!(output) } else { quote!(output.body) };
    Some(Pages {
        item: context.rust_type(item),
        paging: quote!(client::Paging::Offset { limit: #limit, default_limit: #size, offset: #offset }),
        page: quote!(client::Page::new(#list, None)),
    })
}

fn by_cursor(context: &Context<'_>, call: &Call<'_>, success: &Outcome<'_>, cursor: &str, next: &str) -> Option<Pages> {
    query(call, cursor)?;
    let body = if success.is_plain() { quote!(output) } else { quote!(output.body) };
    let header = success.headers.iter().find(|it| it.field.name.eq_ignore_ascii_case(next));
    let (item, items, next) = match (&success.response.ty, header) {
        (Type::List(item), Some(it)) if it.field.ty.is(Primitive::String) => {
            let name = &it.name;
            (&**item, quote!(#body), quote!(output.#name))
        }
        (Type::Named(id), header) => {
            let model = context.repository.model(*id).filter(|_| context.is_at_hand(*id))?;
            let (item, items) = only_list(context, model)?;
            let next = match header.filter(|it| it.field.ty.is(Primitive::String)) {
                Some(it) => {
                    let name = &it.name;
                    quote!(output.#name)
                }
                None => text(context, model, next).map(|it| quote!(#body.#it))?,
            };
            (item, quote!(#body.#items), next)
        }
        _ => return None,
    };
    Some(Pages {
        item: context.rust_type(item),
        paging: quote!(client::Paging::Cursor { cursor: #cursor }),
        page: quote!(client::Page::new(#items, #next)),
    })
}

/// The one field of a page that is a list.
fn only_list<'m>(context: &Context<'_>, model: &'m Model) -> Option<(&'m Type, TokenStream)> {
    let mut lists = fields(context, model).filter(|(field, _)| field.ty.is_list());
    let (field, name) = lists.next()?;
    let Type::List(item) = &field.ty else { return None };
    let is_absent = matches!(context.presence(field), Presence::Optional).then(|| quote!(.unwrap_or_default()));
    lists.next().is_none().then(|| (&**item, quote!(#name #is_absent)))
}

/// A field of a page that holds text.
fn text(context: &Context<'_>, model: &Model, name: &str) -> Option<TokenStream> {
    let (_, name) = fields(context, model).find(|(field, _)| field.name == name && field.ty.is(Primitive::String))?;
    Some(quote!(#name))
}

fn fields<'m>(context: &Context<'_>, model: &'m Model) -> impl Iterator<Item = (&'m Field, proc_macro2::Ident)> {
    let fields: Vec<_> = context.distinct_fields(&model.fields).collect();
    let names = context.field_idents(fields.iter().copied());
    fields.into_iter().zip(names)
}

fn query<'c, 'a>(call: &'c Call<'a>, name: &str) -> Option<&'c Input<'a>> {
    let is_single = |it: &&Input<'_>| matches!(it.kind, Kind::Required | Kind::Optional);
    let mut inputs = call.inputs.iter().filter(is_single);
    inputs.find(|it| it.parameter.location == Location::Query && it.parameter.field.name == name)
}
