//! Defects of who may see what.

use super::group;

group! {
    /// Who may see what.
    Access {
        NoneChecked "auth-unchecked" "credentials-needed" "nobody is asked for a token",
        OneUnchecked "one-operation-open" "credentials-needed" "reading a shipment needs no token",
        WriteUnchecked "one-write-open" "credentials-needed" "deleting a note needs no token",
        AnyToken "any-token" "credentials-checked" "any token will do",
        AnyScheme "any-scheme" "credentials-checked" "the token may come under any scheme",
        CheckedLate "checked-late" "credentials-needed" "who has no token learns which suppliers exist",
        SecretEchoed "secret-echoed" "secrets-kept" "a supplier shows its password",
        PersonalInError "personal-in-error" "personal-data-kept" "a refusal repeats the email address that is wrong",
        PersonalInHeader "personal-in-header" "personal-data-kept" "a header of a shipment shows who it goes to",
    }
}
