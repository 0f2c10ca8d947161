//! Where everything goes, and what would lead elsewhere.

use http::uri::{Authority, PathAndQuery, Scheme};
use http::{StatusCode, Uri};
use percent_encoding::percent_decode_str;

use crate::network::{NetworkError, address};

/// The address of a service, below which every request stays.
#[derive(Debug, Clone)]
pub(super) struct Target {
    scheme: Scheme,
    authority: Authority,
    /// The path of the address, without a slash at its end.
    path: String,
}

/// Where a request goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) uri: Uri,
    /// Path and query below the address of the service, byte for byte as they were asked for.
    pub(super) below: String,
}

/// Why a request goes nowhere.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Astray {
    pub(super) status: StatusCode,
    pub(super) why: &'static str,
}

const fn astray(status: StatusCode, why: &'static str) -> Astray {
    Astray { status, why }
}

impl Target {
    /// An address such as `http://localhost:8080/v1`.
    pub(super) fn parse(text: &str) -> Result<Self, NetworkError> {
        let strange = || NetworkError(format!("`{text}` is no address of a service: http or https, a host, a path"));
        if !address(text)?.username().is_empty() {
            return Err(NetworkError("the address holds credentials: they belong to the callers".to_owned()));
        }
        let uri: Uri = text.parse().map_err(|_| strange())?;
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else { return Err(strange()) };
        let path = parts.path_and_query.map(|it| it.path().trim_end_matches('/').to_owned()).unwrap_or_default();
        Ok(Self { scheme, authority, path })
    }

    /// What requests call the service.
    pub(super) fn host(&self) -> &str {
        self.authority.as_str()
    }

    /// Where a request goes that asked for this, in any form that HTTP knows.
    pub(super) fn way(&self, asked: &Uri) -> Result<Way, Astray> {
        let given = asked.path_and_query().map_or("", PathAndQuery::as_str);
        let below = match asked.authority() {
            None => given,
            Some(it) if *it == self.authority && asked.scheme() == Some(&self.scheme) => {
                given.strip_prefix(&self.path).ok_or(OUTSIDE)?
            }
            Some(_) => return Err(astray(StatusCode::MISDIRECTED_REQUEST, "this proxy serves one service only")),
        };
        if !below.starts_with('/') {
            return Err(astray(StatusCode::BAD_REQUEST, "only paths are passed on"));
        }
        if self.climbs(below) {
            return Err(OUTSIDE);
        }
        let whole = PathAndQuery::try_from(format!("{}{below}", self.path));
        let uri = whole.ok().and_then(|it| {
            let builder = Uri::builder().scheme(self.scheme.clone()).authority(self.authority.clone());
            builder.path_and_query(it).build().ok()
        });
        let uri = uri.ok_or(astray(StatusCode::URI_TOO_LONG, "the path is too long to be passed on"))?;
        Ok(Way { uri, below: below.to_owned() })
    }

    /// Whether a path may lead above the address of the service, however the service reads it.
    fn climbs(&self, below: &str) -> bool {
        if self.path.is_empty() {
            return false;
        }
        let path = below.split('?').next().unwrap_or_default();
        let decoded = percent_decode_str(path).decode_utf8_lossy().replace('\\', "/");
        let mut depth = 0_usize;
        for segment in decoded.split('/') {
            match segment {
                "" | "." => {}
                ".." if depth == 0 => return true,
                ".." => depth -= 1,
                _ => depth += 1,
            }
        }
        false
    }
}

const OUTSIDE: Astray = astray(StatusCode::BAD_REQUEST, "the path leads out of the service's address");

#[cfg(test)]
mod tests {
    use super::*;

    fn way(to: &str, asked: &str) -> Result<String, StatusCode> {
        let way = Target::parse(to).unwrap().way(&asked.parse().unwrap());
        way.map(|it| it.uri.to_string()).map_err(|it| it.status)
    }

    #[test]
    fn paths_stay_as_they_are() {
        for path in ["/", "/a%2Fb/%7e~;x=1/%E9%88%B4//c?d=%20+&e", "/a/../b/%2e%2E/.", "/?", "/a?b=/../.."] {
            assert_eq!(way("http://x:1", path), Ok(format!("http://x:1{path}")));
            assert_eq!(way("http://x:1/v1/", path), Ok(format!("http://x:1/v1{path}")));
        }
    }

    #[test]
    fn nothing_leads_out_of_the_address() {
        for path in ["/..", "/../v2", "/a/../../v2", "/%2e%2e/v2", "/..%2fv2", "/a/..%5C../v2", "/.%2E/v2?a"] {
            assert_eq!(way("http://x/v1", path), Err(StatusCode::BAD_REQUEST), "{path}");
        }
    }

    #[test]
    fn who_asks_for_another_service_is_told_so() {
        assert_eq!(way("http://x/v1", "http://x/v1/a?b"), Ok("http://x/v1/a?b".to_owned()));
        assert_eq!(way("http://x/v1", "http://x/v2/a"), Err(StatusCode::BAD_REQUEST));
        assert_eq!(way("http://x/v1", "http://x/v1beta"), Err(StatusCode::BAD_REQUEST));
        for elsewhere in ["http://y/v1/a", "https://x/v1/a", "x:443"] {
            assert_eq!(way("http://x/v1", elsewhere), Err(StatusCode::MISDIRECTED_REQUEST), "{elsewhere}");
        }
        assert_eq!(way("http://x", "*"), Err(StatusCode::BAD_REQUEST));
    }

    #[test]
    fn addresses_without_a_service_are_refused() {
        for text in ["x:80", "ftp://x", "http://", "http://x?a", "http://ada:secret@x"] {
            assert!(Target::parse(text).is_err(), "{text}");
        }
    }
}
