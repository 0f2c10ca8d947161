//! Who may call an operation.

use apigen_model::{Auth, Severity};
use smol_str::SmolStr;

use super::{Family, Handler};
use crate::Category;
use crate::changes::Changes;
use crate::matching::OperationOf;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family = Family {
    rules: &[&TIGHTENED, &LOOSENED, &SCHEME_CHANGED, &DECLARED, &UNDECLARED],
    handler: Handler::Operation(look),
};

static TIGHTENED: Rule = Rule {
    id: "operation-auth-tightened",
    kind: Kind::Operation,
    what: "Reports an operation that takes more to be called: it was public, or needs a scope that it did not need.",
    why: "callers of before are refused",
    help: "give the scope to everybody who calls it first",
    mirror: Mirror::Except("auth-loosened", "who may call still may; who else may now is for people to judge"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Error),
};

static LOOSENED: Rule = Rule {
    id: "operation-auth-loosened",
    kind: Kind::Operation,
    what: "Reports an operation that takes less to be called: it is public now, or does not need a scope any more.",
    why: "somebody may call it who was to be kept out",
    help: "see that this is meant",
    mirror: Mirror::Except("auth-tightened", "who may call still may; who else may now is for people to judge"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Warning),
};

static SCHEME_CHANGED: Rule = Rule {
    id: "operation-auth-scheme-changed",
    kind: Kind::Operation,
    what: "Reports an operation that asks callers to show who they are in another way.",
    why: "callers of before show what is not looked at",
    help: "take both for a while",
    mirror: Mirror::Exact("auth-scheme-changed"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Error),
};

static DECLARED: Rule = Rule {
    id: "operation-auth-declared",
    kind: Kind::Operation,
    what: "Reports an operation that says now what it takes to be called, and did not say it before.",
    why: "callers of before may be refused, or were refused all along",
    help: "see what the service did before",
    mirror: Mirror::Exact("auth-undeclared"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Warning),
};

static UNDECLARED: Rule = Rule {
    id: "operation-auth-undeclared",
    kind: Kind::Operation,
    what: "Reports an operation that does not say any more what it takes to be called.",
    why: "callers do not know what to show",
    help: "say it",
    mirror: Mirror::Exact("auth-declared"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Warning),
};

fn look(_: &Context<'_>, site: &Site<'_>, pair: Pair<OperationOf<'_>>, out: &mut Changes) {
    let Some((old, new)) = pair.both() else { return };
    let auth = |it: OperationOf<'_>| it.operation.behaviour.as_ref().and_then(|it| it.auth.clone());
    match (auth(old), auth(new)) {
        (None, Some(Auth::Scheme { scheme, scopes })) => {
            report(&DECLARED, site, format!("needs {} now, and did not say so", needs(&scheme, &scopes)), out);
        }
        (Some(Auth::Scheme { .. }), None) => {
            report(&UNDECLARED, site, "does not say any more who may call it".to_owned(), out);
        }
        (Some(Auth::Public { .. }), Some(Auth::Scheme { scheme, scopes })) => {
            report(&TIGHTENED, site, format!("needs {} now, and was public", needs(&scheme, &scopes)), out);
        }
        (Some(Auth::Scheme { .. }), Some(Auth::Public { .. })) => {
            report(&LOOSENED, site, "is public now".to_owned(), out);
        }
        (Some(Auth::Scheme { scheme: before, scopes: old }), Some(Auth::Scheme { scheme: after, scopes: new })) => {
            schemes(site, (&before, &after), (&old, &new), out);
        }
        _ => {}
    }
}

fn schemes(site: &Site<'_>, (before, after): (&str, &str), (old, new): (&[SmolStr], &[SmolStr]), out: &mut Changes) {
    if before != after {
        report(&SCHEME_CHANGED, site, format!("asks for `{after}` instead of `{before}`"), out);
    }
    for scope in new.iter().filter(|it| !old.contains(it)) {
        report(&TIGHTENED, site, format!("needs the scope `{scope}` now"), out);
    }
    for scope in old.iter().filter(|it| !new.contains(it)) {
        report(&LOOSENED, site, format!("does not need the scope `{scope}` any more"), out);
    }
}

fn report(rule: &'static Rule, site: &Site<'_>, what: String, out: &mut Changes) {
    let argument = what.clone();
    out.report(rule, site, what).about(argument).member("auth");
}

fn needs(scheme: &str, scopes: &[SmolStr]) -> String {
    match scopes {
        [] => format!("`{scheme}`"),
        some => format!("`{scheme}` with `{}`", some.join("`, `")),
    }
}
