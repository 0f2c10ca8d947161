//! Where rules say what they found.

use std::collections::BTreeSet;

use apigen_model::{Origin, Severity, TypeId};

use crate::judge::impacts;
use crate::pair::Pair;
use crate::site::Site;
use crate::{Impact, Rule, Spot};

/// The changes found so far.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub(crate) drafts: Vec<Draft>,
    /// Namespaces in which something changed that no rule is about, such as a description.
    pub(crate) touched: BTreeSet<String>,
}

/// A change in the making.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) rule: &'static Rule,
    pub(crate) path: String,
    pub(crate) namespace: String,
    pub(crate) resource: String,
    pub(crate) subject: String,
    pub(crate) what: String,
    pub(crate) arguments: Vec<String>,
    pub(crate) impacts: Vec<Impact>,
    pub(crate) ty: Option<Pair<TypeId>>,
    pub(crate) old: Option<Spot>,
    pub(crate) new: Option<Spot>,
}

impl Changes {
    /// Reports a change of a construct, as part of the whole that it belongs to.
    pub(crate) fn report(&mut self, rule: &'static Rule, site: &Site<'_>, what: impl Into<String>) -> &mut Draft {
        let subject = site.subject();
        self.push(rule, site, subject, what.into())
    }

    /// Reports that a whole came, went or changed its name, as part of what holds it.
    pub(crate) fn report_whole(&mut self, rule: &'static Rule, site: &Site<'_>, what: impl Into<String>) -> &mut Draft {
        let subject = site.owner();
        self.push(rule, site, subject, what.into())
    }

    /// Notes that something changed that no rule is about.
    pub(crate) fn touch(&mut self, site: &Site<'_>) {
        self.touched.insert(site.namespace());
    }

    fn push(&mut self, rule: &'static Rule, site: &Site<'_>, subject: String, what: String) -> &mut Draft {
        let draft = Draft {
            rule,
            path: site.path(),
            namespace: site.namespace(),
            resource: site.resource(),
            subject,
            what,
            arguments: Vec::new(),
            impacts: impacts(rule.judgement, site.weights),
            ty: site.ty,
            old: site.origin.before().map(|origin| Spot { origin, key: "" }),
            new: site.origin.after().map(|origin| Spot { origin, key: "" }),
        };
        let index = self.drafts.len();
        self.drafts.push(draft);
        &mut self.drafts[index]
    }
}

impl Draft {
    /// Names what tells this change from others of the rule: changes with the same arguments are the same edit.
    pub(crate) fn about(&mut self, argument: impl Into<String>) -> &mut Self {
        self.arguments.push(argument.into());
        self
    }

    /// Points at a member of the construct, on each side that has the construct.
    pub(crate) fn member(&mut self, key: &'static str) -> &mut Self {
        self.old.iter_mut().chain(&mut self.new).for_each(|it| it.key = key);
        self
    }

    /// Points at other constructs.
    pub(crate) fn at(&mut self, origin: Pair<Origin>) -> &mut Self {
        self.old = origin.before().map(|origin| Spot { origin, key: "" });
        self.new = origin.after().map(|origin| Spot { origin, key: "" });
        self
    }

    /// Makes the change matter no more than that.
    pub(crate) fn at_most(&mut self, limit: Severity) -> &mut Self {
        self.impacts.iter_mut().for_each(|it| it.severity = it.severity.min(limit));
        self
    }

    /// Makes the change matter as much as a declaration says.
    pub(crate) fn severity(&mut self, severity: Severity) -> &mut Self {
        self.impacts.iter_mut().for_each(|it| it.severity = severity);
        self
    }
}
