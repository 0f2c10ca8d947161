//! Defects of what is published.

use super::group;

group! {
    /// What is published.
    Events {
        Missing "event-missing" "E07" "replacing a part is not published",
        DeletedMissing "deleted-event-missing" "E07" "removing a part is not published",
        Twice "event-twice" "E07" "a created part is published twice",
        KindWrong "event-kind-wrong" "E02" "a removed part is published under a kind that does not exist",
        OtherEvent "other-event" "E07" "a part that is changed in part is published as removed",
        FieldMissing "event-field-missing" "E01" "events have no timestamp",
        PayloadMistyped "event-mistyped" "E01" "the weight of a published part is a text",
        KeyWrong "event-key-wrong" "E03" "events are published under the sku",
        OrderWrong "event-order-wrong" "E04" "of two events of a part the later one is published first",
        IdReused "event-id-reused" "E05" "all events of a part have one id",
        Stale "event-stale" "E08" "a changed part is published as it was before",
        ReplayDiffers "replay-differs" "E06" "who reads the stream again sees other timestamps",
        ReplayShort "replay-short" "E06" "who reads the stream again misses its last event",
        OfFailure "event-of-failure" "E09" "a part that is refused for its sku is published",
        Undeclared "event-undeclared" "E09" "a note is published as a change of its part",
    }
}
