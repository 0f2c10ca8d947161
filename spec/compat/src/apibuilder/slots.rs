//! Fields, parameters and headers, as apibuilder compares them.

use apigen_model::{Field, Operation};

use super::verdicts::{self as of, SlotVerdicts};
use super::{Differ, Kind, Name, Pair, Site, pairs};
use crate::rule::Rule;

impl<'a> Differ<'a, '_> {
    pub(super) fn slots(
        &mut self,
        site: &Site<'_>,
        kind: Kind,
        rules: &'static SlotVerdicts,
        (old, new): (&'a [Field], &'a [Field]),
    ) {
        for pair in pairs(old, new, |it| it.name.as_str(), |it| it.name.as_str()) {
            self.slot(site, kind, rules, pair);
        }
    }

    /// The headers of a service: of those that are new, apibuilder reports the first.
    pub(super) fn headers(&mut self, site: &Site<'_>) {
        let (old, new) = (&self.old.headers, &self.new.headers);
        let mut is_first = true;
        for pair in pairs(old, new, |it| it.name.as_str(), |it| it.name.as_str()) {
            match pair {
                Pair::Removed(it) => {
                    let site = site.part(Kind::Header, Name::Text(&it.name), pair.map(|it| it.meta.origin));
                    self.existence(&site, pair.map(|_| ()), [&of::HEADER_REMOVED, &of::HEADER.added]);
                }
                Pair::Added(_) if !std::mem::take(&mut is_first) => {}
                _ => self.slot(site, Kind::Header, &of::HEADER, pair),
            }
        }
    }

    pub(super) fn parameters(&mut self, site: &Site<'_>, old: &'a Operation, new: &'a Operation) {
        let all = pairs(&old.parameters, &new.parameters, |it| it.field.name.as_str(), |it| it.field.name.as_str());
        for pair in all {
            self.slot(site, Kind::Parameter, &of::PARAMETER, pair.map(|it| &it.field));
            if let Some((old, new)) = pair.both().filter(|(old, new)| old.location != new.location) {
                let origin = pair.map(|it| it.field.meta.origin);
                let site = site.part(Kind::Parameter, Name::Text(&old.field.name), origin);
                let (before, after) = (old.location.as_str(), new.location.as_str());
                let what = format!("{} is carried in the {after} instead of the {before}", site.it());
                self.out.report(&of::LOCATION_CHANGED, &site, what).about(before).about(after).member("location");
            }
        }
    }

    fn slot(&mut self, site: &Site<'_>, kind: Kind, rules: &'static SlotVerdicts, pair: Pair<&'a Field>) {
        let field = pair.either();
        let site = site.part(kind, Name::Text(&field.name), pair.map(|it| it.meta.origin));
        let is_needed = field.required && field.default.is_none();
        let added = if is_needed { &rules.added_required } else { &rules.added };
        self.existence(&site, pair.map(|_| ()), [&rules.removed, added]);
        let Some((old, new)) = pair.both() else { return };
        let labels = (self.old_label(&old.ty), self.new_label(&new.ty));
        self.changed(&site, &rules.type_changed, Some(labels));
        self.presence(&site, rules, (old, new));
        self.limits(&site, rules, (old, new));
        self.words(&site, (&old.meta, &new.meta));
        if old.example() != new.example() {
            let what = format!("the example of {} changed", site.it());
            self.out.report(&of::WORDS_CHANGED, &site, what).about("example").member("example");
        }
    }

    fn presence(&mut self, site: &Site<'_>, rules: &'static SlotVerdicts, (old, new): (&Field, &Field)) {
        let it = site.it();
        let name = old.name.as_str();
        match (old.required, new.required) {
            (false, true) => {
                let what = format!("{it} is required now");
                self.out.report(&rules.became_required, site, what).about(name).member("required");
            }
            (true, false) => {
                let what = format!("{it} is not required any more");
                self.out.report(&rules.became_optional, site, what).about(name).member("required");
            }
            _ => {}
        }
        let (before, after) = (old.default_text(), new.default_text());
        if before != after {
            let rule = if after.is_none() { &rules.default_removed } else { &rules.default_changed };
            self.out.report(rule, site, format!("the default of {it} changed")).about(name).member("default");
        }
    }

    fn limits(&mut self, site: &Site<'_>, rules: &'static SlotVerdicts, (old, new): (&Field, &Field)) {
        let lower = |it: &Field| it.minimum().unwrap_or(i64::MIN);
        let upper = |it: &Field| it.maximum().unwrap_or(i64::MAX);
        let all = [
            ("minimum", old.minimum() != new.minimum(), lower(new) > lower(old)),
            ("maximum", old.maximum() != new.maximum(), upper(new) < upper(old)),
        ];
        for (key, _, is_tighter) in all.into_iter().filter(|it| it.1) {
            let rule: &'static Rule = if is_tighter { &rules.limit_tightened } else { &rules.limit_loosened };
            let what = format!("the {key} of {} changed", site.it());
            self.out.report(rule, site, what).about(old.name.as_str()).about(key).member(key);
        }
    }
}
