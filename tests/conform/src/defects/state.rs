//! Defects of what is kept.

use super::group;

group! {
    /// What is kept.
    State {
        NotStored "not-stored" "T01" "a created note is not there",
        ReadDiffers "read-differs" "T02" "a part that is read has an older version than the one that was created",
        StaleRead "stale-read" "T08" "a part is read as it was before its last change",
        FieldNotStored "field-not-stored" "T03" "the remark of a shipment is lost",
        NumberRounded "number-rounded" "T03" "a stock goes through a binary fraction",
        DecimalRounded "decimal-rounded" "T03" "a price is rounded to cents",
        UnicodeMangled "unicode-mangled" "T03" "letters beyond ASCII in names of parts become question marks",
        TextTrimmed "text-trimmed" "T03" "a note loses the blanks around it",
        TextCut "text-cut" "T03" "a name that is as long as it may be loses its last letter",
        OffsetLost "offset-lost" "T03" "a moment of a check is kept without its offset and read as universal time",
        MapEntryLost "map-entry-lost" "T03" "of several measures the last is lost",
        PutMerges "put-merges" "T08" "replacing a part keeps the summary that was left out",
        PutRepeats "put-repeats" "T09" "replacing a part by what it is adds a piece to the stock",
        PutNotStored "put-not-stored" "T08" "replacing a supplier answers with the new one and keeps the old",
        PatchResets "patch-resets" "T08" "changing a part in part resets its stock",
        PatchNullIgnored "patch-null-ignored" "T08" "an optional field of a part cannot be removed",
        FailedWriteChanges "failed-write-changes" "T10" "a change of a part that is refused changes the name all the same",
        DeleteDoesNothing "delete-does-nothing" "T11" "a deleted supplier is still there",
        DeleteHides "deleted-is-listed" "T11" "a deleted note is still listed",
        SecondDeleteFails "second-delete-fails" "T12" "deleting a part again makes the service fail",
        ChildrenSurvive "wrong-parent" "T01" "a note is found below every part",
        DuplicateAccepted "duplicate-accepted" "T14" "two parts may have the same sku",
        DuplicateByChange "duplicate-by-change" "T14" "a part may be given the sku of another",
        LocationWrong "location-wrong" "T05" "the location of a created part leads nowhere",
        LocationMissing "location-missing" "S04" "the location of a created note is not told",
        ListMisses "list-misses" "T06" "a new shipment is not listed",
        ListDiffers "list-differs" "T07" "parts are listed with the name that they were created with",
        TimeGoesBack "time-goes-back" "T15" "a part was changed before it was created",
        CreatedChanges "created-changes" "T15" "a change of a part changes when it was created",
        VersionStays "version-stays" "T15" "a change of a part does not raise its version",
        IfMatchIgnored "if-match-ignored" "T16" "a part is replaced although the caller has seen another version",
        KeyIgnored "key-ignored" "T17" "the same key creates another shipment",
        KeyUnchecked "key-unchecked" "T17" "a key that is used again with another body gives the first shipment",
        CancelNotStored "cancel-not-stored" "T18" "a cancelled shipment is read as planned",
        PathStaysEncoded "path-stays-encoded" "T13" "the name of a supplier is kept as the path encodes it",
        PlusIsBlank "plus-is-blank" "T13" "a plus sign in the name of a supplier becomes a blank",
    }
}
