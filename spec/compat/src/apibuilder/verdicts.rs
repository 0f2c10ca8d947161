//! The verdicts of apibuilder, as rules: breaking is an error, everything else is information.

use apigen_model::Severity;

use crate::Category;
use crate::rule::{Judgement, Kind, Mirror, Rule};

const BREAKING: Judgement = Judgement::Always(Category::Wire, Severity::Error);
const HARMLESS: Judgement = Judgement::Always(Category::Source, Severity::Info);

/// Declares rules: a name, an id, a kind and a verdict each.
macro_rules! verdicts {
    ($($name:ident = $id:literal $kind:ident $verdict:ident;)*) => {
        $(pub(super) static $name: Rule = verdict!($id, $kind, $verdict);)*
    };
}

macro_rules! verdict {
    ($id:expr, $kind:ident, $verdict:ident) => {
        Rule {
            id: $id,
            kind: Kind::$kind,
            what: "Reports what apibuilder reports, with its verdict.",
            why: "apibuilder says so, whatever the direction in which it is used",
            help: "compare with the profile `recommended`, which knows who writes and who reads",
            mirror: Mirror::Except("", "apibuilder knows no directions"),
            judgement: $verdict,
        }
    };
}

verdicts! {
    NAMESPACE_CHANGED = "apibuilder-service-namespace-changed" Definition BREAKING;
    SERVICE_CHANGED = "apibuilder-service-changed" Definition HARMLESS;
    SERVICE_REMOVED = "apibuilder-service-removed" Definition BREAKING;
    SERVICE_ADDED = "apibuilder-service-added" Definition HARMLESS;
    ANNOTATION_CHANGED = "apibuilder-annotation-changed" Definition HARMLESS;
    ENUM_REMOVED = "apibuilder-enum-removed" Type BREAKING;
    ENUM_ADDED = "apibuilder-enum-added" Type HARMLESS;
    VALUE_REMOVED = "apibuilder-enum-value-removed" EnumValue BREAKING;
    VALUE_ADDED = "apibuilder-enum-value-added" EnumValue HARMLESS;
    INTERFACE_REMOVED = "apibuilder-interface-removed" Type BREAKING;
    INTERFACE_ADDED = "apibuilder-interface-added" Type HARMLESS;
    MODEL_REMOVED = "apibuilder-model-removed" Type BREAKING;
    MODEL_ADDED = "apibuilder-model-added" Type HARMLESS;
    UNION_REMOVED = "apibuilder-union-removed" Type BREAKING;
    UNION_ADDED = "apibuilder-union-added" Type HARMLESS;
    WORDS_CHANGED = "apibuilder-words-changed" Construct HARMLESS;
    PROMISE_CHANGED = "apibuilder-interfaces-changed" Type BREAKING;
    DISCRIMINATOR_CHANGED = "apibuilder-union-discriminator-changed" Union BREAKING;
    DEFAULT_TYPE_ADDED = "apibuilder-union-default-added" Union HARMLESS;
    DEFAULT_TYPE_CHANGED = "apibuilder-union-default-changed" Union BREAKING;
    MEMBER_REMOVED = "apibuilder-union-type-removed" Member BREAKING;
    MEMBER_ADDED = "apibuilder-union-type-added" Member HARMLESS;
    RESOURCE_REMOVED = "apibuilder-resource-removed" Resource BREAKING;
    RESOURCE_ADDED = "apibuilder-resource-added" Resource HARMLESS;
    OPERATION_REMOVED = "apibuilder-operation-removed" Operation BREAKING;
    OPERATION_ADDED = "apibuilder-operation-added" Operation HARMLESS;
    BODY_ADDED = "apibuilder-body-added" Body BREAKING;
    BODY_REMOVED = "apibuilder-body-removed" Body BREAKING;
    BODY_TYPE_CHANGED = "apibuilder-body-type-changed" Body BREAKING;
    RESPONSE_REMOVED = "apibuilder-response-removed" Response BREAKING;
    RESPONSE_ADDED = "apibuilder-response-added" Response HARMLESS;
    RESPONSE_TYPE_CHANGED = "apibuilder-response-type-changed" Response BREAKING;
    LOCATION_CHANGED = "apibuilder-parameter-location-changed" Parameter BREAKING;
    HEADER_REMOVED = "apibuilder-header-removed" Header HARMLESS;
}

/// What apibuilder says of fields, parameters and headers.
pub(super) struct SlotVerdicts {
    pub(super) removed: Rule,
    pub(super) added_required: Rule,
    pub(super) added: Rule,
    pub(super) type_changed: Rule,
    pub(super) became_required: Rule,
    pub(super) became_optional: Rule,
    pub(super) default_removed: Rule,
    pub(super) default_changed: Rule,
    pub(super) limit_tightened: Rule,
    pub(super) limit_loosened: Rule,
}

macro_rules! slots {
    ($($name:ident = $prefix:literal $kind:ident;)*) => {
        $(pub(super) static $name: SlotVerdicts = SlotVerdicts {
            removed: verdict!(concat!($prefix, "removed"), $kind, BREAKING),
            added_required: verdict!(concat!($prefix, "added-required"), $kind, BREAKING),
            added: verdict!(concat!($prefix, "added"), $kind, HARMLESS),
            type_changed: verdict!(concat!($prefix, "type-changed"), $kind, BREAKING),
            became_required: verdict!(concat!($prefix, "became-required"), $kind, BREAKING),
            became_optional: verdict!(concat!($prefix, "became-optional"), $kind, HARMLESS),
            default_removed: verdict!(concat!($prefix, "default-removed"), $kind, BREAKING),
            default_changed: verdict!(concat!($prefix, "default-changed"), $kind, HARMLESS),
            limit_tightened: verdict!(concat!($prefix, "limit-tightened"), $kind, BREAKING),
            limit_loosened: verdict!(concat!($prefix, "limit-loosened"), $kind, HARMLESS),
        };)*
    };
}

slots! {
    FIELD = "apibuilder-field-" Field;
    PARAMETER = "apibuilder-parameter-" Parameter;
    HEADER = "apibuilder-header-" Header;
}
