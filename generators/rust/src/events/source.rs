//! How changes of a table become events of its stream.

use apigen_generator::Skip;
use apigen_model::{Definition, Stream, Type, TypeId, sql};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::member::{Operation, event, operations};
use super::stream::skip;
use crate::context::Context;
use crate::docs::{attributes, one_line};
use crate::members::Member;
use crate::store::Stored;

/// The journal of a stream's table, and which member tells which change.
pub(super) struct Source<'a> {
    table: Stored<'a>,
    key: &'a str,
    shards: u16,
    arms: Vec<TokenStream>,
    /// Whether some change is told by no member.
    has_gaps: bool,
    pub(super) skips: Vec<Skip>,
}

impl<'a> Source<'a> {
    /// The source of a stream that has one, or why it cannot be read.
    pub(super) fn new(
        context: &'a Context<'a>,
        definition: &'a Definition,
        stream: &'a Stream,
        union: TypeId,
        members: Vec<Member<'a>>,
    ) -> Option<Result<Self, Skip>> {
        let name = stream.source.as_ref()?;
        let Some(declared) = definition.tables.iter().find(|it| it.name == *name) else {
            return Some(Err(skip(definition, stream, "its source is no table of the definition")));
        };
        let table = match Stored::new(context, definition, declared) {
            Ok(table) => table,
            Err(skip) => return Some(Err(skip)),
        };
        let column = stream.key_column().and_then(|it| table.position(it)).unwrap_or(table.key[0]);
        let key = table.columns[column].field.name.as_str();
        let mut source =
            Self { table, key, shards: sql::shards(stream), arms: Vec::new(), has_gaps: false, skips: Vec::new() };
        source.match_members(context, definition, stream, &context.path(union), members);
        Some(Ok(source))
    }

    fn match_members(
        &mut self,
        context: &Context<'_>,
        definition: &Definition,
        stream: &Stream,
        union: &TokenStream,
        members: Vec<Member<'_>>,
    ) {
        let row = self.table.declared.model.named().and_then(|id| Some((id, context.repository.model(id)?)));
        let mut open = vec![Operation::Insert, Operation::Update, Operation::Delete];
        for member in members {
            let Type::Named(id) = &member.source.ty else { continue };
            let (Some(model), Some(row)) = (context.repository.model(*id), row) else { continue };
            let told: Vec<_> = operations(&model.name).iter().filter(|it| open.contains(it)).copied().collect();
            if told.is_empty() {
                continue;
            }
            let event = match event(context, *id, model, row) {
                Ok(event) => event,
                Err(field) => {
                    let reason = format!(
                        "`{}` is not published, since no row of `{}` says what its field `{field}` is",
                        model.name, self.table.declared.name
                    );
                    self.skips.push(skip(definition, stream, &reason));
                    continue;
                }
            };
            open.retain(|it| !told.contains(it));
            let (variant, wire) = (&member.name, member.wire);
            let event = if member.boxed { quote!(::std::boxed::Box::new(#event)) } else { event };
            let operations = told.into_iter().map(operation);
            self.arms.push(quote! {
                #(events::Operation::#operations)|* => change.encoded(#wire, &#union::#variant(#event)),
            });
        }
        self.has_gaps = !open.is_empty();
    }

    /// The descriptor, the relay, and the function that makes events.
    pub(super) fn items(&self, stream: &str) -> TokenStream {
        let place = |postgres: &str, sqlite: &str| quote!(events::Place { postgres: #postgres, sqlite: #sqlite });
        let table = self.table.declared.name.as_str();
        let queue = place(&sql::derived(&[sql::QUEUE, stream]), &sql::derived(&[sql::JOURNAL, sql::QUEUE, stream]));
        let failed = place(&sql::derived(&[sql::FAILED, stream]), &sql::derived(&[sql::JOURNAL, sql::FAILED, stream]));
        let journal = place(table, &sql::derived(&[sql::JOURNAL, table]));
        let columns = self.table.columns.iter().map(|it| {
            let (name, shape) = (it.field.name.as_str(), shape(it.kind));
            quote!((#name, events::Shape::#shape))
        });
        let (key, shards, arms) = (self.key, Literal::u16_unsuffixed(self.shards), &self.arms);
        let rest = self.has_gaps.then(|| quote!(_ => ::std::result::Result::Ok(::std::option::Option::None),));
        let docs = attributes(&format!("What is published of changes of the table `{}`.", one_line(table)));
        quote! {
            #docs
            pub static SOURCE: events::Source = events::Source {
                stream: &STREAM,
                tables: &[events::Journaled {
                    table: #table,
                    journal: #journal,
                    key: #key,
                    columns: &[#(#columns),*],
                }],
                queue: #queue,
                failed: #failed,
                shards: #shards,
                encode,
            };

            /// Publishes the stream from the journal of a database.
            pub fn relay(
                database: events::Database,
                transport: ::std::sync::Arc<dyn events::Transport>,
            ) -> events::Relay {
                events::Relay::new(database, transport, &SOURCE)
            }

            fn encode(
                change: &events::Change<'_>,
            ) -> ::std::result::Result<::std::option::Option<events::Encoded>, events::EncodeError> {
                match change.operation() {
                    #(#arms)*
                    #rest
                }
            }
        }
    }
}

fn operation(it: Operation) -> TokenStream {
    match it {
        Operation::Insert => quote!(Insert),
        Operation::Update => quote!(Update),
        Operation::Delete => quote!(Delete),
    }
}

/// How SQLite writes values of a kind as JSON.
fn shape(kind: &str) -> TokenStream {
    match kind {
        "Boolean" => quote!(Boolean),
        "Json" => quote!(Json),
        _ => quote!(Plain),
    }
}
