//! Defects of who may see what.

use super::group;

group! {
    /// Who may see what.
    Access {
        NoneChecked "auth-unchecked" "A01" "nobody is asked for a token",
        OneUnchecked "one-operation-open" "A01" "reading a shipment needs no token",
        WriteUnchecked "one-write-open" "A01" "deleting a note needs no token",
        AnyToken "any-token" "A02" "any token will do",
        AnyScheme "any-scheme" "A02" "the token may come under any scheme",
        CheckedLate "checked-late" "A01" "who has no token learns which suppliers exist",
        SecretEchoed "secret-echoed" "A04" "a supplier shows its password",
        PersonalInError "personal-in-error" "A05" "a refusal repeats the email address that is wrong",
        PersonalInHeader "personal-in-header" "A05" "a header of a shipment shows who it goes to",
    }
}
