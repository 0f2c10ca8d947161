//! What the tests of the relay share.

use std::time::Duration;

use crate::stream::Stream;

pub(super) static STREAM: Stream =
    Stream { name: "kinds", address: "kinds.json", retention: Duration::from_hours(1), members: &["kind"] };
