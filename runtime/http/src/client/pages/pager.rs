//! Which page comes next.

use std::ops::ControlFlow;

use bytes::Bytes;

use super::Paging;
use crate::client::failure::Failure;
use crate::client::request::Request;

/// Which page comes next, whatever its items are.
pub(super) struct Pager {
    request: Request,
    paging: Paging,
    position: Position,
    last: Option<Bytes>,
}

enum Position {
    /// As the caller says.
    Begin,
    Offset(u64),
    Cursor(String),
}

impl Pager {
    pub(super) fn new(request: Request, paging: Paging) -> Self {
        Self { request, paging, position: Position::Begin, last: None }
    }

    /// The request for the page that comes next.
    pub(super) fn request(&self) -> Request {
        let request = self.request.clone();
        match (&self.position, self.paging) {
            (Position::Offset(it), Paging::Offset { offset, .. }) => request.replace_query(offset, &it.to_string()),
            (Position::Cursor(it), Paging::Cursor { cursor }) => request.replace_query(cursor, it),
            _ => request,
        }
    }

    /// Goes on behind a page with so many items; breaks when it was the last one.
    pub(super) fn turn(&mut self, body: Bytes, items: usize, next: Option<String>) -> Result<ControlFlow<()>, Failure> {
        let next = match self.paging {
            Paging::Offset { limit, default_limit, offset } => {
                let number = |name| self.request.query_value(name).and_then(|it| it.parse::<u64>().ok());
                let size = number(limit).or(default_limit);
                let is_last = items == 0 || size.is_some_and(|it| (items as u64) < it);
                let begin = match self.position {
                    Position::Offset(it) => it,
                    _ => number(offset).unwrap_or_default(),
                };
                (!is_last).then_some(Position::Offset(begin + items as u64))
            }
            Paging::Cursor { .. } => next.filter(|it| !it.is_empty()).map(Position::Cursor),
        };
        let Some(next) = next else { return Ok(ControlFlow::Break(())) };
        let is_stuck = matches!((&self.position, &next), (Position::Cursor(it), Position::Cursor(next)) if it == next);
        if is_stuck || self.last.as_ref() == Some(&body) {
            return Err(Failure::Paging);
        }
        (self.position, self.last) = (next, Some(body));
        Ok(ControlFlow::Continue(()))
    }
}
