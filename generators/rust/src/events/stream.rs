//! A stream on its way to a module.

use apigen_generator::Skip;
use apigen_model::{Definition, Stream, Type};
use proc_macro2::TokenStream;
use quote::quote;
use smol_str::format_smolstr;

use super::source::Source;
use crate::context::Context;
use crate::docs::{attributes, one_line};
use crate::literals::integer;
use crate::members::members;

/// How long transports keep events whose stream does not say.
const WEEK: u64 = 7 * 24 * 3600;

/// A stream on its way to a module.
pub(super) struct Publication<'a> {
    pub(super) declared: &'a Stream,
    definition: &'a Definition,
    /// The path of the union.
    union: TokenStream,
    /// The discriminators of its members.
    values: Vec<&'a str>,
    /// How changes become events; nothing for a stream without a table.
    source: Option<Result<Source<'a>, Skip>>,
}

impl<'a> Publication<'a> {
    /// The stream, or why it has no module.
    pub(super) fn new(
        context: &'a Context<'a>,
        definition: &'a Definition,
        declared: &'a Stream,
    ) -> Result<Self, Skip> {
        let skip = |reason: &str| skip(definition, declared, reason);
        let named = match &declared.ty {
            Type::Named(id) if context.is_at_hand(*id) => Some(*id),
            _ => None,
        };
        let union = named.and_then(|id| Some((id, context.repository.union(id)?)));
        let (id, union) = union.ok_or_else(|| skip("its type is no union at hand"))?;
        if union.discriminator.is_none() {
            return Err(skip("its union has no discriminator, so events cannot be told apart"));
        }
        let members = members(context, id, union);
        let values = members.iter().flat_map(|it| it.values.iter().copied()).collect();
        let source = Source::new(context, definition, declared, id, members);
        Ok(Self { declared, definition, union: context.path(id), values, source })
    }

    /// What does not become events.
    pub(super) fn skips(self) -> Vec<Skip> {
        match self.source {
            Some(Ok(source)) => source.skips,
            Some(Err(skip)) => vec![skip],
            None => Vec::new(),
        }
    }

    /// The items of the module.
    pub(super) fn items(&self) -> TokenStream {
        let (union, values, name) = (&self.union, &self.values, self.declared.name.as_str());
        let address = self.declared.qualified_name(&self.definition.namespace);
        let retention = duration(self.declared.retention_seconds().unwrap_or(WEEK));
        let docs = attributes(&match self.declared.meta.description.as_deref() {
            Some(it) => format!("The stream `{}`: {it}", one_line(name)),
            None => format!("The stream `{}`.", one_line(name)),
        });
        let source = self.source.iter().flatten().map(|it| it.items(name));
        quote! {
            use ::apigen_events as events;

            #docs
            pub static STREAM: events::Stream = events::Stream {
                name: #name,
                address: #address,
                retention: #retention,
                members: &[#(#values),*],
            };

            /// Consumes the stream into a database; the handler matches on the members of the union, and on the one that
            /// stands for members that this version does not know.
            pub fn consumer<H>(
                database: events::Database,
                transport: ::std::sync::Arc<dyn events::Transport>,
                name: events::ConsumerName,
                handler: H,
            ) -> events::Consumer
            where
                H: events::Handle<#union>,
            {
                events::Consumer::new(database, transport, &STREAM, name, handler)
            }
            #(#source)*
        }
    }
}

/// What is left out, and why.
pub(super) fn skip(definition: &Definition, declared: &Stream, reason: &str) -> Skip {
    Skip {
        construct: format_smolstr!("{}.streams.{}", definition.namespace, declared.name),
        reason: format!("the stream has gaps in Rust: {reason}"),
        origin: declared.meta.origin,
    }
}

/// A duration in the largest unit that says it in whole numbers.
fn duration(seconds: u64) -> TokenStream {
    let number = |it: u64| integer(i64::try_from(it).unwrap_or(i64::MAX));
    let (unit, count) = match seconds {
        it if it % 3600 == 0 => (quote!(from_hours), number(it / 3600)),
        it if it % 60 == 0 => (quote!(from_mins), number(it / 60)),
        it => (quote!(from_secs), number(it)),
    };
    quote!(::core::time::Duration::#unit(#count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short() {
        let written = [90, 300, 604_800, 100_001].map(|it| duration(it).to_string().replace(' ', ""));
        let expected = ["from_secs(90)", "from_mins(5)", "from_hours(168)", "from_secs(100_001)"];
        assert_eq!(written, expected.map(|it| format!("::core::time::Duration::{it}")));
    }
}
