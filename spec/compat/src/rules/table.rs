//! Tables and their indexes.

use apigen_model::{Index, Severity, Table};

use super::{Family, Handler};
use crate::Category;
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule};
use crate::site::Site;
use crate::walk::Context;

pub(super) const TABLES: Family = Family {
    rules: &[
        &REMOVED,
        &ADDED,
        &RENAMED,
        &MODEL_CHANGED,
        &PRIMARY_KEY_CHANGED,
        &PARTITION_CHANGED,
        &JOURNAL_DROPPED,
        &JOURNAL_KEPT,
    ],
    handler: Handler::Table(look),
};

pub(super) const INDEXES: Family = Family {
    rules: &[&INDEX_REMOVED, &INDEX_ADDED, &UNIQUE_ADDED, &UNIQUE_REMOVED],
    handler: Handler::Index(look_at_index),
};

static REMOVED: Rule = Rule {
    id: "table-removed",
    kind: Kind::Table,
    what: "Reports a table that is gone with its rows.",
    why: "the rows are lost",
    help: "keep it until nobody needs them",
    mirror: Mirror::Except("added", "a table that is new has no rows to lose"),
    judgement: Judgement::Always(Category::Data, Severity::Error),
};

static ADDED: Rule = Rule {
    id: "table-added",
    kind: Kind::Table,
    what: "Reports a table that is new.",
    why: "it has to be made before the service starts",
    help: "nothing to do",
    mirror: Mirror::Except("removed", "a table that is new has no rows to lose"),
    judgement: Judgement::Always(Category::Data, Severity::Info),
};

static RENAMED: Rule = Rule {
    id: "table-renamed",
    kind: Kind::Table,
    what: "Reports a table that is called otherwise, with the model and key of before.",
    why: "the version that still runs looks for it under the name of before",
    help: "make a view of the old name, and remove it afterwards",
    mirror: Mirror::Exact("renamed"),
    judgement: Judgement::Always(Category::Data, Severity::Error),
};

static MODEL_CHANGED: Rule = Rule {
    id: "table-model-changed",
    kind: Kind::Table,
    what: "Reports a table whose rows are of another model.",
    why: "rows of before do not fit",
    help: "make a new table, and move the rows",
    mirror: Mirror::Exact("model-changed"),
    judgement: Judgement::Always(Category::Data, Severity::Error),
};

static PRIMARY_KEY_CHANGED: Rule = Rule {
    id: "table-primary-key-changed",
    kind: Kind::Table,
    what: "Reports a table whose rows are told apart by other fields.",
    why: "rows of before may be the same, and what refers to them does not find them",
    help: "make a new table, and move the rows",
    mirror: Mirror::Exact("primary-key-changed"),
    judgement: Judgement::Always(Category::Data, Severity::Error),
};

static PARTITION_CHANGED: Rule = Rule {
    id: "table-partition-changed",
    kind: Kind::Table,
    what: "Reports a table that is cut into parts in another way, or no longer, or for the first time.",
    why: "the table has to be written anew",
    help: "make a new table, and move the rows",
    mirror: Mirror::Exact("partition-changed"),
    judgement: Judgement::Always(Category::Data, Severity::Warning),
};

static JOURNAL_DROPPED: Rule = Rule {
    id: "table-journal-dropped",
    kind: Kind::Table,
    what: "Reports a table whose inserts, updates and deletes are not recorded any more.",
    why: "events cannot be replayed, and nobody can say what happened",
    help: "keep the journal",
    mirror: Mirror::Except("journal-kept", "what is recorded is there for who wants it"),
    judgement: Judgement::Always(Category::Data, Severity::Warning),
};

static JOURNAL_KEPT: Rule = Rule {
    id: "table-journal-kept",
    kind: Kind::Table,
    what: "Reports a table whose inserts, updates and deletes are recorded now.",
    why: "there is more to look up",
    help: "nothing to do",
    mirror: Mirror::Except("journal-dropped", "what is recorded is there for who wants it"),
    judgement: Judgement::Always(Category::Data, Severity::Info),
};

static INDEX_REMOVED: Rule = Rule {
    id: "index-removed",
    kind: Kind::Index,
    what: "Reports an index that is gone.",
    why: "queries that it served read the whole table",
    help: "see that no query needs it",
    mirror: Mirror::Except("added", "a query is never slower for an index that it does not use"),
    judgement: Judgement::Always(Category::Data, Severity::Warning),
};

static INDEX_ADDED: Rule = Rule {
    id: "index-added",
    kind: Kind::Index,
    what: "Reports an index that is new and allows equal rows.",
    why: "it has to be built",
    help: "build it without a lock",
    mirror: Mirror::Except("removed", "a query is never slower for an index that it does not use"),
    judgement: Judgement::Always(Category::Data, Severity::Info),
};

static UNIQUE_ADDED: Rule = Rule {
    id: "index-unique-added",
    kind: Kind::Index,
    what: "Reports that no two rows may agree in some fields any more.",
    why: "rows of before may agree, and writes that were fine are refused",
    help: "see that no two rows agree first",
    mirror: Mirror::Except("unique-removed", "who relied on differing rows may meet equal ones, which nobody refuses"),
    judgement: Judgement::Always(Category::Data, Severity::Error),
};

static UNIQUE_REMOVED: Rule = Rule {
    id: "index-unique-removed",
    kind: Kind::Index,
    what: "Reports that rows may agree in fields in which they had to differ.",
    why: "readers of before may look for the only row",
    help: "nothing to do unless somebody does",
    mirror: Mirror::Except("unique-added", "who relied on differing rows may meet equal ones, which nobody refuses"),
    judgement: Judgement::Always(Category::Data, Severity::Warning),
};

fn look(ctx: &Context<'_>, site: &Site<'_>, pair: Pair<&Table>, out: &mut Changes) {
    let name = &pair.either().name;
    match pair {
        Pair::Removed(_) => {
            out.report_whole(&REMOVED, site, format!("table `{name}` is gone"));
        }
        Pair::Added(_) => {
            out.report_whole(&ADDED, site, format!("table `{name}` is new"));
        }
        Pair::Renamed(_, new) => {
            out.report_whole(&RENAMED, site, format!("table `{name}` is called `{}` now", new.name))
                .about(new.name.as_str());
        }
        Pair::Kept(..) => {}
    }
    if let Some((old, new)) = pair.both() {
        kept(ctx, site, (old, new), out);
    }
}

fn kept(ctx: &Context<'_>, site: &Site<'_>, (old, new): (&Table, &Table), out: &mut Changes) {
    if ctx.matching.old_label(&old.model) != ctx.matching.new_label(&new.model) {
        let (before, after) = (ctx.old_label(&old.model), ctx.new_label(&new.model));
        let what = format!("its rows are `{after}` instead of `{before}`");
        out.report(&MODEL_CHANGED, site, what).about(after).member("model");
    }
    if old.primary_key != new.primary_key {
        let (before, after) = (old.primary_key.join(", "), new.primary_key.join(", "));
        let what = format!("the primary key is `{after}` instead of `{before}`");
        out.report(&PRIMARY_KEY_CHANGED, site, what).about(before).about(after).member("primary_key");
    }
    let part = |it: &Table| it.partition.as_ref().map(|it| format!("{} of `{}`", it.interval, it.field));
    if part(old) != part(new) {
        let text = |it: &Table| part(it).unwrap_or_else(|| "nothing".to_owned());
        let what = format!("is cut by {} instead of {}", text(new), text(old));
        out.report(&PARTITION_CHANGED, site, what).about(text(old)).about(text(new)).member("partition");
    }
    match (old.journal, new.journal) {
        (true, false) => out.report(&JOURNAL_DROPPED, site, "is not journalled any more").member("journal"),
        (false, true) => out.report(&JOURNAL_KEPT, site, "is journalled now").member("journal"),
        _ => return,
    };
}

fn look_at_index(_: &Context<'_>, site: &Site<'_>, pair: Pair<&Index>, out: &mut Changes) {
    let it = site.it();
    let unique = |it: &Index| it.unique;
    let (rule, what) = match pair {
        Pair::Removed(index) if unique(index) => (&UNIQUE_REMOVED, format!("unique {it} is gone")),
        Pair::Removed(_) => (&INDEX_REMOVED, format!("{it} is gone")),
        Pair::Added(index) if unique(index) => (&UNIQUE_ADDED, format!("unique {it} is new")),
        Pair::Added(_) => (&INDEX_ADDED, format!("{it} is new")),
        Pair::Kept(old, new) | Pair::Renamed(old, new) => match (unique(old), unique(new)) {
            (true, false) => (&UNIQUE_REMOVED, format!("{it} is not unique any more")),
            (false, true) => (&UNIQUE_ADDED, format!("{it} is unique now")),
            _ => return,
        },
    };
    let fields = pair.either().fields.join(", ");
    out.report(rule, site, what).about(fields);
}
