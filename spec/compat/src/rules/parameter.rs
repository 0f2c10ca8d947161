//! What parameters are called, where they are carried, and what they filter by.

use apigen_model::{Filter, Location, Parameter, Severity};

use super::slot_existence::RENAMED;
use super::{Family, Handler};
use crate::Category;
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule, Verdicts};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family =
    Family { rules: &[&VARIABLE_RENAMED, &LOCATION_CHANGED, &FILTER_CHANGED], handler: Handler::Parameter(look) };

static VARIABLE_RENAMED: Rule = Rule {
    id: "parameter-variable-renamed",
    kind: Kind::Parameter,
    what: "Reports a variable of a path that is called otherwise.",
    why: "generated code has an argument of another name",
    help: "nothing to do for those who are deployed: the name is not on the wire",
    mirror: Mirror::Exact("variable-renamed"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Info).source(Severity::Warning)),
};

static LOCATION_CHANGED: Rule = Rule {
    id: "parameter-location-changed",
    kind: Kind::Parameter,
    what: "Reports a parameter that is carried elsewhere: in the path, the query, a form or a header.",
    why: "the server looks for it where clients of before do not put it",
    help: "keep it where it is",
    mirror: Mirror::Exact("location-changed"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Error)),
};

static FILTER_CHANGED: Rule = Rule {
    id: "parameter-filter-changed",
    kind: Kind::Parameter,
    what: "Reports a parameter that filters by another field, or compares otherwise.",
    why: "the same request gives other answers",
    help: "add a parameter for the other filter",
    mirror: Mirror::Exact("filter-changed"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Error).category(Category::Behaviour)),
};

fn look(_: &Context<'_>, site: &Site<'_>, pair: Pair<&Parameter>, out: &mut Changes) {
    let Some((old, new)) = pair.both() else { return };
    let it = site.it();
    if let Some((_, new)) = pair.renamed() {
        let name = &new.field.name;
        let rule = if new.location == Location::Path { &VARIABLE_RENAMED } else { &RENAMED.parameter };
        out.report(rule, site, format!("{it} is called `{name}` now"))
            .about(old.field.name.as_str())
            .about(name.as_str());
    }
    if old.location != new.location {
        let (before, after) = (old.location.as_str(), new.location.as_str());
        out.report(&LOCATION_CHANGED, site, format!("{it} is carried in the {after} instead of the {before}"))
            .about(before)
            .about(after)
            .member("location");
    }
    if let (Some(before), Some(after)) = (&old.filter, &new.filter)
        && before != after
    {
        let text = |it: &Filter| format!("{} {}", it.field, it.op);
        let what = format!("{it} filters by `{}` instead of `{}`", text(after), text(before));
        out.report(&FILTER_CHANGED, site, what).about(text(before)).about(text(after)).member("filter");
    }
}
