//! Media types: what a body is, and what a caller accepts.

use http::{HeaderMap, header};

use super::input::Content;

/// Whether the body that these headers announce can be read; one that says nothing is taken for what is expected.
pub(crate) fn is_supported(headers: &HeaderMap, expected: Content) -> bool {
    let coding = headers.get(header::CONTENT_ENCODING).map(|it| it.to_str().unwrap_or_default());
    coding.is_none_or(|it| it.eq_ignore_ascii_case("identity"))
        && content_type(headers).is_none_or(|it| is_expected(it, expected))
}

/// Whether a caller takes JSON for an answer; whoever does not say takes anything.
pub(crate) fn accepts_json(headers: &HeaderMap) -> bool {
    let mut ranges = headers.get_all(header::ACCEPT).iter().flat_map(|it| it.to_str().unwrap_or_default().split(','));
    !headers.contains_key(header::ACCEPT) || ranges.any(is_json_range)
}

fn content_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().unwrap_or_default();
    Some(essence(value))
}

/// A media type without its parameters.
fn essence(value: &str) -> &str {
    value.split(';').next().unwrap_or_default().trim()
}

fn is_expected(content_type: &str, expected: Content) -> bool {
    match expected {
        Content::None => true,
        Content::Json => is_json(content_type),
        Content::Form => content_type.eq_ignore_ascii_case("application/x-www-form-urlencoded"),
    }
}

fn is_json(content_type: &str) -> bool {
    // Nearly every body says this, and it takes no copy to see.
    if content_type.eq_ignore_ascii_case("application/json") {
        return true;
    }
    let lower = content_type.to_ascii_lowercase();
    lower.starts_with("application/") && lower.ends_with("+json")
}

/// Whether a range of `Accept` covers JSON; with the weight 0 it excludes it.
fn is_json_range(range: &str) -> bool {
    let weight = range.split(';').skip(1).find_map(|it| it.trim().strip_prefix("q="));
    let excluded = weight.and_then(|it| it.parse::<f32>().ok()).is_some_and(|it| it <= 0.0);
    !excluded && (matches!(essence(range), "*/*" | "application/*") || is_json(essence(range)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn a_body_is_what_is_expected_unless_it_says_otherwise() {
        let table = [
            ("application/json; charset=utf-8", Content::Json, true),
            ("application/merge-patch+json", Content::Json, true),
            ("text/plain", Content::Json, false),
            ("application/json", Content::Form, false),
            ("application/x-www-form-urlencoded", Content::Form, true),
        ];
        for (content_type, expected, supported) in table {
            assert_eq!(is_supported(&headers(header::CONTENT_TYPE, content_type), expected), supported);
        }
        assert!(is_supported(&HeaderMap::new(), Content::Json));
        assert!(!is_supported(&headers(header::CONTENT_ENCODING, "gzip"), Content::Json), "nobody has unpacked it");
    }

    #[test]
    fn ranges_cover_json_or_do_not() {
        let table = [
            ("*/*", true),
            ("text/html, application/json;q=0.1", true),
            ("application/problem+json", true),
            ("text/html", false),
            ("application/json;q=0", false),
        ];
        for (accept, accepted) in table {
            assert_eq!(accepts_json(&headers(header::ACCEPT, accept)), accepted, "{accept}");
        }
        assert!(accepts_json(&HeaderMap::new()));
    }
}
