//! A request while it is put together: values by place, encoded only at the end.

use apigen_model::{Json, Operation};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::exchange::Request;

/// What stands for itself in paths and queries (RFC 3986, 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A request while it is put together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) method: String,
    /// The values of the path's variables, in order.
    pub(crate) path: Vec<String>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) form: Vec<(String, String)>,
    pub(crate) body: Option<Json>,
    /// Sent instead of the body.
    pub(crate) raw: Option<Vec<u8>>,
    /// What the body is called.
    pub(crate) media: Option<&'static str>,
    /// The value of `Authorization`.
    pub(crate) credentials: Option<String>,
}

impl Draft {
    /// Takes a parameter's texts out, wherever they stand, and puts others in.
    pub(crate) fn replace(&mut self, operation: &Operation, name: &str, texts: &[String]) {
        use apigen_model::Location;
        let Some(parameter) = operation.parameter(name) else { return };
        let pairs = || texts.iter().map(|it| (name.to_owned(), it.clone()));
        let put = |all: &mut Vec<(String, String)>| {
            all.retain(|it| it.0 != name);
            all.extend(pairs());
        };
        match parameter.location {
            Location::Path => {
                let at = operation.path_variables().position(|it| it == name);
                if let Some((slot, text)) = at.and_then(|it| self.path.get_mut(it)).zip(texts.first()) {
                    slot.clone_from(text);
                }
            }
            Location::Header => {
                self.headers.retain(|it| it.0 != name);
                if !texts.is_empty() {
                    self.headers.push((name.to_owned(), texts.join(",")));
                }
            }
            Location::Form => put(&mut self.form),
            Location::Query | Location::Unknown(_) => put(&mut self.query),
        }
    }

    /// The request to an operation's path.
    pub(crate) fn render(&self, path: &str) -> Request {
        let mut request = Request::new(self.method.clone(), target(path, &self.path, &self.query));
        request.headers.clone_from(&self.headers);
        if let Some(it) = &self.credentials {
            request.headers.push(("authorization".to_owned(), it.clone()));
        }
        let json = || self.body.as_ref().map(|it| it.to_string().into_bytes());
        let form = || (!self.form.is_empty()).then(|| pairs(&self.form).into_bytes());
        let media = if self.form.is_empty() { "application/json" } else { "application/x-www-form-urlencoded" };
        request.body = self.raw.clone().or_else(json).or_else(form);
        if request.body.is_some() {
            request.headers.push(("content-type".to_owned(), self.media.unwrap_or(media).to_owned()));
        }
        request.headers.push(("accept".to_owned(), "application/json".to_owned()));
        request
    }
}

/// The texts that stand for a value outside of bodies: one of a scalar, any number of a list.
pub(crate) fn texts(value: &Json) -> Vec<String> {
    match value {
        Json::Array(elements) => elements.iter().map(Json::plain_text).collect(),
        other => vec![other.plain_text()],
    }
}

fn target(path: &str, values: &[String], query: &[(String, String)]) -> String {
    let mut values = values.iter();
    let mut target = String::new();
    for segment in path.split('/').skip(1) {
        target.push('/');
        match segment.strip_prefix(':') {
            Some(name) => {
                let suffix = name.find('.').map_or("", |at| &name[at..]);
                target.push_str(&encode(values.next().map_or("", String::as_str)));
                target.push_str(suffix);
            }
            None => target.push_str(segment),
        }
    }
    if target.is_empty() {
        target.push('/');
    }
    if !query.is_empty() {
        target.push('?');
        target.push_str(&pairs(query));
    }
    target
}

/// A text as it stands in a path; dots alone would be a step up.
pub(crate) fn encode(text: &str) -> String {
    let encoded = utf8_percent_encode(text, ENCODED).to_string();
    if matches!(encoded.as_str(), "." | "..") { encoded.replace('.', "%2E") } else { encoded }
}

fn pairs(all: &[(String, String)]) -> String {
    all.iter().map(|(name, text)| format!("{}={}", encode(name), encode(text))).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded_where_they_stand() {
        let draft = Draft {
            path: vec!["a b/c".to_owned(), "..".to_owned()],
            query: vec![("q".to_owned(), "50% & more".to_owned())],
            ..Draft::default()
        };
        assert_eq!(draft.render("/x/:id/y/:key").target, "/x/a%20b%2Fc/y/%2E%2E?q=50%25%20%26%20more");
        assert_eq!(draft.render("/x/:id.csv").target, "/x/a%20b%2Fc.csv?q=50%25%20%26%20more");
    }
}
