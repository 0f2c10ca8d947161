//! Defects of what HTTP asks for.

use super::group;

group! {
    /// What HTTP asks for.
    Protocol {
        AllowMissing "allow-missing" "P01" "a method that does not exist is refused without saying which do",
        MethodAccepted "method-accepted" "P01" "replacing all parts at once seems to work",
        AllowWrong "allow-wrong" "P02" "a supplier is said to take POST",
        HeadRefused "head-refused" "P03" "asking for the headers of a part is refused",
        HeadDiffers "head-differs" "P03" "the headers of a list do not say how many there are when asked for alone",
        MediaUnchecked "media-unchecked" "I03" "a part that is sent as a form is read as JSON",
        MissingIsServed "missing-is-served" "S01" "a path that does not exist answers 200",
        Hangs "hangs" "P04" "reading a supplier never ends",
        BodyCut "body-cut" "P05" "the list of suppliers ends in the middle",
        LengthMissing "invalid-json" "S05" "a shipment is read as something that is almost JSON",
    }
}
