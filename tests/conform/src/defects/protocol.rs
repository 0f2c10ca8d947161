//! Defects of what HTTP asks for.

use super::group;

group! {
    /// What HTTP asks for.
    Protocol {
        AllowMissing "allow-missing" "method-refused-as-such" "a method that does not exist is refused without saying which do",
        MethodAccepted "method-accepted" "method-refused" "replacing all parts at once seems to work",
        AllowWrong "allow-wrong" "allow-as-declared" "a supplier is said to take POST",
        HeadRefused "head-refused" "head-like-get" "asking for the headers of a part is refused",
        HeadDiffers "head-differs" "head-like-get" "the headers of a list do not say how many there are when asked for alone",
        MediaUnchecked "media-unchecked" "media-type-refused" "a part that is sent as a form is read as JSON",
        MissingIsServed "missing-is-served" "absent-not-found" "a path that does not exist answers 200",
        Hangs "hangs" "answer-in-time" "reading a supplier never ends",
        BodyCut "body-cut" "answer-whole" "the list of suppliers ends in the middle",
        LengthMissing "invalid-json" "body-as-declared" "a shipment is read as something that is almost JSON",
    }
}
