//! Any bytes: reading, repairing and formatting must not panic, and formatting must be stable.

#![no_main]

use apigen_syntax::{Comments, Document, format};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let doc = Document::parse(bytes.to_vec());
    // Invariant: that fixes never overlap is what this target tries to refute.
    let repaired = doc.repaired().expect("fixes do not overlap");
    let _ = Document::parse(repaired.into_bytes());
    if let Ok(once) = format(&doc, Comments::Keep) {
        let again = Document::parse(once.clone().into_bytes());
        assert_eq!(format(&again, Comments::Keep), Ok(once));
    }
});
