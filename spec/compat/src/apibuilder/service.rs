//! What a definition says about itself, as apibuilder compares it.

use apigen_model::{Annotation, Definition};

use super::{Differ, Site, pairs, verdicts as of};

impl Differ<'_, '_> {
    pub(super) fn service(&mut self, site: &Site<'_>) {
        if self.old.namespace != self.new.namespace {
            let what = format!("the namespace is `{}` instead of `{}`", self.new.namespace, self.old.namespace);
            self.out.report(&of::NAMESPACE_CHANGED, site, what).member("namespace");
        }
        let imports =
            |it: &Definition| it.imports.iter().map(|it| (it.uri.clone(), it.version.clone())).collect::<Vec<_>>();
        let (old, new) = (self.old, self.new);
        let differing = [
            ("name", old.name != new.name),
            ("organization", old.organization != new.organization),
            ("key", old.key != new.key),
            ("base_url", old.base_url != new.base_url),
            ("info", old.info != new.info),
            ("version", old.version != new.version),
            ("imports", imports(old) != imports(new)),
        ];
        for (key, _) in differing.into_iter().filter(|it| it.1) {
            self.out.report(&of::SERVICE_CHANGED, site, format!("the {key} changed")).about(key).member(key);
        }
        self.words(site, (&old.meta, &new.meta));
        self.annotations(site);
        self.headers(site);
        self.types(site);
        self.resources(site);
    }

    fn annotations(&mut self, site: &Site<'_>) {
        let (old, new) = (&self.old.annotations, &self.new.annotations);
        let differs = |old: &Annotation, new: &Annotation| old.meta.description != new.meta.description;
        for pair in pairs(old, new, |it| it.name.as_str(), |it| it.name.as_str()) {
            if pair.both().is_none_or(|(old, new)| differs(old, new)) {
                let name = pair.either().name.as_str();
                self.out
                    .report(&of::ANNOTATION_CHANGED, site, format!("annotation `{name}` changed"))
                    .about(name)
                    .at(pair.map(|it| it.meta.origin));
            }
        }
    }
}
