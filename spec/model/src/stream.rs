//! Event streams: one union of events, owned by one service.

use smol_str::SmolStr;

use crate::{Meta, Type};

/// An event stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// Its name, unique in the definition.
    pub name: SmolStr,
    /// The union of its events.
    pub ty: Type,
    /// The path to the value that orders events, such as `user.id`.
    pub key: Option<SmolStr>,
    /// How events are written: `json`.
    pub encoding: SmolStr,
    /// The table whose changes it publishes.
    pub source: Option<SmolStr>,
    /// How long events are kept, such as `7d`.
    pub retention: Option<SmolStr>,
    /// Which changes to its events are allowed: `backward`, `forward`, `full` or `none`.
    pub compatibility: Option<SmolStr>,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

impl Stream {
    /// The compatibility modes that exist.
    pub const COMPATIBILITY: [&str; 4] = ["backward", "forward", "full", "none"];
    /// The encodings that exist.
    pub const ENCODINGS: [&str; 1] = ["json"];

    /// The name on a transport: namespace (which carries the major version), name and encoding.
    pub fn qualified_name(&self, namespace: &str) -> String {
        format!("{namespace}.{}.{}", self.name, self.encoding)
    }

    /// The column of the source that orders events: the last part of the key.
    pub fn key_column(&self) -> Option<&str> {
        self.key.as_deref().and_then(|it| it.rsplit('.').next())
    }

    /// How long events are kept, in seconds; nothing when that is not said, or is no number with a unit.
    pub fn retention_seconds(&self) -> Option<u64> {
        seconds(self.retention.as_deref()?)
    }
}

/// The seconds of a duration such as `7d`.
fn seconds(text: &str) -> Option<u64> {
    let split = text.find(|it: char| !it.is_ascii_digit())?;
    let unit = match &text[split..] {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 24 * 3600,
        "w" => 7 * 24 * 3600,
        _ => return None,
    };
    text[..split].parse::<u64>().ok()?.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read() {
        let read = ["90s", "5m", "12h", "7d", "2w", "d", "7", "7 d", "99999999999999999999d"].map(seconds);
        let expected = [Some(90), Some(300), Some(43_200), Some(604_800), Some(1_209_600), None, None, None, None];
        assert_eq!(read, expected);
    }
}
