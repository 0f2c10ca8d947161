//! What identifies events and keys: pure functions of what is recorded, so that every retry and replay agrees.

use apigen_types::{DateTime, Uuid};

/// The id of the event that a journal row is.
///
/// A UUID of version 8 that begins with the time, so that indexes over ids grow at their end.
pub(crate) fn event_id(stream: &str, time: DateTime, sequence: i64) -> Uuid {
    let millis = u128::from(time.as_unix_millis().max(0).unsigned_abs());
    let stream = u128::from(fingerprint(stream.as_bytes()) & 0xfff);
    let sequence = u128::from(sequence.unsigned_abs() & (u64::MAX >> 2));
    let (version, variant) = (8_u128 << 76, 2_u128 << 62);
    Uuid::from_u128((millis & 0xffff_ffff_ffff) << 80 | version | stream << 64 | variant | sequence)
}

/// A number for a key; different keys with the same number wait for each other needlessly, and nothing worse.
pub(crate) fn key_hash(key: &str) -> i64 {
    fingerprint(key.as_bytes()).cast_signed()
}

/// FNV-1a with a final mix, since short keys differ in few bits.
pub(crate) fn fingerprint(bytes: &[u8]) -> u64 {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_one_id_for_ever() {
        let time = "2026-11-21T10:16:00.123456Z".parse().unwrap();
        let id = event_id("io.acme.user.v0.user_events.json", time, 42);
        assert_eq!(id.to_string(), "01a1fd9b-0f7b-8473-8000-00000000002a");
        assert_eq!(id.get_version_num(), 8);
    }

    #[test]
    fn events_of_other_streams_and_rows_have_other_ids() {
        let time = "2026-11-21T10:16:00Z".parse().unwrap();
        let id = event_id("users", time, 42);
        assert_ne!(id, event_id("users", time, 43));
        assert_ne!(id, event_id("orders", time, 42));
    }
}
