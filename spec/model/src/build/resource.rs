//! Resources, operations, parameters, bodies, responses.

use apigen_syntax::{Kind, Value};
use smol_str::SmolStr;

use super::keys::{BODY, Construct, FILTER, OPERATION, PARAMETER, RESOURCE, RESPONSE};
use super::reader::{Item, Key, Reader, describe, lacks};
use crate::{
    Behaviour, Body, Filter, Location, Method, Operation, Parameter, ProblemKind, Resource, Response, ResponseCode,
    Type,
};

/// A resource as written, before paths are joined and defaults are known.
pub(super) struct RawResource {
    pub(super) resource: Resource,
    /// The resource's own path, when it says one.
    pub(super) path: Option<SmolStr>,
}

impl<'d> Reader<'d> {
    pub(super) fn resource(&mut self, item: Item<'d, '_>) -> RawResource {
        let mut path = None;
        let mut it = Resource {
            ty: Type::Unresolved(SmolStr::default()),
            name: item.name.into(),
            plural: SmolStr::default(),
            path: SmolStr::default(),
            operations: Vec::new(),
            templates: Vec::new(),
            meta: self.new_meta(item.node),
        };
        self.members(&RESOURCE, item.node, |this, key, value| {
            match key {
                _ if item.is_named_by(key) => {}
                "plural" => it.plural = this.text(&RESOURCE, value).unwrap_or_default(),
                "path" => path = this.path(&RESOURCE, value),
                "operations" => it.operations = this.list(&OPERATION, value, |this, node| Some(this.operation(node))),
                "templates" => it.templates = this.template_uses(value),
                _ => return this.meta_key(&RESOURCE, &mut it.meta, key, value),
            }
            Key::Read
        });
        it.ty = Type::parse(item.name).unwrap_or_else(|| Type::Unresolved(item.name.into()));
        RawResource { resource: it, path }
    }

    /// A path; one that does not begin with `/` is joined as if it did, so only here it can be told.
    fn path(&mut self, construct: &Construct, node: Value<'d>) -> Option<SmolStr> {
        let path = self.free_text(construct, node)?;
        if !path.is_empty() && !path.starts_with('/') {
            self.problem(node.span(), node, ProblemKind::PathStart { path: path.to_string() });
        }
        Some(path)
    }

    fn operation(&mut self, node: Value<'d>) -> Operation {
        let mut it = Operation {
            method: Method::Unknown(SmolStr::default()),
            path: SmolStr::default(),
            parameters: Vec::new(),
            body: None,
            responses: Vec::new(),
            behaviour: None,
            meta: self.new_meta(node),
        };
        self.members(&OPERATION, node, |this, key, value| {
            match key {
                "method" => it.method = Method::parse(&this.text(&OPERATION, value).unwrap_or_default()),
                "path" => it.path = this.path(&OPERATION, value).unwrap_or_default(),
                "body" => it.body = this.body(value),
                "parameters" => it.parameters = this.list(&PARAMETER, value, |this, node| Some(this.parameter(node))),
                "responses" => it.responses = this.responses(node, value),
                "name" | "idempotent" | "auth" | "errors" | "paginated" | "emits" | "max_response_time_ms" => {
                    this.behaviour_key(it.behaviour.get_or_insert_default(), key, value);
                }
                _ => return this.meta_key(&OPERATION, &mut it.meta, key, value),
            }
            Key::Read
        });
        if lacks(node, "method") {
            self.missing(&OPERATION, node, "method");
        }
        it.behaviour.take_if(|it| **it == Behaviour::default());
        it
    }

    fn body(&mut self, node: Value<'d>) -> Option<Body> {
        if node.is_null() || !self.is_object(&BODY, node) {
            return None;
        }
        let mut it = Body { ty: Type::Unresolved(SmolStr::default()), meta: self.new_meta(node) };
        self.members(&BODY, node, |this, key, value| {
            if key != "type" {
                return this.meta_key(&BODY, &mut it.meta, key, value);
            }
            it.ty = this.type_of(&BODY, value);
            Key::Read
        });
        if lacks(node, "type") {
            self.missing(&BODY, node, "type");
        }
        Some(it)
    }

    fn parameter(&mut self, node: Value<'d>) -> Parameter {
        let field = self.new_field(node);
        let mut it = Parameter { field, location: Location::UNDECIDED, filter: None, implicit: false };
        self.members(&PARAMETER, node, |this, key, value| {
            match key {
                "location" => it.location = Location::parse(&this.text(&PARAMETER, value).unwrap_or_default()),
                "filter" if !value.is_null() => it.filter = this.filter(value).map(Box::new),
                _ => return this.field_key(&PARAMETER, &mut it.field, key, value),
            }
            Key::Read
        });
        it.field = self.complete(&PARAMETER, node, it.field);
        it
    }

    fn filter(&mut self, node: Value<'d>) -> Option<Filter> {
        if !self.is_object(&FILTER, node) {
            return None;
        }
        let mut it = Filter { field: SmolStr::default(), op: SmolStr::new_static("eq") };
        self.members(&FILTER, node, |this, key, value| {
            match key {
                "field" => it.field = this.text(&FILTER, value).unwrap_or_default(),
                "op" => it.op = this.text(&FILTER, value).unwrap_or_default(),
                _ => return Key::Unknown,
            }
            Key::Read
        });
        if lacks(node, "field") {
            self.missing(&FILTER, node, "field");
        }
        Some(it)
    }

    /// Responses: an object keyed by code, or the expanded form's list of objects with codes.
    fn responses(&mut self, operation: Value<'d>, node: Value<'d>) -> Vec<Response> {
        let mut all = Vec::with_capacity(node.len());
        match node.kind() {
            Kind::Object => {
                for member in node.members() {
                    all.extend(self.response(operation, ResponseCode::parse(&member.name()), member.value));
                }
            }
            Kind::Array => {
                for element in node.elements() {
                    let code = element.get("code").map_or_else(|| ResponseCode::Invalid(SmolStr::default()), code);
                    all.extend(self.response(operation, code, element));
                }
            }
            Kind::Null => {}
            _ => self.wrong_shape(&RESPONSE, node, "an object"),
        }
        all
    }

    fn response(&mut self, operation: Value<'d>, code: ResponseCode, node: Value<'d>) -> Option<Response> {
        let has_object = node.kind() == Kind::Object;
        if !has_object || lacks(node, "type") {
            let owner = describe(OPERATION.word, operation);
            let span = node.key().filter(|_| has_object).unwrap_or(node).span();
            let kind = ProblemKind::ResponseForm { owner, code: code.to_string(), has_object };
            self.problem(span, node, kind);
        }
        if !has_object {
            return None;
        }
        let ty = Type::Unresolved(SmolStr::default());
        let mut it = Response { code, ty, headers: Vec::new(), implicit: false, meta: self.new_meta(node) };
        self.members(&RESPONSE, node, |this, key, value| {
            match key {
                "code" if node.key().is_none() => {}
                "type" => it.ty = this.type_of(&RESPONSE, value),
                "headers" => it.headers = this.headers(value),
                _ => return this.meta_key(&RESPONSE, &mut it.meta, key, value),
            }
            Key::Read
        });
        Some(it)
    }
}

/// A code of the expanded form: `{"integer": {"value": 200}}`, `{"response_code_option": "Default"}`, or plain.
fn code(node: Value<'_>) -> ResponseCode {
    let number = node.get("integer").map(|it| it.get("value").unwrap_or(it));
    let inner = number.or_else(|| node.get("response_code_option")).unwrap_or(node);
    let inner = inner.get("value").unwrap_or(inner);
    ResponseCode::parse(&inner.as_str().unwrap_or_else(|| inner.raw().into()))
}
