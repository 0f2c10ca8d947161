//! A request as a line for a shell.

use std::fmt::Write as _;

use crate::exchange::Request;

/// Headers that say how a request travels, or that `curl` writes itself.
const OF_THE_WAY: &[&str] = &[
    "accept",
    "accept-encoding",
    "accept-language",
    "connection",
    "content-length",
    "expect",
    "host",
    "te",
    "transfer-encoding",
    "user-agent",
];

/// The request as a call of `curl`; credentials are left to the environment.
pub fn curl(base_url: &str, request: &Request) -> String {
    let mut line = String::from("curl -i");
    match request.method.as_str() {
        "GET" => {}
        "HEAD" => line.push_str(" -I"),
        // Invariant: writing to a string cannot fail.
        other => drop(write!(line, " -X {other}")),
    }
    for (name, value) in &request.headers {
        if name.eq_ignore_ascii_case("authorization") {
            line.push_str(" -H \"authorization: $AUTHORIZATION\"");
        } else if !OF_THE_WAY.iter().any(|it| name.eq_ignore_ascii_case(it)) {
            let _ = write!(line, " -H {}", quoted(&format!("{name}: {value}")));
        }
    }
    if let Some(body) = &request.body {
        let _ = write!(line, " --data-binary {}", quoted(&String::from_utf8_lossy(body)));
    }
    let _ = write!(line, " {}", quoted(&format!("{}{}", base_url.trim_end_matches('/'), request.target)));
    line
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_survive_a_shell() {
        let mut request = Request::new("POST", "/a?b=c");
        request.headers =
            vec![("authorization".into(), "Bearer x".into()), ("content-type".into(), "text/plain".into())];
        request.body = Some(b"it's".to_vec());
        let expected = "curl -i -X POST -H \"authorization: $AUTHORIZATION\" -H 'content-type: text/plain' \
                        --data-binary 'it'\\''s' 'http://x/a?b=c'";
        assert_eq!(curl("http://x/", &request), expected);
    }
}
