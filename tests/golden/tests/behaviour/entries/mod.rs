//! A generated server that keeps entries, cuts them into pages, and remembers keys.

mod keys;
mod pages;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apigen_http::client::{Builder, Retry};
use apigen_http::server::InternalError;
use golden_clients_v0::client::Client;
use golden_clients_v0::server::entries::{
    CreateEntryError, CreateEntryRequest, Entries, GetError, GetRequest, GetStatusError, GetStatusRequest,
    HeadEntryError, HeadEntryRequest, HeadEntryResponse, ListByCursorError, ListByCursorRequest, ListByHeaderError,
    ListByHeaderRequest, ListByHeaderResponse, ListDeclaredError, ListDeclaredRequest, ListDeclaredResponse,
    ListUnclearError, ListUnclearRequest, LockEntriesError, LockEntriesRequest, SearchEntriesError,
    SearchEntriesRequest,
};
use golden_clients_v0::{Entry, Page, TwoLists};

use crate::server::Server;

/// What the server keeps, and what it was asked for.
#[derive(Default)]
struct Shelf {
    entries: Mutex<Vec<Entry>>,
    by_key: Mutex<BTreeMap<String, Entry>>,
    /// The pages that were asked for, as `first entry + length`.
    pages: Mutex<Vec<String>>,
    /// The keys that came, as often as they came.
    keys: Mutex<Vec<String>>,
}

impl Shelf {
    /// Holds the entries from 1 to a number.
    fn of(total: i64) -> Arc<Self> {
        Arc::new(Self { entries: Mutex::new((1..=total).map(Entry::new).collect()), ..Self::default() })
    }

    fn cut(&self, offset: usize, limit: usize) -> Vec<Entry> {
        self.pages.lock().unwrap().push(format!("{offset}+{limit}"));
        self.entries.lock().unwrap().iter().skip(offset).take(limit).cloned().collect()
    }

    /// A page behind a cursor, and the next cursor.
    fn behind(&self, after: Option<&str>, limit: i32) -> (Vec<Entry>, Option<String>) {
        let (offset, limit) = (after.map_or(0, |it| it.parse().unwrap()), usize::try_from(limit).unwrap());
        let page = self.cut(offset, limit);
        let end = offset + limit;
        (page, (end < self.entries.lock().unwrap().len()).then(|| end.to_string()))
    }

    /// The pages so far; the next ones begin a new list.
    fn take_pages(&self) -> String {
        std::mem::take(&mut *self.pages.lock().unwrap()).join(" ")
    }
}

impl Entries for Shelf {
    type Context = ();

    async fn get(&self, (): (), request: GetRequest) -> Result<Vec<Entry>, GetError> {
        Ok(self.cut(usize::try_from(request.offset)?, usize::try_from(request.limit)?))
    }

    async fn list_declared(
        &self,
        (): (),
        request: ListDeclaredRequest,
    ) -> Result<ListDeclaredResponse, ListDeclaredError> {
        let offset = usize::try_from(request.from.unwrap_or(0))?;
        let body = self.cut(offset, usize::try_from(request.size.unwrap_or(2))?);
        Ok(ListDeclaredResponse { body, x_total: i64::try_from(self.entries.lock().unwrap().len())? })
    }

    async fn list_by_cursor(&self, (): (), request: ListByCursorRequest) -> Result<Page, ListByCursorError> {
        let (entries, next) = self.behind(request.after.as_deref(), request.limit);
        let mut page = Page::new();
        (page.r#type, page.next) = (Some(entries), next);
        Ok(page)
    }

    async fn list_by_header(
        &self,
        (): (),
        request: ListByHeaderRequest,
    ) -> Result<ListByHeaderResponse, ListByHeaderError> {
        let (body, x_next) = self.behind(request.after.as_deref(), request.limit);
        Ok(ListByHeaderResponse { body, x_next })
    }

    async fn create_entry(&self, (): (), request: CreateEntryRequest) -> Result<Entry, CreateEntryError> {
        self.keys.lock().unwrap().push(request.idempotency_key.clone());
        let mut by_key = self.by_key.lock().unwrap();
        let entry = by_key.entry(request.idempotency_key).or_insert_with(|| {
            let entry = Entry::new(request.body.id);
            self.entries.lock().unwrap().push(entry.clone());
            entry
        });
        Ok(entry.clone())
    }

    async fn list_unclear(&self, (): (), _: ListUnclearRequest) -> Result<TwoLists, ListUnclearError> {
        Err(unused().into())
    }

    async fn search_entries(&self, (): (), _: SearchEntriesRequest) -> Result<Vec<Entry>, SearchEntriesError> {
        Err(unused().into())
    }

    async fn lock_entries(&self, (): (), _: LockEntriesRequest) -> Result<(), LockEntriesError> {
        Err(unused().into())
    }

    async fn get_status(&self, (): (), _: GetStatusRequest) -> Result<String, GetStatusError> {
        Err(unused().into())
    }

    async fn head_entry(&self, (): (), _: HeadEntryRequest) -> Result<HeadEntryResponse, HeadEntryError> {
        Err(unused().into())
    }
}

fn unused() -> InternalError {
    InternalError::new("no test asks for this")
}

/// Settings for a client that does not wait between tries.
fn builder(server: &Server) -> Builder<Client> {
    Client::builder(server.url()).retry(Retry::default().waits(Duration::ZERO, Duration::ZERO))
}
