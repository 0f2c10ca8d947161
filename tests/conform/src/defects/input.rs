//! Defects of what is taken and refused.

use super::{Defect, Switch, group};
use crate::rules::Rule;

group! {
    /// What is taken and refused.
    Input {
        RequiredIgnored "required-ignored" "invalid-refused" "a part without a weight gets one",
        NullAccepted "null-accepted" "invalid-refused" "a material of null becomes steel",
        TypeCoerced "type-coerced" "invalid-refused" "a weight that is a text is taken for a number",
        MaximumIgnored "maximum-ignored" "invalid-refused" "a part may weigh more than the definition allows",
        MaximumOffByOne "maximum-off-by-one" "invalid-refused" "a shipment may have one piece too many",
        MinimumIgnored "minimum-ignored" "invalid-refused" "a part may weigh nothing",
        MaxLengthIgnored "max-length-ignored" "invalid-refused" "the name of a part may be longer than the definition allows",
        EmptyTextAccepted "empty-text-accepted" "invalid-refused" "a note may be empty",
        PatternIgnored "pattern-ignored" "invalid-refused" "a sku may be written in any letters",
        EnumUnchecked "enum-unchecked" "invalid-refused" "the status of a part may be anything",
        DiscriminatorUnchecked "discriminator-unchecked" "invalid-refused" "a destination may be of any kind",
        MemberUnchecked "member-unchecked" "invalid-refused" "what a destination of a known kind must have may be missing",
        ListMaximumIgnored "list-maximum-ignored" "invalid-refused" "a part may have any number of tags",
        UniqueItemsIgnored "unique-items-ignored" "invalid-refused" "a tag may be there twice",
        ItemLimitIgnored "item-limit-ignored" "invalid-refused" "a tag may be of any length",
        MapValueUnchecked "map-value-unchecked" "invalid-refused" "a measure may be longer than the definition allows",
        DateUnchecked "date-unchecked" "invalid-refused" "any text is a date of release",
        MomentUnchecked "moment-unchecked" "invalid-refused" "any text is a moment of a check",
        UuidUnchecked "uuid-unchecked" "invalid-refused" "any text is the id of a drawing",
        ReferenceUnchecked "reference-unchecked" "invalid-refused" "a shipment may be of a part that does not exist",
        UnknownFieldAccepted "unknown-field-accepted" "unknown-field-refused" "fields of a note that nobody declared are passed over",
        ReadOnlyAccepted "read-only-accepted" "unknown-field-refused" "an id in the body of a part is passed over",
        UnknownQueryAccepted "unknown-query-accepted" "unknown-parameter-refused" "parameters of the list of parts that nobody declared are passed over",
        PageLimitUnchecked "page-limit-unchecked" "invalid-refused" "a page of parts may have any limit",
        QueryEnumUnchecked "query-enum-unchecked" "invalid-refused" "a filter by a status that does not exist is none",
        PatchUnchecked "patch-unchecked" "invalid-refused" "changes of a part are not checked at all",
        OptionalDemanded "optional-demanded" "valid-accepted" "a part needs a summary",
        MaximumRefused "maximum-refused" "valid-accepted" "the heaviest part that is allowed is refused",
        EmptyListRefused "empty-list-refused" "valid-accepted" "a part without tags is refused",
        UnicodeRefused "unicode-refused" "valid-accepted" "the name of a supplier may have no letters beyond ASCII",
        EnumValueForgotten "enum-value-forgotten" "valid-accepted" "a part cannot be retired",
        MemberForgotten "member-forgotten" "valid-accepted" "a shipment cannot be picked up",
        LongOverflows "long-overflows" "no-server-error" "a stock of more than 31 bits makes the service fail",
        QuoteFails "quote-fails" "no-server-error" "a remark with a single quote makes the service fail",
        LargeOffsetFails "large-offset-fails" "no-server-error" "an offset of more than 31 bits makes the service fail",
        MalformedFails "malformed-fails" "no-server-error" "a body that is no JSON makes the service fail",
        MalformedAccepted "malformed-accepted" "malformed-refused" "a cancellation that is no JSON is taken all the same",
        ErrorBodyWrong "error-body-wrong" "body-as-declared" "a refusal has no code",
        ErrorStatusWrong "error-status-wrong" "status-declared" "a refusal of a note has the status 400",
        DefaultNotApplied "default-not-applied" "default-applied" "a part that is created without a status is active",
    }
}

/// Whether a violation of that rule at that place is passed over.
pub(crate) fn overlooks(switch: &Switch, pointer: &str, rule: Rule) -> bool {
    let Some(Defect::Input(on)) = switch.defect() else { return false };
    let fits = match on {
        Input::RequiredIgnored => (pointer, rule) == ("/weight", Rule::Required),
        Input::NullAccepted => (pointer, rule) == ("/material", Rule::Required),
        Input::TypeCoerced => (pointer, rule) == ("/weight", Rule::Type),
        Input::MaximumIgnored => (pointer, rule) == ("/weight", Rule::Maximum),
        Input::MinimumIgnored => (pointer, rule) == ("/weight", Rule::Minimum),
        Input::MaxLengthIgnored => (pointer, rule) == ("/name", Rule::Maximum),
        Input::EmptyTextAccepted => (pointer, rule) == ("/text", Rule::Minimum),
        Input::PatternIgnored => (pointer, rule) == ("/sku", Rule::Pattern),
        Input::EnumUnchecked => (pointer, rule) == ("/status", Rule::Enum),
        Input::DiscriminatorUnchecked => (pointer, rule) == ("/destination/type", Rule::Discriminator),
        Input::MemberUnchecked => pointer.starts_with("/destination/") && rule == Rule::Required,
        Input::ListMaximumIgnored => (pointer, rule) == ("/tags", Rule::Maximum),
        Input::UniqueItemsIgnored => rule == Rule::UniqueItems,
        Input::ItemLimitIgnored => pointer.starts_with("/tags/") && matches!(rule, Rule::Minimum | Rule::Maximum),
        Input::MapValueUnchecked => pointer.starts_with("/measures/") && matches!(rule, Rule::Minimum | Rule::Maximum),
        Input::DateUnchecked => (pointer, rule) == ("/released_on", Rule::Type),
        Input::MomentUnchecked => (pointer, rule) == ("/checked_at", Rule::Type),
        Input::UuidUnchecked => (pointer, rule) == ("/drawing_id", Rule::Type),
        Input::ReadOnlyAccepted => (pointer, rule) == ("/id", Rule::UnknownField),
        _ => false,
    };
    fits && switch.strikes(on)
}
