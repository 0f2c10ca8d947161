//! Defects of what is published.

use super::group;

group! {
    /// What is published.
    Events {
        Missing "event-missing" "event-follows-write" "replacing a part is not published",
        DeletedMissing "deleted-event-missing" "event-follows-write" "removing a part is not published",
        Twice "event-twice" "event-has-cause" "a created part is published twice",
        KindWrong "event-kind-wrong" "event-kind-declared" "a removed part is published under a kind that does not exist",
        OtherEvent "other-event" "event-follows-write" "a part that is changed in part is published as removed",
        FieldMissing "event-field-missing" "event-as-declared" "events have no timestamp",
        PayloadMistyped "event-mistyped" "event-as-declared" "the weight of a published part is a text",
        KeyWrong "event-key-wrong" "event-key-right" "events are published under the sku",
        OrderWrong "event-order-wrong" "events-in-order" "of two events of a part the later one is published first",
        IdReused "event-id-reused" "event-ids-unique" "all events of a part have one id",
        Stale "event-stale" "event-tells-state" "a changed part is published as it was before",
        ReplayDiffers "replay-differs" "replay-same" "who reads the stream again sees other timestamps",
        ReplayShort "replay-short" "replay-same" "who reads the stream again misses its last event",
        OfFailure "event-of-failure" "event-has-cause" "a part that is refused for its sku is published",
        Undeclared "event-undeclared" "event-has-cause" "a note is published as a change of its part",
    }
}
