//! What operations promise beyond their types: name, idempotency, auth, errors, paging, events, time.

use apigen_syntax::{Kind, Value};
use smol_str::SmolStr;

use super::keys::{AUTH, DECLARED_ERROR, EMIT, OPERATION, PAGINATED};
use super::reader::{Key, Reader, lacks};
use crate::{Auth, Behaviour, DeclaredError, Emit, Pagination, ProblemKind};

impl<'d> Reader<'d> {
    pub(super) fn behaviour_key(&mut self, it: &mut Behaviour, key: &str, value: Value<'d>) {
        match key {
            "name" => it.name = self.text(&OPERATION, value),
            "idempotent" => it.idempotent = self.flag(&OPERATION, value),
            "auth" => it.auth = self.auth(value),
            "errors" => it.errors = self.declared_errors(value),
            "paginated" => it.paginated = self.pagination(value),
            "emits" => it.emits = self.list(&EMIT, value, |this, node| Some(this.emit(node))),
            _ => it.max_response_time_ms = self.small(&OPERATION, value),
        }
    }

    fn auth(&mut self, node: Value<'d>) -> Option<Auth> {
        if node.is_null() || !self.is_object(&AUTH, node) {
            return None;
        }
        let (mut scheme, mut scopes, mut public) = (None, Vec::new(), None);
        self.members(&AUTH, node, |this, key, value| {
            match key {
                "scheme" => scheme = this.text(&AUTH, value),
                "scopes" => scopes = this.texts(&AUTH, value),
                "public" => public = this.text(&AUTH, value),
                _ => return Key::Unknown,
            }
            Key::Read
        });
        if public.is_some() && (scheme.is_some() || !scopes.is_empty()) {
            let other = if scheme.is_some() { "scheme" } else { "scopes" };
            let span = node.get("public").and_then(Value::key).unwrap_or(node).span();
            self.problem(span, node, ProblemKind::AuthContradiction { other });
        }
        match (scheme, public) {
            (Some(scheme), _) => Some(Auth::Scheme { scheme, scopes }),
            (None, Some(reason)) => Some(Auth::Public { reason }),
            (None, None) => {
                if lacks(node, "scheme") && lacks(node, "public") {
                    self.missing(&AUTH, node, "scheme");
                }
                None
            }
        }
    }

    /// A list of codes, or of objects that say more about each.
    fn declared_errors(&mut self, node: Value<'d>) -> Vec<DeclaredError> {
        if node.kind() != Kind::Array {
            if !node.is_null() {
                self.wrong_shape(&DECLARED_ERROR, node, "a list");
            }
            return Vec::new();
        }
        node.elements().filter_map(|it| self.declared_error(it)).collect()
    }

    fn declared_error(&mut self, node: Value<'d>) -> Option<DeclaredError> {
        let meta = self.new_meta(node);
        let mut it = DeclaredError { code: SmolStr::default(), status: None, retryable: false, meta };
        if node.kind() == Kind::String {
            it.code = self.text(&DECLARED_ERROR, node)?;
            return Some(it);
        }
        if !self.is_object(&DECLARED_ERROR, node) {
            return None;
        }
        self.members(&DECLARED_ERROR, node, |this, key, value| {
            match key {
                "code" => it.code = this.text(&DECLARED_ERROR, value).unwrap_or_default(),
                "status" => it.status = this.status(value),
                "retryable" => it.retryable = this.flag(&DECLARED_ERROR, value).unwrap_or_default(),
                _ => return this.meta_key(&DECLARED_ERROR, &mut it.meta, key, value),
            }
            Key::Read
        });
        if lacks(node, "code") {
            self.missing(&DECLARED_ERROR, node, "code");
        }
        Some(it)
    }

    fn status(&mut self, node: Value<'d>) -> Option<u16> {
        let number = self.integer(&DECLARED_ERROR, node)?;
        let status = u16::try_from(number).ok().filter(|it| (100..1000).contains(it));
        if status.is_none() {
            self.out_of_range(&DECLARED_ERROR, node, "the range from 100 to 999");
        }
        status
    }

    /// `true` (by `limit` and `offset`), or the names of the parameters.
    fn pagination(&mut self, node: Value<'d>) -> Option<Pagination> {
        if let Some(paginated) = node.as_bool() {
            return paginated.then(|| Pagination::Offset { limit: "limit".into(), offset: "offset".into() });
        }
        if node.is_null() || !self.is_object(&PAGINATED, node) {
            return None;
        }
        let [mut limit, mut offset, mut next] = ["limit", "offset", "next"].map(SmolStr::new_static);
        let mut cursor = None;
        self.members(&PAGINATED, node, |this, key, value| {
            match key {
                "limit" => limit = this.text(&PAGINATED, value).unwrap_or_default(),
                "offset" => offset = this.text(&PAGINATED, value).unwrap_or_default(),
                "next" => next = this.text(&PAGINATED, value).unwrap_or_default(),
                "cursor" => cursor = this.text(&PAGINATED, value),
                _ => return Key::Unknown,
            }
            Key::Read
        });
        Some(match cursor {
            Some(cursor) => Pagination::Cursor { limit, cursor, next },
            None => Pagination::Offset { limit, offset },
        })
    }

    fn emit(&mut self, node: Value<'d>) -> Emit {
        let meta = self.new_meta(node);
        let mut it = Emit { stream: SmolStr::default(), event: SmolStr::default(), within_ms: None, meta };
        self.members(&EMIT, node, |this, key, value| {
            match key {
                "stream" => it.stream = this.text(&EMIT, value).unwrap_or_default(),
                "event" => it.event = this.text(&EMIT, value).unwrap_or_default(),
                "within_ms" => it.within_ms = this.small(&EMIT, value),
                _ => return this.meta_key(&EMIT, &mut it.meta, key, value),
            }
            Key::Read
        });
        for key in ["stream", "event"] {
            if lacks(node, key) {
                self.missing(&EMIT, node, key);
            }
        }
        it
    }
}
