//! One request in the making.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::answer::Answer;
use super::body::Body;
use super::connection::{Connection, Shared};
use super::credentials::hide_secrets;
use super::failure::Failure;
use super::operation::Operation;
use super::options::Options;
use super::sending::Sending;
use super::trace::TRACEPARENT;
use crate::{elements, text};

/// Everything but the unreserved characters of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One request in the making; the first mistake is kept and returned by [`Request::send`].
#[derive(Clone)]
#[must_use = "a request does nothing until `send`"]
pub struct Request {
    connection: Connection,
    operation: &'static Operation,
    path: String,
    query: String,
    form: Option<String>,
    body: Option<Bytes>,
    headers: HeaderMap,
    options: Options,
    mistake: Option<String>,
}

impl Request {
    pub(crate) fn new(connection: Connection, operation: &'static Operation) -> Self {
        Self {
            connection,
            operation,
            path: String::new(),
            query: String::new(),
            form: None,
            body: None,
            headers: HeaderMap::new(),
            options: Options::new(),
            mistake: None,
        }
    }

    /// Appends a literal part of the path.
    pub fn literal(mut self, text: &str) -> Self {
        for (index, part) in text.split('/').enumerate() {
            if index > 0 {
                self.path.push('/');
            }
            self.path.extend(utf8_percent_encode(part, ENCODED));
        }
        self
    }

    /// Appends the value of a variable to the path.
    pub fn variable<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        match self.text(name, value) {
            // A segment of dots would be resolved away, an empty one would lead to another operation.
            Some(it) if !matches!(it.as_str(), "" | "." | "..") => self.path.extend(utf8_percent_encode(&it, ENCODED)),
            _ => self.fail(name, "cannot stand in a path"),
        }
        self
    }

    /// Adds a query parameter.
    pub fn query<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        if let Some(it) = self.text(name, value) {
            append(&mut self.query, name, &it);
        }
        self
    }

    /// Adds a query parameter for every value of a list.
    pub fn queries<T: Serialize>(self, name: &str, values: impl IntoIterator<Item = T>) -> Self {
        values.into_iter().fold(self, |it, value| it.query(name, &value))
    }

    /// Replaces a query parameter, however often it was given.
    pub(crate) fn replace_query(mut self, name: &str, value: &str) -> Self {
        let prefix = format!("{}=", utf8_percent_encode(name, ENCODED));
        let others: Vec<_> = self.query.split('&').filter(|it| !it.is_empty() && !it.starts_with(&prefix)).collect();
        self.query = others.join("&");
        append(&mut self.query, name, value);
        self
    }

    /// The first value of a query parameter, as far as it is plain.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let prefix = format!("{}=", utf8_percent_encode(name, ENCODED));
        self.query.split('&').find_map(|it| it.strip_prefix(&prefix))
    }

    /// Adds a form field.
    pub fn form<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        if let Some(it) = self.text(name, value) {
            append(self.form.get_or_insert_default(), name, &it);
        }
        self
    }

    /// Adds a form field for every value of a list.
    pub fn forms<T: Serialize>(self, name: &str, values: impl IntoIterator<Item = T>) -> Self {
        values.into_iter().fold(self, |it, value| it.form(name, &value))
    }

    /// Adds a header.
    pub fn header<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        if let Some(text) = self.text(name, value) {
            self.append_header(name, text);
        }
        self
    }

    /// Adds a header for every value of a list.
    pub fn headers<T: Serialize>(mut self, name: &str, values: impl IntoIterator<Item = T>) -> Self {
        for value in values {
            if let Some(text) = self.text(name, &value) {
                self.append_header(name, elements::quoted(text));
            }
        }
        self
    }

    /// Sets a JSON body.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(it) => self.body = Some(it.into()),
            Err(error) => self.fail("body", &error.to_string()),
        }
        self
    }

    /// Replaces the client's timeout for this call.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.options(Options::new().timeout(timeout))
    }

    /// Lets this call differ from its client's others.
    pub fn options(mut self, options: Options) -> Self {
        self.options = std::mem::take(&mut self.options).and(options);
        self
    }

    /// Sends the request and waits for the whole answer.
    ///
    /// # Errors
    /// [`Failure`] when there is no answer, after as many tries as there may be.
    pub async fn send(self) -> Result<Answer, Failure> {
        let (connection, operation, options) = (self.connection.clone(), self.operation, self.options.clone());
        let shared = connection.shared();
        let request = self.into_http()?;
        let timeout = options.timeout.unwrap_or(shared.timeout);
        let sending =
            Sending { shared, operation, request, timeout, retry: options.retry.as_ref().unwrap_or(&shared.retry) };
        sending.send(options.try_timeout.unwrap_or(shared.try_timeout)).await
    }

    fn into_http(self) -> Result<http::Request<Body>, Failure> {
        if let Some(mistake) = self.mistake.or(self.options.mistake) {
            return Err(Failure::Request(mistake));
        }
        let question = if self.query.is_empty() { "" } else { "?" };
        let uri = format!("{}{}{question}{}", self.connection.shared().base_url, self.path, self.query);
        let content_type = match (&self.form, &self.body) {
            (Some(_), _) => Some("application/x-www-form-urlencoded"),
            (None, Some(_)) => Some("application/json"),
            (None, None) => None,
        };
        let body = self.form.map(Bytes::from).or(self.body).unwrap_or_default();
        let mut request = http::Request::new(Body::from(body));
        request.method_mut().clone_from(self.operation.method());
        *request.uri_mut() = uri.parse().map_err(|it: http::uri::InvalidUri| Failure::Request(it.to_string()))?;
        let headers = request.headers_mut();
        let shared = self.connection.shared();
        headers.clone_from(&shared.headers);
        headers.extend(shared.credentials.headers.clone());
        headers.extend(self.headers);
        headers.extend(self.options.headers);
        complete(headers, shared, self.operation);
        if let Some(it) = content_type {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(it));
        }
        Ok(request)
    }

    fn append_header(&mut self, name: &str, text: String) {
        match (HeaderName::try_from(name), HeaderValue::try_from(text)) {
            (Ok(name), Ok(value)) => drop(self.headers.append(name, value)),
            _ => self.fail(name, "cannot be a header"),
        }
    }

    fn text<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Option<String> {
        text::write(value).unwrap_or_else(|error| {
            self.fail(name, &error.to_string());
            None
        })
    }

    fn fail(&mut self, name: &str, reason: &str) {
        self.mistake.get_or_insert_with(|| format!("`{name}` {reason}"));
    }
}

/// Adds what a call has one of, unless the caller has given it.
fn complete(headers: &mut HeaderMap, shared: &Shared, operation: &Operation) {
    let key = operation.key_header().map(|name| (name, shared.random.key()));
    let parent = shared.parent.as_ref().and_then(|it| it()).unwrap_or_else(|| shared.random.traceparent());
    for (name, value) in key.into_iter().chain([(TRACEPARENT, parent)]) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.entry(name).or_insert(value);
        }
    }
    hide_secrets(headers);
}

fn append(pairs: &mut String, name: &str, value: &str) {
    if !pairs.is_empty() {
        pairs.push('&');
    }
    pairs.extend(utf8_percent_encode(name, ENCODED));
    pairs.push('=');
    pairs.extend(utf8_percent_encode(value, ENCODED));
}

impl fmt::Debug for Request {
    /// Without what the caller passes: paths, queries, headers and bodies hold personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("operation", self.operation).finish_non_exhaustive()
    }
}

/// The texts of a list.
#[doc(hidden)]
pub fn texts(values: impl IntoIterator<Item = impl AsRef<str>>) -> impl Iterator<Item = String> {
    values.into_iter().map(|it| it.as_ref().to_owned())
}
