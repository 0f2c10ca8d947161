//! Rules that read the same for several kinds of constructs: one rule a kind, from one set of words.

use crate::rule::{Kind, Rule};

/// One rule for each kind of slot: what has a name, a type and may be absent.
pub(crate) struct PerSlot {
    pub(crate) field: Rule,
    pub(crate) parameter: Rule,
    pub(crate) header: Rule,
    pub(crate) response_header: Rule,
}

impl PerSlot {
    /// The rule of a kind; that of fields for what is no slot.
    pub(crate) fn of(&'static self, kind: Kind) -> &'static Rule {
        match kind {
            Kind::Parameter => &self.parameter,
            Kind::Header => &self.header,
            Kind::ResponseHeader => &self.response_header,
            _ => &self.field,
        }
    }
}

/// Declares a [`PerSlot`]; `what` follows the words "Reports a field". The second judgement, where there is one, is that
/// of parameters and request headers, of which servers ignore what they do not know.
macro_rules! per_slot {
    (
        $name:ident, $action:literal, $mirror:expr, $judgement:expr, $what:literal, $why:literal, $help:literal
    ) => {
        per_slot!($name, $action, $mirror, $judgement, outside: $judgement, $what, $why, $help);
    };
    (
        $name:ident, $action:literal, $mirror:expr, $judgement:expr, outside: $outside:expr, $what:literal,
        $why:literal, $help:literal
    ) => {
        pub(crate) static $name: $crate::rules::per_kind::PerSlot = $crate::rules::per_kind::PerSlot {
            field: rule!(Field, "field-", $action, $mirror, $judgement, "a field ", $what, $why, $help),
            parameter: rule!(Parameter, "parameter-", $action, $mirror, $outside, "a parameter ", $what, $why, $help),
            header: rule!(Header, "header-", $action, $mirror, $outside, "a request header ", $what, $why, $help),
            response_header: rule!(
                ResponseHeader,
                "response-header-",
                $action,
                $mirror,
                $judgement,
                "a response header ",
                $what,
                $why,
                $help
            ),
        };
    };
}

/// A rule whose id and words begin with those of its kind.
macro_rules! rule {
    (
        $kind:ident, $prefix:literal, $action:literal, $mirror:expr, $judgement:expr, $subject:literal, $what:literal,
        $why:literal, $help:literal
    ) => {
        $crate::rule::Rule {
            id: concat!($prefix, $action),
            kind: $crate::rule::Kind::$kind,
            what: concat!("Reports ", $subject, $what),
            why: $why,
            help: $help,
            mirror: $mirror,
            judgement: $judgement,
        }
    };
}

/// The four rules of a [`PerSlot`], as items of a family's list.
macro_rules! slots {
    ($($name:ident),* $(,)?) => {
        &[$(&$name.field, &$name.parameter, &$name.header, &$name.response_header),*]
    };
}
