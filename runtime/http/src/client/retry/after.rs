//! `Retry-After`: a number of seconds, or a date.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// How long a server asks to wait. Its own `Date` counts before ours, since clocks differ.
pub(super) fn retry_after(headers: &HeaderMap, date: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let stated = headers.get(DATE).and_then(|it| httpdate::parse_http_date(it.to_str().ok()?).ok());
    Some(until.duration_since(stated.unwrap_or(date)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_measured_by_the_clock_of_the_server() {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, "Wed, 21 Oct 2026 07:28:05 GMT".parse().unwrap());
        headers.insert(DATE, "Wed, 21 Oct 2026 07:28:00 GMT".parse().unwrap());
        assert_eq!(retry_after(&headers, SystemTime::UNIX_EPOCH), Some(Duration::from_secs(5)));
        headers.insert(DATE, "Wed, 21 Oct 2026 07:29:00 GMT".parse().unwrap());
        assert_eq!(retry_after(&headers, SystemTime::UNIX_EPOCH), Some(Duration::ZERO));
    }
}
