//! One answer of a service against the operation that was called.

use apigen_model::{Field, Operation, Primitive, Response, ResponseCode};

use super::header::faults_of_text;
use super::{Checker, Fault};
use crate::exchange::Answer;

/// One way in which an answer is not what its operation declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerFault {
    /// The status is not declared.
    Status,
    /// There is a body, and its media type is not JSON.
    MediaType(String),
    /// There should be a body.
    BodyMissing,
    /// There should be no body.
    BodyUnexpected,
    /// A place in the body.
    Body(Fault),
    /// A declared header that must be there is not.
    HeaderMissing(String),
    /// A declared header says something else than its type allows.
    Header(String, Fault),
}

/// The declared response for a status: exact, or the default one.
pub fn declared(operation: &Operation, status: u16) -> Option<&Response> {
    let with = |code: ResponseCode| operation.responses.iter().find(|it| it.code == code);
    with(ResponseCode::Status(status)).or_else(|| with(ResponseCode::Default))
}

/// Everything that is wrong with an answer, as far as it can be seen without knowing what came before.
pub fn faults_of_answer(checker: &Checker<'_>, operation: &Operation, answer: &Answer) -> Vec<AnswerFault> {
    let Some(response) = declared(operation, answer.status) else { return vec![AnswerFault::Status] };
    let mut found = body(checker, response, answer);
    for field in &response.headers {
        found.extend(header(checker, field, answer));
    }
    found
}

fn body(checker: &Checker<'_>, response: &Response, answer: &Answer) -> Vec<AnswerFault> {
    let is_empty = answer.body.is_empty();
    let has_none = response.ty.is(Primitive::Unit) || matches!(answer.status, 204 | 205 | 304);
    if has_none {
        // `null` and `{}` say nothing, which some frameworks cannot help to send.
        let says_nothing = is_empty || matches!(answer.body.as_slice(), b"null" | b"{}" | b"\"\"");
        let is_forbidden = matches!(answer.status, 204 | 205 | 304) && !is_empty;
        let expected = says_nothing || answer.status >= 400;
        return if is_forbidden || !expected { vec![AnswerFault::BodyUnexpected] } else { Vec::new() };
    }
    if is_empty {
        return vec![AnswerFault::BodyMissing];
    }
    let media = answer.header("content-type").unwrap_or_default();
    let mut found = Vec::new();
    if !is_json(media) {
        found.push(AnswerFault::MediaType(media.to_owned()));
    }
    found.extend(checker.faults_of_document(answer.document(), &response.ty).into_iter().map(AnswerFault::Body));
    found
}

/// Whether a media type is JSON, in UTF-8 if it says so at all.
pub(crate) fn is_json(media: &str) -> bool {
    let mut parts = media.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_utf8 =
        |it: &str| it.to_ascii_lowercase().strip_prefix("charset=").is_none_or(|set| set.trim_matches('"') == "utf-8");
    (name == "application/json" || (name.starts_with("application/") && name.ends_with("+json"))) && parts.all(is_utf8)
}

fn header(checker: &Checker<'_>, field: &Field, answer: &Answer) -> Vec<AnswerFault> {
    let all: Vec<_> = answer.headers_named(&field.name).collect();
    if all.is_empty() {
        let is_missing = field.required && field.default.is_none();
        return is_missing.then(|| AnswerFault::HeaderMissing(field.name.to_string())).into_iter().collect();
    }
    let texts: Vec<&str> =
        if field.ty.is_list() { all.iter().flat_map(|it| it.split(',')).map(str::trim).collect() } else { all };
    let faults = faults_of_text(checker, field, &texts);
    faults.into_iter().map(|it| AnswerFault::Header(field.name.to_string(), it)).collect()
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn json_has_several_names() {
        for media in ["application/json", "application/json; charset=UTF-8", "application/problem+json"] {
            assert!(is_json(media), "{media}");
        }
        for media in ["", "text/json", "text/html", "application/json; charset=latin1"] {
            assert!(!is_json(media), "{media}");
        }
    }
}
