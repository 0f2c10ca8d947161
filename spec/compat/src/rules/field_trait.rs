//! Who writes a field, whether its value is unique, what it refers to, and in what it is counted.

use apigen_model::{Field, Severity};

use super::{Family, Handler};
use crate::Category;
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule, Verdicts};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family = Family {
    rules: &[
        &BECAME_READ_ONLY,
        &BECAME_WRITABLE,
        &BECAME_WRITE_ONLY,
        &BECAME_READABLE,
        &BECAME_UNIQUE,
        &BECAME_SHARED,
        &UNIT_CHANGED,
        &REFERENCE_ADDED,
        &REFERENCE_REMOVED,
    ],
    handler: Handler::Slot(look),
};

static BECAME_READ_ONLY: Rule = Rule {
    id: "field-became-read-only",
    kind: Kind::Field,
    what: "Reports a field that only the server sends now.",
    why: "a server refuses what it alone may say",
    help: "add a field for what the server says",
    mirror: Mirror::Except("became-writable", "nobody has to write what they may"),
    judgement: Judgement::ByUse(
        Verdicts::new(Severity::Error, Severity::Info).stored(Severity::Info).consumed(Severity::Info),
    ),
};

static BECAME_WRITABLE: Rule = Rule {
    id: "field-became-writable",
    kind: Kind::Field,
    what: "Reports a field that only the server sent and that others may send now.",
    why: "there is more to use",
    help: "nothing to do",
    mirror: Mirror::Except("became-read-only", "nobody has to write what they may"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Info)),
};

static BECAME_WRITE_ONLY: Rule = Rule {
    id: "field-became-write-only",
    kind: Kind::Field,
    what: "Reports a field that the server does not send any more.",
    why: "readers of before wait for it",
    help: "keep sending it until the next major version",
    mirror: Mirror::Except("became-readable", "nobody waits for what was never sent"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Error).published(Severity::Info)),
};

static BECAME_READABLE: Rule = Rule {
    id: "field-became-readable",
    kind: Kind::Field,
    what: "Reports a field that the server did not send and sends now.",
    why: "there is more to read",
    help: "see that it is nothing to hide",
    mirror: Mirror::Except("became-write-only", "nobody waits for what was never sent"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Info)),
};

static BECAME_UNIQUE: Rule = Rule {
    id: "field-became-unique",
    kind: Kind::Field,
    what: "Reports a field whose value no two resources may share any more.",
    why: "a write that was fine before is refused, and rows of before may share values",
    help: "see that no two rows share a value first",
    mirror: Mirror::Except("became-shared", "who relied on differing values may meet equal ones, which nobody refuses"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Warning, Severity::Info).stored(Severity::Error)),
};

static BECAME_SHARED: Rule = Rule {
    id: "field-became-shared",
    kind: Kind::Field,
    what: "Reports a field whose value several resources may share now.",
    why: "readers of before may look for the only one",
    help: "nothing to do unless somebody does",
    mirror: Mirror::Except("became-unique", "who relied on differing values may meet equal ones, which nobody refuses"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Info)),
};

static UNIT_CHANGED: Rule = Rule {
    id: "field-unit-changed",
    kind: Kind::Field,
    what: "Reports a number that is counted in another unit.",
    why: "the same number means something else",
    help: "add a field with the new unit, and the unit in its name",
    mirror: Mirror::Exact("unit-changed"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Error).category(Category::Behaviour)),
};

static REFERENCE_ADDED: Rule = Rule {
    id: "field-reference-added",
    kind: Kind::Field,
    what: "Reports a field that has to hold the value of another resource now.",
    why: "rows of before may point nowhere",
    help: "see that every row points to something first",
    mirror: Mirror::Exact("reference-removed"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Info).stored(Severity::Warning)),
};

static REFERENCE_REMOVED: Rule = Rule {
    id: "field-reference-removed",
    kind: Kind::Field,
    what: "Reports a field that does not have to hold the value of another resource any more.",
    why: "readers may find nothing where it points",
    help: "nothing to do",
    mirror: Mirror::Exact("reference-added"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Info)),
};

fn look(ctx: &Context<'_>, site: &Site<'_>, pair: Pair<&Field>, out: &mut Changes) {
    let Some((old, new)) = pair.both().filter(|_| site.kind == Kind::Field) else { return };
    let (was, is) = (old.traits, new.traits);
    flip(site, (was.read_only, is.read_only), &READ_ONLY, out);
    flip(site, (was.write_only, is.write_only), &WRITE_ONLY, out);
    flip(site, (was.unique, is.unique), &UNIQUE, out);
    let unit = |it: &Field| it.details.as_ref().and_then(|it| it.unit.clone());
    if let (Some(before), Some(after)) = (unit(old), unit(new))
        && before != after
    {
        let what = format!("{} is counted in `{after}` instead of `{before}`", site.it());
        out.report(&UNIT_CHANGED, site, what).about(before.as_str()).about(after.as_str()).member("unit");
    }
    references(ctx, site, (old, new), out);
}

/// A key that is set or not: its name, what to report when it is set and when it is no longer set, and in which words.
struct Flip {
    key: &'static str,
    set: (&'static Rule, &'static str),
    unset: (&'static Rule, &'static str),
}

static READ_ONLY: Flip = Flip {
    key: "read_only",
    set: (&BECAME_READ_ONLY, "is read-only now"),
    unset: (&BECAME_WRITABLE, "is not read-only any more"),
};

static WRITE_ONLY: Flip = Flip {
    key: "write_only",
    set: (&BECAME_WRITE_ONLY, "is write-only now"),
    unset: (&BECAME_READABLE, "is not write-only any more"),
};

static UNIQUE: Flip =
    Flip { key: "unique", set: (&BECAME_UNIQUE, "is unique now"), unset: (&BECAME_SHARED, "is not unique any more") };

fn flip(site: &Site<'_>, values: (bool, bool), flip: &'static Flip, out: &mut Changes) {
    let (rule, what) = match values {
        (false, true) => flip.set,
        (true, false) => flip.unset,
        _ => return,
    };
    out.report(rule, site, format!("{} {what}", site.it())).about(site.it()).member(flip.key);
}

fn references(ctx: &Context<'_>, site: &Site<'_>, (old, new): (&Field, &Field), out: &mut Changes) {
    let before = old.references().map(|it| format!("{}.{}", ctx.matching.old_label(&it.target), it.field));
    let after = new.references().map(|it| format!("{}.{}", ctx.matching.new_label(&it.target), it.field));
    if before == after {
        return;
    }
    let it = site.it();
    match (before, new.references()) {
        (_, Some(now)) => {
            let target = format!("{}.{}", ctx.new_label(&now.target), now.field);
            out.report(&REFERENCE_ADDED, site, format!("{it} refers to `{target}` now"))
                .about(target)
                .member("references")
        }
        (before, None) => {
            let target = before.unwrap_or_default();
            out.report(&REFERENCE_REMOVED, site, format!("{it} refers to nothing any more"))
                .about(target)
                .member("references")
        }
    };
}
