//! The verdicts of apibuilder: a port of the comparison that its server makes of two versions.
//!
//! It knows no directions of use, no renames and no wire names: everything is recognised by name and compared as text,
//! and every difference is breaking or not. Its blind spots are kept: wire values of enums, discriminator values, headers
//! of responses, paths of resources, and all headers that are new but the first.

mod service;
mod slots;
mod verdicts;

use apigen_model::{Definition, Meta, Named, Operation, Resource, TypeId, Union};

use crate::changes::Changes;
use crate::matching::{Matching, pairs};
use crate::pair::Pair;
use crate::rule::{Kind, Rule};
use crate::site::{Name, Site};
use verdicts as of;

/// Compares every pair of definitions as apibuilder does.
pub(crate) fn walk(matching: &Matching<'_>, out: &mut Changes) {
    for ids in &matching.definitions {
        let pair = matching.definition(*ids);
        let site = Site::of_definition(pair);
        match pair {
            Pair::Removed(_) => {
                out.report(&of::SERVICE_REMOVED, &site, "is gone");
            }
            Pair::Added(_) => {
                out.report(&of::SERVICE_ADDED, &site, "is new");
            }
            Pair::Kept(old, new) | Pair::Renamed(old, new) => {
                let mut differ = Differ { matching, old, new, out };
                differ.service(&site);
            }
        }
    }
}

/// Two versions of one definition.
struct Differ<'a, 'o> {
    matching: &'a Matching<'a>,
    old: &'a Definition,
    new: &'a Definition,
    out: &'o mut Changes,
}

impl<'a> Differ<'a, '_> {
    fn old_label(&self, ty: &apigen_model::Type) -> String {
        self.matching.old.type_label(ty, self.old.id)
    }

    fn new_label(&self, ty: &apigen_model::Type) -> String {
        self.matching.new.type_label(ty, self.new.id)
    }

    /// Every kind of type by itself: a name that stands for another kind is gone here and new there.
    fn types(&mut self, site: &Site<'_>) {
        let (old, new) = (self.old, self.new);
        for pair in pairs(&old.enums, &new.enums, |it| it.name.as_str(), |it| it.name.as_str()) {
            let named = pair.map(Named::Enum);
            let Some(site) = self.named(site, named, [&of::ENUM_REMOVED, &of::ENUM_ADDED]) else { continue };
            let Some((old, new)) = pair.both() else { continue };
            for value in pairs(&old.values, &new.values, |it| it.name.as_str(), |it| it.name.as_str()) {
                let site = site.part(Kind::EnumValue, Name::Text(&value.either().name), value.map(|it| it.meta.origin));
                self.existence(&site, value.map(|_| ()), [&of::VALUE_REMOVED, &of::VALUE_ADDED]);
            }
        }
        for pair in pairs(&old.interfaces, &new.interfaces, |it| it.name.as_str(), |it| it.name.as_str()) {
            self.with_fields(site, pair.map(Named::Interface), [&of::INTERFACE_REMOVED, &of::INTERFACE_ADDED]);
        }
        for pair in pairs(&old.models, &new.models, |it| it.name.as_str(), |it| it.name.as_str()) {
            self.with_fields(site, pair.map(Named::Model), [&of::MODEL_REMOVED, &of::MODEL_ADDED]);
        }
        for pair in pairs(&old.unions, &new.unions, |it| it.name.as_str(), |it| it.name.as_str()) {
            let Some(site) = self.named(site, pair.map(Named::Union), [&of::UNION_REMOVED, &of::UNION_ADDED]) else {
                continue;
            };
            if let Some((old, new)) = pair.both() {
                self.union(&site, old, new);
            }
        }
    }

    fn with_fields(&mut self, site: &Site<'_>, pair: Pair<Named<'a>>, rules: [&'static Rule; 2]) {
        let Some(site) = self.named(site, pair, rules) else { return };
        if let Some((old, new)) = pair.both() {
            self.slots(&site, Kind::Field, &of::FIELD, (old.fields(), new.fields()));
        }
    }

    /// Reports a type that came or went; the site of one that stayed.
    fn named<'s>(&mut self, site: &'s Site<'_>, pair: Pair<Named<'a>>, rules: [&'static Rule; 2]) -> Option<Site<'s>>
    where
        'a: 's,
    {
        let it = pair.either();
        let mut site = site.part(Kind::Type, Name::Text(it.name()), pair.map(|it| it.meta().origin));
        site.ty = self.ids(pair);
        let Some((old, new)) = pair.both() else {
            let [removed, added] = rules;
            let (rule, what) = if pair.removed().is_some() { (removed, "gone") } else { (added, "new") };
            self.out.report_whole(rule, &site, format!("{} `{}` is {what}", word(it), it.name()));
            return None;
        };
        self.words(&site, (old.meta(), new.meta()));
        if old.plural() != new.plural() {
            self.out.report(&of::WORDS_CHANGED, &site, "the plural is another one").about("plural").member("plural");
        }
        let promises = |it: Named<'_>| it.interfaces().iter().map(|it| it.name.to_string()).collect::<Vec<_>>();
        let (before, after) = (promises(old), promises(new));
        let gone = before.iter().filter(|it| !after.contains(it));
        let come = after.iter().filter(|it| !before.contains(it));
        for name in gone.chain(come) {
            self.out
                .report(&of::PROMISE_CHANGED, &site, format!("interface `{name}` came or went"))
                .about(name.as_str())
                .member("interfaces");
        }
        Some(site)
    }

    fn ids(&self, pair: Pair<Named<'_>>) -> Option<Pair<TypeId>> {
        let old = pair.before().and_then(|it| self.matching.old.local(self.old.id, it.name()));
        let new = pair.after().and_then(|it| self.matching.new.local(self.new.id, it.name()));
        Pair::of_options(old, new)
    }

    fn union(&mut self, site: &Site<'_>, old: &'a Union, new: &'a Union) {
        if old.discriminator != new.discriminator {
            self.out
                .report(&of::DISCRIMINATOR_CHANGED, site, "the discriminator is another one")
                .member("discriminator");
        }
        let default = |it: &Union| it.default_type().map(|it| it.name.clone());
        match (default(old), default(new)) {
            (None, Some(name)) => {
                self.out.report(&of::DEFAULT_TYPE_ADDED, site, format!("`{name}` is the default now"));
            }
            (Some(before), after) if Some(&before) != after.as_ref() => {
                self.out.report(&of::DEFAULT_TYPE_CHANGED, site, format!("`{before}` is not the default any more"));
            }
            _ => {}
        }
        for pair in pairs(&old.types, &new.types, |it| it.name.as_str(), |it| it.name.as_str()) {
            let site = site.part(Kind::Member, Name::Text(&pair.either().name), pair.map(|it| it.meta.origin));
            self.existence(&site, pair.map(|_| ()), [&of::MEMBER_REMOVED, &of::MEMBER_ADDED]);
        }
    }

    fn resources(&mut self, site: &Site<'_>) {
        let (old, new) = (self.old, self.new);
        for pair in pairs(&old.resources, &new.resources, |it| it.name.as_str(), |it| it.name.as_str()) {
            let it = pair.either();
            let site = site.part(Kind::Resource, Name::Text(&it.name), pair.map(|it| it.meta.origin));
            match pair {
                Pair::Removed(_) => {
                    let what = format!("resource `{}` is gone", it.name);
                    self.out.report_whole(&of::RESOURCE_REMOVED, &site, what);
                }
                Pair::Added(_) => {
                    self.out.report_whole(&of::RESOURCE_ADDED, &site, format!("resource `{}` is new", it.name));
                }
                Pair::Kept(old, new) | Pair::Renamed(old, new) => self.resource(&site, old, new),
            }
        }
    }

    fn resource(&mut self, site: &Site<'_>, old: &'a Resource, new: &'a Resource) {
        self.words(site, (&old.meta, &new.meta));
        if old.plural != new.plural {
            self.out.report(&of::WORDS_CHANGED, site, "the plural is another one").about("plural");
        }
        let key = |it: &'a Operation| (it.method.as_str(), it.path.as_str());
        for pair in pairs(&old.operations, &new.operations, key, key) {
            let it = pair.either();
            let site = site.part(Kind::Operation, Name::Operation(it), pair.map(|it| it.meta.origin));
            match pair {
                Pair::Removed(_) => {
                    self.out.report_whole(&of::OPERATION_REMOVED, &site, format!("`{}` is gone", it.label()));
                }
                Pair::Added(_) => {
                    self.out.report_whole(&of::OPERATION_ADDED, &site, format!("`{}` is new", it.label()));
                }
                Pair::Kept(old, new) | Pair::Renamed(old, new) => self.operation(&site, old, new),
            }
        }
    }

    fn operation(&mut self, site: &Site<'_>, old: &'a Operation, new: &'a Operation) {
        self.words(site, (&old.meta, &new.meta));
        self.parameters(site, old, new);
        if let Some(pair) = Pair::of_options(old.body.as_ref(), new.body.as_ref()) {
            let site = site.part(Kind::Body, Name::Only, pair.map(|it| it.meta.origin));
            self.existence(&site, pair.map(|_| ()), [&of::BODY_REMOVED, &of::BODY_ADDED]);
            let labels = pair.both().map(|(old, new)| (self.old_label(&old.ty), self.new_label(&new.ty)));
            self.changed(&site, &of::BODY_TYPE_CHANGED, labels);
        }
        for pair in pairs(&old.responses, &new.responses, |it| &it.code, |it| &it.code) {
            let code = pair.either().code.to_string();
            let site = site.part(Kind::Response, Name::Text(&code), pair.map(|it| it.meta.origin));
            self.existence(&site, pair.map(|_| ()), [&of::RESPONSE_REMOVED, &of::RESPONSE_ADDED]);
            let labels = pair.both().map(|(old, new)| (self.old_label(&old.ty), self.new_label(&new.ty)));
            self.changed(&site, &of::RESPONSE_TYPE_CHANGED, labels);
        }
    }

    /// Reports what came or went.
    fn existence(&mut self, site: &Site<'_>, pair: Pair<()>, [removed, added]: [&'static Rule; 2]) {
        let it = site.it();
        match pair {
            Pair::Removed(()) => self.out.report(removed, site, format!("{it} is gone")).about(it),
            Pair::Added(()) => self.out.report(added, site, format!("{it} is new")).about(it),
            Pair::Kept(..) | Pair::Renamed(..) => return,
        };
    }

    /// Reports a type that is written otherwise.
    fn changed(&mut self, site: &Site<'_>, rule: &'static Rule, labels: Option<(String, String)>) {
        if let Some((before, after)) = labels.filter(|(before, after)| before != after) {
            let what = format!("the type of {} is `{after}` instead of `{before}`", site.it());
            self.out.report(rule, site, what).about(before).about(after).member("type");
        }
    }

    /// Reports what is said about a construct otherwise: description, attributes, deprecation.
    fn words(&mut self, site: &Site<'_>, (old, new): (&Meta, &Meta)) {
        let differing = [
            ("description", old.description != new.description),
            ("attributes", old.attributes() != new.attributes()),
            ("deprecation", old.deprecation() != new.deprecation()),
        ];
        for (key, _) in differing.into_iter().filter(|it| it.1) {
            let what = if is_part(site.kind) {
                format!("the {key} of {} changed", site.it())
            } else {
                format!("the {key} changed")
            };
            self.out.report(&of::WORDS_CHANGED, site, what).about(key).member(key);
        }
    }
}

fn is_part(kind: Kind) -> bool {
    matches!(kind, Kind::Field | Kind::Parameter | Kind::Header)
}

fn word(it: Named<'_>) -> &'static str {
    match it {
        Named::Enum(_) => "enum",
        Named::Interface(_) => "interface",
        Named::Model(_) => "model",
        Named::Union(_) => "union",
    }
}
