//! What others have sent and got is shown without their secrets: findings end up in logs and reports.

use apigen_model::{Field, Json, Location, Operation, Primitive, Repository, Type};
use percent_encoding::percent_decode_str;

use crate::Service;
use crate::exchange::Request;
use crate::law::{Intent, Out, Seen};

/// Stands for what is not shown, in bodies, headers and addresses alike.
const HIDDEN: &str = "REDACTED";

/// Parts of names that tell of a secret where the definition says nothing.
const TELLING: &[&str] =
    &["authorization", "cookie", "token", "secret", "password", "api-key", "api_key", "apikey", "signature", "session"];

/// Shorter parts of a header are words such as `Bearer`.
const TELLING_PART: usize = 8;

/// A request as findings show it.
pub(super) fn shown(service: &Service<'_>, seen: &Seen, request: &Request) -> Request {
    if seen.intent != Intent::Recorded {
        return request.clone();
    }
    let path = request.target.split('?').next().unwrap_or_default();
    let operation = service.route(&request.method, path).map(|it| service.operations[it].operation);
    Shown { repository: service.repository, operation }.request(request)
}

/// Takes secrets out of what a law says.
pub(super) fn hush(service: &Service<'_>, seen: &Seen, out: &mut Out) {
    if seen.intent != Intent::Recorded || out.broken.is_empty() {
        return;
    }
    let secrets = secrets(service, seen);
    for it in &mut out.broken {
        // A status may stand before the pointer, and a rule behind it.
        let pointer = it.place.split(' ').next().unwrap_or_default();
        let last = pointer.rsplit('/').find(|it| it.parse::<usize>().is_err()).unwrap_or_default();
        let is_secret = secrets.iter().any(|it| it.0 == last) || is_telling(last);
        for text in [&mut it.expected, &mut it.actual] {
            *text = if is_secret && is_value(text) { HIDDEN.to_owned() } else { without(text, &secrets) };
        }
    }
}

/// What an exchange holds that nobody else may see, with the names of fields and headers.
fn secrets(service: &Service<'_>, seen: &Seen) -> Vec<(String, String)> {
    let mut secrets = Vec::new();
    for (name, value) in seen.request.headers.iter().chain(&seen.answer.headers).filter(|it| is_telling(&it.0)) {
        // A token is one without its scheme, too, and a cookie without its name.
        let parts = value.split([' ', ',', ';', '=']).filter(|it| it.len() >= TELLING_PART);
        secrets.extend([value.as_str()].into_iter().chain(parts).map(|it| (name.clone(), it.to_owned())));
    }
    let query = seen.request.target.split_once('?').map_or("", |it| it.1);
    let pairs = query.split('&').filter_map(|it| it.split_once('=')).filter(|it| is_telling(it.0));
    secrets.extend(pairs.map(|it| (it.0.to_owned(), it.1.to_owned())));
    let Some(operation) = seen.call.map(|it| service.operations[it].operation) else { return secrets };
    if let (Some(body), Some(sent)) = (&operation.body, &seen.sent) {
        collect(service.repository, &body.ty, sent, &mut secrets);
    }
    let answered = crate::learn::body(seen);
    if let (Some(response), Some(body)) = (crate::check::declared(operation, seen.answer.status), &answered) {
        collect(service.repository, &response.ty, body, &mut secrets);
    }
    secrets
}

/// Whether a text is a value as findings show it, and not words about one.
fn is_value(text: &str) -> bool {
    text.starts_with(['"', '[', '{', '-']) || text.starts_with(|it: char| it.is_ascii_digit())
}

/// A text in which no secret stands, nor the beginning of one where the text was cut.
fn without(text: &str, secrets: &[(String, String)]) -> String {
    /// Shorter texts stand anywhere by chance.
    const LONG_ENOUGH: usize = 4;
    let mut text = text.to_owned();
    for (_, secret) in secrets.iter().filter(|it| it.1.len() >= LONG_ENOUGH) {
        text = text.replace(secret.as_str(), HIDDEN);
        let Some((kept, rest)) = text.split_once('…') else { continue };
        let starts = secret.char_indices().map(|it| &secret[..it.0]).filter(|it| it.len() >= LONG_ENOUGH);
        if let Some(cut) = starts.filter_map(|it| kept.strip_suffix(it)).next_back() {
            text = format!("{cut}{HIDDEN}…{rest}");
        }
    }
    text
}

/// How requests to an operation are shown.
struct Shown<'a> {
    repository: &'a Repository,
    operation: Option<&'a Operation>,
}

impl Shown<'_> {
    fn request(&self, request: &Request) -> Request {
        let hidden = |it: &(String, String)| (it.0.clone(), HIDDEN.to_owned());
        let header = |it: &(String, String)| {
            if self.is_secret(&it.0, &[Location::Header]) || is_telling(&it.0) { hidden(it) } else { it.clone() }
        };
        Request {
            method: request.method.clone(),
            target: self.target(&request.target),
            headers: request.headers.iter().map(header).collect(),
            body: request.body.as_deref().map(|it| self.body(it)),
        }
    }

    fn target(&self, target: &str) -> String {
        let (path, query) = target.split_once('?').map_or((target, None), |it| (it.0, Some(it.1)));
        let mut shown = self.path(path);
        if let Some(query) = query {
            let pairs: Vec<_> = query.split('&').map(|it| self.pair(it, Location::Query)).collect();
            shown.push('?');
            shown.push_str(&pairs.join("&"));
        }
        shown
    }

    fn path(&self, path: &str) -> String {
        let Some(operation) = self.operation else { return path.to_owned() };
        let segment = |(wanted, given): (&str, &str)| match wanted.strip_prefix(':') {
            Some(name) if self.is_secret(name, &[Location::Path]) => HIDDEN.to_owned(),
            _ => given.to_owned(),
        };
        operation.path.split('/').zip(path.split('/')).map(segment).collect::<Vec<_>>().join("/")
    }

    fn pair(&self, pair: &str, location: Location) -> String {
        let Some((name, _)) = pair.split_once('=') else { return pair.to_owned() };
        let decoded = percent_decode_str(name).decode_utf8_lossy();
        let is_hidden = self.is_secret(&decoded, &[location]) || is_telling(&decoded);
        if is_hidden { format!("{name}={HIDDEN}") } else { pair.to_owned() }
    }

    /// A body: JSON without the values of secret fields, a form without secret pairs, nothing of what is neither.
    fn body(&self, body: &[u8]) -> Vec<u8> {
        let text = String::from_utf8_lossy(body);
        let has_form = self.operation.is_some_and(|it| it.parameters.iter().any(|it| it.location == Location::Form));
        if has_form {
            let pairs: Vec<_> = text.split('&').map(|it| self.pair(it, Location::Form)).collect();
            return pairs.join("&").into_bytes();
        }
        let ty = self.operation.and_then(|it| it.body.as_ref()).map(|it| &it.ty);
        let Some(value) = Json::parse(&text) else { return HIDDEN.into() };
        let shown = hidden(self.repository, ty.unwrap_or(&ANYTHING), &value);
        if shown == value { body.to_vec() } else { shown.to_string().into_bytes() }
    }

    fn is_secret(&self, name: &str, locations: &[Location]) -> bool {
        let parameter = self.operation.and_then(|it| it.parameter(name));
        parameter.is_some_and(|it| locations.contains(&it.location) && is_secret(self.repository, &it.field))
    }
}

/// A value with nothing in its secret fields.
fn hidden(repository: &Repository, ty: &Type, value: &Json) -> Json {
    match value {
        Json::Array(elements) => {
            Json::Array(elements.iter().map(|it| hidden(repository, ty.element().unwrap_or(&ANYTHING), it)).collect())
        }
        Json::Object(members) => {
            let member = |name: &str, value| match part(repository, ty, name) {
                Part::Secret => Json::String(HIDDEN.into()),
                Part::Open(ty) => hidden(repository, &ty, value),
            };
            Json::Object(members.iter().map(|(name, value)| (name.clone(), member(name, value))).collect())
        }
        _ => value.clone(),
    }
}

/// The secret values in a value, with the names of their fields.
fn collect(repository: &Repository, ty: &Type, value: &Json, found: &mut Vec<(String, String)>) {
    let element = ty.element().unwrap_or(&ANYTHING);
    value.elements().iter().for_each(|it| collect(repository, element, it, found));
    for (name, value) in value.members() {
        match part(repository, ty, name) {
            Part::Secret => found.push((name.to_string(), value.plain_text())),
            Part::Open(ty) => collect(repository, &ty, value, found),
        }
    }
}

/// What a member of an object is.
enum Part {
    Secret,
    Open(Type),
}

/// What the member of a name is: what the definition says, or what the name tells where it says nothing.
fn part(repository: &Repository, ty: &Type, name: &str) -> Part {
    let fields = apigen_model::lifecycle::fields(repository, ty);
    match (fields.iter().find(|it| it.name == name), ty) {
        (Some(it), _) if is_secret(repository, it) => Part::Secret,
        (Some(it), _) => Part::Open(it.ty.clone()),
        (None, Type::Map(inner)) => Part::Open((**inner).clone()),
        (None, _) if is_telling(name) => Part::Secret,
        (None, _) => Part::Open(ANYTHING.clone()),
    }
}

/// The type of what no definition knows.
static ANYTHING: Type = Type::Primitive(Primitive::Json);

/// Whether a field's values stay out of logs: they are only ever sent, or an annotation says so.
fn is_secret(repository: &Repository, field: &Field) -> bool {
    let says_so = |name: &str| {
        let declared = repository.definitions().iter().flat_map(|it| &it.annotations).find(|it| it.name == name);
        let log = declared.and_then(|it| it.log.as_deref());
        log.map_or(matches!(name, "credential" | "personal_data"), |it| it == "redact")
    };
    field.traits.write_only || field.annotations().iter().any(|it| says_so(it))
}

fn is_telling(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    TELLING.iter().any(|it| name.contains(it))
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn texts_lose_secrets_and_beginnings_of_them() {
        let secrets = [("password".to_owned(), "hunter2-hunter2".to_owned()), ("pin".to_owned(), "1".to_owned())];
        for (text, shown) in [
            ("it said hunter2-hunter2 twice: hunter2-hunter2", "it said REDACTED twice: REDACTED"),
            ("{\"password\":\"hunter2-… (80 bytes)", "{\"password\":\"REDACTED… (80 bytes)"),
            ("1 of 2", "1 of 2"),
        ] {
            assert_eq!(without(text, &secrets), shown);
        }
    }
}
