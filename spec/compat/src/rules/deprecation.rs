//! What is on its way out, and when. The language has no key for the date, so the first one of the description counts.

use apigen_model::{Deprecation, Meta, Severity};

use super::{Both, Family, Handler};
use crate::Category;
use crate::changes::Changes;
use crate::rule::{Judgement, Kind, Mirror, Rule};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family =
    Family { rules: &[&DEPRECATED, &REVIVED, &SUNSET_EARLIER, &SUNSET_LATER], handler: Handler::Meta(look) };

static DEPRECATED: Rule = Rule {
    id: "construct-deprecated",
    kind: Kind::Construct,
    what: "Reports what is deprecated now.",
    why: "it will go",
    help: "say in the description what to use instead, and until when",
    mirror: Mirror::Except("revived", "who has left already left for nothing"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Info),
};

static REVIVED: Rule = Rule {
    id: "construct-revived",
    kind: Kind::Construct,
    what: "Reports what was deprecated and is not any more.",
    why: "who has left already left for nothing",
    help: "say in the changelog why it stays",
    mirror: Mirror::Except("deprecated", "who has left already left for nothing"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Warning),
};

static SUNSET_EARLIER: Rule = Rule {
    id: "construct-sunset-earlier",
    kind: Kind::Construct,
    what: "Reports a deprecation whose description names an earlier date (`2027-01-31`) than before.",
    why: "who planned for the date of before is late",
    help: "keep the date that was announced",
    mirror: Mirror::Except("sunset-later", "more time harms nobody"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Warning),
};

static SUNSET_LATER: Rule = Rule {
    id: "construct-sunset-later",
    kind: Kind::Construct,
    what: "Reports a deprecation whose description names a later date than before.",
    why: "there is more time",
    help: "nothing to do",
    mirror: Mirror::Except("sunset-earlier", "more time harms nobody"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Info),
};

fn look(_: &Context<'_>, site: &Site<'_>, (old, new): Both<'_, Meta>, out: &mut Changes) {
    if has_other_words(old, new) {
        out.touch(site);
    }
    let it = if site.subject() == site.owner() { format!("{} ", site.it()) } else { String::new() };
    match (old.deprecation(), new.deprecation()) {
        (None, Some(_)) => {
            out.report(&DEPRECATED, site, format!("{it}is deprecated now")).member("deprecation");
        }
        (Some(_), None) => {
            out.report(&REVIVED, site, format!("{it}is not deprecated any more"));
        }
        (Some(before), Some(after)) => sunset(site, &it, (before, after), out),
        (None, None) => {}
    }
}

fn sunset(site: &Site<'_>, it: &str, (old, new): Both<'_, Deprecation>, out: &mut Changes) {
    let date = |it: &Deprecation| it.description.as_deref().and_then(date).map(ToOwned::to_owned);
    let (Some(before), Some(after)) = (date(old), date(new)) else { return };
    let rule = match after.cmp(&before) {
        std::cmp::Ordering::Less => &SUNSET_EARLIER,
        std::cmp::Ordering::Greater => &SUNSET_LATER,
        std::cmp::Ordering::Equal => return,
    };
    let what = format!("{it}goes on {after} instead of {before}");
    out.report(rule, site, what).about(before).about(after).member("deprecation");
}

/// The first date of a text: `2027-01-31`.
fn date(text: &str) -> Option<&str> {
    let is_date = |it: &[u8]| {
        it.iter().enumerate().all(|(at, it)| if matches!(at, 4 | 7) { *it == b'-' } else { it.is_ascii_digit() })
    };
    let start = text.as_bytes().windows(10).position(is_date)?;
    text.get(start..start + 10)
}

/// Whether people or tools read something else, which no rule is about.
pub(super) fn has_other_words(old: &Meta, new: &Meta) -> bool {
    old.description != new.description || old.attributes() != new.attributes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_date_of_a_text_counts() {
        assert_eq!(date("Use `x`; gone after 2027-01-31, at 2028-01-01 for sure."), Some("2027-01-31"));
        assert_eq!(date("2027-1-31, ü"), None);
    }
}
