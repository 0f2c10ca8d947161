//! One walk over both repositories: every pair of constructs is met once and shown to the families of its kind.

use apigen_model::{
    Body, Definition, DefinitionId, Direction, Enum, EnumValue, Field, Index, Location, Meta, Named, Operation,
    Parameter, Stream, Table, TypeId, Union, UnionType,
};

use crate::changes::Changes;
use crate::judge::Weights;
use crate::matching::{Matching, OperationOf, operations, pairs, slot_shape, with_renames};
use crate::pair::Pair;
use crate::rule::Kind;
use crate::rules::{FAMILIES, Handler, ResourceOf};
use crate::site::{Name, Site};
use crate::uses::TypeWeights;
use rustc_hash::FxHashMap;

/// What a family may ask while it looks at one pair.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) matching: &'a Matching<'a>,
    /// The definitions the pair is in.
    pub(crate) definitions: Pair<DefinitionId>,
}

impl Context<'_> {
    /// A type as the old definition writes it.
    pub(crate) fn old_label(&self, ty: &apigen_model::Type) -> String {
        let from = self.definitions.either();
        self.matching.old.type_label(ty, from)
    }

    /// A type as the new definition writes it.
    pub(crate) fn new_label(&self, ty: &apigen_model::Type) -> String {
        let from = self.definitions.after().unwrap_or(self.definitions.either());
        self.matching.new.type_label(ty, from)
    }
}

/// Shows everything to every family.
pub(crate) fn walk(matching: &Matching<'_>, weights: &TypeWeights<'_>, out: &mut Changes) {
    for definitions in &matching.definitions {
        let mut walk = Walk { ctx: Context { matching, definitions: *definitions }, weights, out };
        walk.definition();
    }
}

struct Walk<'a, 'w> {
    ctx: Context<'a>,
    weights: &'w TypeWeights<'a>,
    out: &'w mut Changes,
}

/// Shows a pair to every family of a kind.
macro_rules! show {
    ($walk:ident, $handler:ident, $site:expr, $pair:expr) => {
        for family in FAMILIES {
            if let Handler::$handler(look) = family.handler {
                look(&$walk.ctx, $site, $pair, $walk.out);
            }
        }
    };
}

impl<'a> Walk<'a, '_> {
    fn definition(&mut self) {
        let matching = self.ctx.matching;
        let pair = matching.definition(self.ctx.definitions);
        let site = Site::of_definition(pair);
        show!(self, Definition, &site, pair);
        self.types(&site, pair);
        if let Some((old, new)) = pair.both() {
            let headers = site.used(Weights::only(Direction::Request));
            self.slots(&headers, Kind::Header, &old.headers, &new.headers);
            self.resources(&site, old, new);
            self.streams(&site, old, new);
            self.tables(&site, old, new);
        }
    }

    fn types(&mut self, site: &Site<'_>, pair: Pair<&'a Definition>) {
        let matching = self.ctx.matching;
        let both = pair.both().is_some();
        for (id, named) in pair.before().into_iter().flat_map(Definition::types) {
            match matching.became(id).and_then(|new| Some((new, matching.new.named(new)?))) {
                Some((new, now)) if named.name() == now.name() => self.ty(site, Pair::Kept((id, named), (new, now))),
                Some((new, now)) => self.ty(site, Pair::Renamed((id, named), (new, now))),
                None if both => self.ty(site, Pair::Removed((id, named))),
                None => {}
            }
        }
        for it in pair.after().into_iter().filter(|_| both).flat_map(Definition::types) {
            if matching.was(it.0).is_none() {
                self.ty(site, Pair::Added(it));
            }
        }
    }

    fn ty(&mut self, site: &Site<'_>, pair: Pair<(TypeId, Named<'a>)>) {
        let named = pair.map(|it| it.1);
        let mut site = site.part(Kind::Type, Name::Text(named.either().name()), named.map(|it| it.meta().origin));
        site.ty = Some(pair.map(|it| it.0));
        site.weights = pair.both().map_or(Weights::NONE, |(old, new)| self.weights.of(old.0, new.0));
        show!(self, Type, &site, pair);
        match named.both() {
            Some((Named::Enum(old), Named::Enum(new))) => self.enumeration(&site, old, new),
            Some((Named::Union(old), Named::Union(new))) => self.union(&site, old, new),
            Some(
                (old @ Named::Model(_), new @ Named::Model(_)) | (old @ Named::Interface(_), new @ Named::Interface(_)),
            ) => self.model(&site, old, new),
            _ => {}
        }
    }

    fn enumeration(&mut self, site: &Site<'_>, old: &'a Enum, new: &'a Enum) {
        show!(self, Enum, site, (old, new));
        let all = pairs(&old.values, &new.values, |it| it.name.as_str(), |it| it.name.as_str());
        let wire = |it: &'a EnumValue| Some(it.wire().to_owned());
        let described = |it: &'a EnumValue| it.meta.description.as_ref().map(ToString::to_string);
        for pair in with_renames(with_renames(all, wire, wire), described, described) {
            let name = Name::Text(&pair.either().name);
            let site = site.part(Kind::EnumValue, name, pair.map(|it| it.meta.origin));
            show!(self, EnumValue, &site, (pair, old, new));
            self.meta(&site, pair.map(|it| &it.meta));
        }
        self.meta(site, Pair::Kept(&old.meta, &new.meta));
    }

    fn model(&mut self, site: &Site<'_>, old: Named<'a>, new: Named<'a>) {
        show!(self, Model, site, (old, new));
        self.slots(site, Kind::Field, old.fields(), new.fields());
        self.meta(site, Pair::Kept(old.meta(), new.meta()));
    }

    fn union(&mut self, site: &Site<'_>, old: &'a Union, new: &'a Union) {
        let matching = self.ctx.matching;
        show!(self, Union, site, (old, new));
        let all = pairs(&old.types, &new.types, |it| matching.old_label(&it.ty), |it| matching.new_label(&it.ty));
        let wire = |it: &'a UnionType| Some(it.wire().to_owned());
        for pair in with_renames(all, wire, wire) {
            let site = site.part(Kind::Member, Name::Text(&pair.either().name), pair.map(|it| it.meta.origin));
            show!(self, Member, &site, (pair, old, new));
            self.meta(&site, pair.map(|it| &it.meta));
        }
        self.meta(site, Pair::Kept(&old.meta, &new.meta));
    }

    /// Fields of a model or headers: everything that has a name and a type and is paired by them.
    fn slots(&mut self, site: &Site<'_>, kind: Kind, old: &'a [Field], new: &'a [Field]) {
        let matching = self.ctx.matching;
        let all = pairs(old, new, |it| slot_key(kind, it), |it| slot_key(kind, it));
        let of_old = |it: &'a Field| Some(slot_shape(it, old.element_offset(it)?, &matching.old_label(&it.ty)));
        let of_new = |it: &'a Field| Some(slot_shape(it, new.element_offset(it)?, &matching.new_label(&it.ty)));
        for pair in with_renames(all, of_old, of_new) {
            self.slot(site, kind, pair);
        }
    }

    fn slot(&mut self, site: &Site<'_>, kind: Kind, pair: Pair<&'a Field>) {
        let site = site.part(kind, Name::Text(&pair.either().name), pair.map(|it| it.meta.origin));
        show!(self, Slot, &site, pair);
        self.meta(&site, pair.map(|it| &it.meta));
    }

    fn meta(&mut self, site: &Site<'_>, pair: Pair<&'a Meta>) {
        if let Some((old, new)) = pair.both() {
            show!(self, Meta, site, (old, new));
        }
    }

    fn resources(&mut self, site: &Site<'_>, old: &'a Definition, new: &'a Definition) {
        let matching = self.ctx.matching;
        let operations = operations(matching, &old.resources, &new.resources);
        let label = |it: &'a apigen_model::Resource| matching.old_label(&it.ty);
        let now = |it: &'a apigen_model::Resource| matching.new_label(&it.ty);
        // By type, so that what an expanded file says of one type in two places is one resource.
        let mut by_resource: FxHashMap<String, Vec<Pair<OperationOf<'a>>>> = FxHashMap::default();
        for it in operations {
            let owner = it.either().resource;
            let owner = if it.before().is_some() { label(owner) } else { now(owner) };
            by_resource.entry(owner).or_default().push(it);
        }
        for pair in pairs(&old.resources, &new.resources, label, now) {
            let own = pair.before().map_or_else(|| now(pair.either()), label);
            let inside = by_resource.remove(&own).unwrap_or_default();
            let site = site.part(Kind::Resource, Name::Text(&pair.either().name), pair.map(|it| it.meta.origin));
            // An operation that comes from another resource, or went there, is told by itself.
            let all = inside.len() == pair.either().operations.len();
            let whole = pair.both().is_none() && all && inside.iter().all(|it| it.both().is_none());
            if whole {
                show!(self, Resource, &site, ResourceOf { pair, operations: inside.len() });
            } else {
                for it in inside {
                    self.operation(&site, it);
                }
                self.meta(&site, pair.map(|it| &it.meta));
            }
        }
    }

    fn operation(&mut self, site: &Site<'_>, pair: Pair<OperationOf<'a>>) {
        let origin = pair.map(|it| it.operation.meta.origin);
        let site = site.part(Kind::Operation, Name::Operation(pair.either().operation), origin);
        show!(self, Operation, &site, pair);
        if let Some((old, new)) = pair.both() {
            let (old, new) = (old.operation, new.operation);
            let request = site.used(Weights::only(Direction::Request));
            self.parameters(&request, old, new);
            if let Some(pair) = Pair::of_options(old.body.as_ref(), new.body.as_ref()) {
                self.body(&request, pair);
            }
            self.responses(&site.used(Weights::only(Direction::Response)), old, new);
            self.meta(&site, Pair::Kept(&old.meta, &new.meta));
        }
    }

    fn parameters(&mut self, site: &Site<'_>, old: &'a Operation, new: &'a Operation) {
        let matching = self.ctx.matching;
        let all = pairs(&old.parameters, &new.parameters, |it| it.field.name.as_str(), |it| it.field.name.as_str());
        let of_old = |it: &'a Parameter| parameter_shape(old, it, &matching.old_label(&it.field.ty));
        let of_new = |it: &'a Parameter| parameter_shape(new, it, &matching.new_label(&it.field.ty));
        for pair in with_renames(all, of_old, of_new) {
            let field = pair.map(|it| &it.field);
            let site = site.part(Kind::Parameter, Name::Text(&field.either().name), field.map(|it| it.meta.origin));
            show!(self, Parameter, &site, pair);
            show!(self, Slot, &site, field);
            self.meta(&site, field.map(|it| &it.meta));
        }
    }

    fn body(&mut self, site: &Site<'_>, pair: Pair<&'a Body>) {
        let site = site.part(Kind::Body, Name::Only, pair.map(|it| it.meta.origin));
        show!(self, Body, &site, pair);
    }

    fn responses(&mut self, site: &Site<'_>, old: &'a Operation, new: &'a Operation) {
        for pair in pairs(&old.responses, &new.responses, |it| &it.code, |it| &it.code) {
            let code = pair.either().code.to_string();
            let site = site.part(Kind::Response, Name::Text(&code), pair.map(|it| it.meta.origin));
            show!(self, Response, &site, (pair, old, new));
            if let Some((old, new)) = pair.both() {
                self.slots(&site, Kind::ResponseHeader, &old.headers, &new.headers);
                self.meta(&site, Pair::Kept(&old.meta, &new.meta));
            }
        }
    }

    fn streams(&mut self, site: &Site<'_>, old: &'a Definition, new: &'a Definition) {
        let matching = self.ctx.matching;
        let all = pairs(&old.streams, &new.streams, |it| it.name.as_str(), |it| it.name.as_str());
        let of_old = |it: &'a Stream| Some(format!("{} {:?}", matching.old_label(&it.ty), it.key));
        let of_new = |it: &'a Stream| Some(format!("{} {:?}", matching.new_label(&it.ty), it.key));
        for pair in with_renames(all, of_old, of_new) {
            let site = site.part(Kind::Stream, Name::Text(&pair.either().name), pair.map(|it| it.meta.origin));
            show!(self, Stream, &site, pair);
            self.meta(&site, pair.map(|it| &it.meta));
        }
    }

    fn tables(&mut self, site: &Site<'_>, old: &'a Definition, new: &'a Definition) {
        let matching = self.ctx.matching;
        let all = pairs(&old.tables, &new.tables, |it| it.name.as_str(), |it| it.name.as_str());
        let of_old = |it: &'a Table| Some(format!("{} {:?}", matching.old_label(&it.model), it.primary_key));
        let of_new = |it: &'a Table| Some(format!("{} {:?}", matching.new_label(&it.model), it.primary_key));
        for pair in with_renames(all, of_old, of_new) {
            let site = site.part(Kind::Table, Name::Text(&pair.either().name), pair.map(|it| it.meta.origin));
            show!(self, Table, &site, pair);
            if let Some((old, new)) = pair.both() {
                self.indexes(&site, old, new);
                self.meta(&site, Pair::Kept(&old.meta, &new.meta));
            }
        }
    }

    fn indexes(&mut self, site: &Site<'_>, old: &'a Table, new: &'a Table) {
        let key = |it: &'a Index| (&it.fields, &it.condition);
        for pair in pairs(&old.indexes, &new.indexes, key, key) {
            let site = site.part(Kind::Index, Name::List(&pair.either().fields), pair.map(|it| it.meta.origin));
            show!(self, Index, &site, pair);
        }
    }
}

/// Headers are the same in upper and lower case.
fn slot_key(kind: Kind, it: &Field) -> String {
    if kind == Kind::Field { it.name.to_string() } else { it.name.to_ascii_lowercase() }
}

/// Path variables are recognised by their place in the path, everything else by what it looks like.
fn parameter_shape(operation: &Operation, it: &Parameter, label: &str) -> Option<String> {
    if it.location == Location::Path {
        let place = operation.path_variables().position(|name| name == it.field.name)?;
        return Some(format!("path #{place}"));
    }
    let position = operation.parameters.element_offset(it)?;
    Some(format!("{}|{}", it.location.as_str(), slot_shape(&it.field, position, label)))
}
