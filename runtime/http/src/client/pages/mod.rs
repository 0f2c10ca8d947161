//! Lists that come in pages, as streams of their items.

mod pager;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::request::Request;
use pager::Pager;

/// An answer that is on its way.
type Coming = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send>>;

/// A part of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    items: Vec<T>,
    next: Option<String>,
}

/// How the definition says that a list is cut into pages, by the names of query parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Paging {
    /// By position.
    Offset {
        /// The parameter that holds the page size.
        limit: &'static str,
        /// What the server takes when it is not given.
        default_limit: Option<u64>,
        /// The parameter that holds the position of the first item.
        offset: &'static str,
    },
    /// By an opaque position that the previous page returned.
    Cursor {
        /// The parameter that holds the position.
        cursor: &'static str,
    },
}

/// A call that returns a list in pages.
pub trait Paged: Call {
    /// What the list holds.
    type Item;
    /// How it is cut.
    const PAGING: Paging;

    /// The items of a page, and where the next one begins.
    fn page(output: Self::Output) -> Page<Self::Item>;
}

/// The items of a list, fetched page by page while they are asked for.
///
/// Each page is a call with its own retries and time. After an error nothing follows. By position the list ends with a
/// page that has fewer items than asked for, by cursor with a page that names no next one. A server that answers with
/// the same page twice would do so for ever: that is an error, [`Failure::Paging`].
#[must_use = "nothing is fetched until items are asked for"]
pub struct Items<C: Paged> {
    pager: Pager,
    ready: std::vec::IntoIter<C::Item>,
    coming: Option<Coming>,
    is_over: bool,
}

// Nothing that is pinned lies inside but in boxes.
impl<C: Paged> Unpin for Items<C> {}

impl<T> Page<T> {
    /// Items, and where the next page begins, if the list says so.
    pub fn new(items: Vec<T>, next: impl Into<Option<String>>) -> Self {
        Self { items, next: next.into() }
    }
}

impl<C: Paged> Items<C> {
    /// The items of the list that a request begins.
    pub fn new(request: Request) -> Self {
        Self { pager: Pager::new(request, C::PAGING), ready: Vec::new().into_iter(), coming: None, is_over: false }
    }

    /// The next item; nothing at the end of the list.
    pub async fn next(&mut self) -> Option<Result<C::Item, C::Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// All items that are left, or the first error.
    ///
    /// # Errors
    /// That of the first page that cannot be had; what was there before it is gone.
    pub async fn collect(mut self) -> Result<Vec<C::Item>, C::Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }

    fn take(&mut self, answer: Result<Answer, Failure>) -> Result<(), C::Error> {
        let answer = answer?;
        let body = answer.body().clone();
        let page = C::page(C::read(answer)?);
        self.is_over = self.pager.turn(body, page.items.len(), page.next)?.is_break();
        self.ready = page.items.into_iter();
        Ok(())
    }
}

impl<C: Paged> Stream for Items<C> {
    type Item = Result<C::Item, C::Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.ready.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            if this.is_over {
                return Poll::Ready(None);
            }
            let coming = this.coming.get_or_insert_with(|| Box::pin(this.pager.request().send()));
            let answer = ready!(coming.as_mut().poll(cx));
            this.coming = None;
            if let Err(error) = this.take(answer) {
                this.is_over = true;
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

impl<C: Paged> fmt::Debug for Items<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("operation", C::OPERATION)
            .field("ready", &self.ready.len())
            .finish_non_exhaustive()
    }
}
