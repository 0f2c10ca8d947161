//! Defects of what is kept.

use super::group;

group! {
    /// What is kept.
    State {
        NotStored "not-stored" "read-after-write" "a created note is not there",
        ReadDiffers "read-differs" "read-after-write" "a part that is read has an older version than the one that was created",
        StaleRead "stale-read" "put-replaces" "a part is read as it was before its last change",
        FieldNotStored "field-not-stored" "write-echoed" "the remark of a shipment is lost",
        NumberRounded "number-rounded" "write-echoed" "a stock goes through a binary fraction",
        DecimalRounded "decimal-rounded" "write-echoed" "a price is rounded to cents",
        UnicodeMangled "unicode-mangled" "write-echoed" "letters beyond ASCII in names of parts become question marks",
        TextTrimmed "text-trimmed" "write-echoed" "a note loses the blanks around it",
        TextCut "text-cut" "write-echoed" "a name that is as long as it may be loses its last letter",
        OffsetLost "offset-lost" "write-echoed" "a moment of a check is kept without its offset and read as universal time",
        MapEntryLost "map-entry-lost" "write-echoed" "of several measures the last is lost",
        PutMerges "put-merges" "put-replaces" "replacing a part keeps the summary that was left out",
        PutRepeats "put-repeats" "repeated-once" "replacing a part by what it is adds a piece to the stock",
        CreatedAgain "created-again" "repeated-once" "replacing a supplier answers 201",
        PutNotStored "put-not-stored" "put-replaces" "replacing a supplier answers with the new one and keeps the old",
        PatchResets "patch-resets" "patch-keeps-the-rest" "changing a part in part resets its stock",
        PatchNullIgnored "patch-null-ignored" "patch-keeps-the-rest" "an optional field of a part cannot be removed",
        FailedWriteChanges "failed-write-changes" "refused-write-harmless" "a change of a part that is refused changes the name all the same",
        DeleteDoesNothing "delete-does-nothing" "gone-after-delete" "a deleted supplier is still there",
        DeleteHides "deleted-is-listed" "gone-after-delete" "a deleted note is still listed",
        StaysGone "stays-gone" "alive-until-deleted" "a supplier that is named like one who was deleted is not kept",
        NumberAgain "number-again" "gone-after-delete" "a note gets the number of one that was deleted",
        SecondDeleteFails "second-delete-fails" "no-server-error" "deleting a part again makes the service fail",
        ChildrenSurvive "wrong-parent" "absent-not-found" "a note is found below every part",
        DuplicateAccepted "duplicate-accepted" "conflict-refused" "two parts may have the same sku",
        DuplicateByChange "duplicate-by-change" "conflict-refused" "a part may be given the sku of another",
        LocationWrong "location-wrong" "location-leads-there" "the location of a created part leads nowhere",
        LocationMissing "location-missing" "headers-as-declared" "the location of a created note is not told",
        ListMisses "list-misses" "listed-after-create" "a new shipment is not listed",
        ListDiffers "list-differs" "listed-as-read" "parts are listed with the name that they were created with",
        TimeGoesBack "time-goes-back" "created-time-stands" "a part was changed before it was created",
        CreatedChanges "created-changes" "created-time-stands" "a change of a part changes when it was created",
        VersionStays "version-stays" "read-after-write" "a change of a part does not raise its version",
        IfMatchIgnored "if-match-ignored" "precondition-kept" "a part is replaced although the caller has seen another version",
        OldVersionTaken "old-version-taken" "stale-write-refused" "a part is replaced by a caller who has seen any version of it",
        KeyIgnored "key-ignored" "repeated-once" "the same key creates another shipment",
        KeyUnchecked "key-unchecked" "repeated-once" "a key that is used again with another body gives the first shipment",
        CancelNotStored "cancel-not-stored" "read-after-write" "a cancelled shipment is read as planned",
        PathStaysEncoded "path-stays-encoded" "odd-keys-kept" "the name of a supplier is kept as the path encodes it",
        PlusIsBlank "plus-is-blank" "odd-keys-kept" "a plus sign in the name of a supplier becomes a blank",
    }
}
