//! What each action of a plan sends.

use apigen_chance::Rng;
use apigen_model::Json;
use apigen_model::lifecycle::Role;

use super::prepare::{How, Owner, Shot};
use super::{Session, Stop};
use crate::check::{Checker, Rule, Way};
use crate::exchange::{Answer, Request};
use crate::law::{Intent, Seen};
use crate::plan::{Action, Case};
use crate::values::{Edit, Row};

impl Session<'_> {
    /// Runs a case.
    pub(super) async fn case(&mut self, case: &Case) -> Result<(), Stop> {
        self.recorder.case.clone_from(&case.id);
        let (call, name) = (case.operation, case.id.as_str());
        match &case.action {
            Action::Call(row) => self.valid(call, *row, name).await.map(|_| ()),
            Action::Random(_) => {
                let row = Row::Edge(Rng::named(self.settings.seed, name).below(64));
                self.valid(call, row, name).await.map(|_| ())
            }
            Action::Parameter { name: parameter, texts } => self.parameter(call, parameter, texts).await,
            Action::BodyFlaw { pointer, rule, edit } => self.body_flaw(call, (pointer, *rule, edit), name).await,
            Action::ParameterFlaw { name: parameter, rule, texts } => {
                self.changed(call, name, Intent::Flawed { place: parameter.clone(), rule: *rule }, |session, shot| {
                    let operation = session.service.operations[shot.call].operation;
                    shot.draft.replace(operation, parameter, texts);
                })
                .await
            }
            Action::Malformed(text) => {
                self.changed(call, name, Intent::Malformed, |_, shot| shot.draft.raw = Some(text.as_bytes().to_vec()))
                    .await
            }
            Action::MediaType(media) => {
                self.changed(call, name, Intent::MediaType, |_, shot| shot.draft.media = Some(media)).await
            }
            Action::UnknownParameter => {
                self.changed(call, name, Intent::UnknownParameter, |_, shot| {
                    shot.draft.query.push(("undeclared_by_definition".to_owned(), "1".to_owned()));
                })
                .await
            }
            Action::NoCredentials => {
                self.changed(call, name, Intent::NoCredentials, |_, shot| shot.draft.credentials = None).await
            }
            Action::WrongCredentials => {
                self.changed(call, name, Intent::WrongCredentials, |session, shot| {
                    shot.draft.credentials = session.settings.credentials.as_deref().map(wrong);
                })
                .await
            }
            Action::WrongScheme => {
                self.changed(call, name, Intent::WrongCredentials, |session, shot| {
                    let known = session.settings.credentials.as_deref().unwrap_or_default();
                    let token = known.split_once(' ').map_or(known, |it| it.1);
                    shot.draft.credentials = Some(format!("Undeclared {token}"));
                })
                .await
            }
            Action::NobodyAboutNothing => {
                let mut shot = self.about_nothing(call, name).await?;
                shot.draft.credentials = None;
                self.fire(&shot, Intent::NoCredentials).await.map(|_| ())
            }
            Action::Absent => {
                let shot = self.about_nothing(call, name).await?;
                self.fire(&shot, Intent::Absent).await.map(|_| ())
            }
            Action::WrongParent => self.wrong_parent(call, name).await,
            Action::Dangling(pointer) => self.dangling(call, pointer, name).await,
            Action::Stale => self.stale(call, name).await,
            Action::Path => self.undeclared_path().await,
            Action::Head => self.head(call).await,
            Action::Method(method) => self.method(call, method).await,
            Action::Lifecycle => self.lifecycle(call, name).await,
            Action::Conflict(fields) => self.conflict(call, fields, name).await,
            Action::PathValue(text) => self.odd_key(call, text, name).await,
            Action::Repeated => self.repeated(call, name).await,
            Action::Walk { size } => self.walk_all(call, *size).await,
            Action::PastTheEnd => self.past_the_end(call).await,
            Action::Cursor { name: cursor, text } => {
                self.changed(call, name, Intent::Opaque, |session, shot| {
                    let operation = session.service.operations[shot.call].operation;
                    shot.draft.replace(operation, cursor, &[(*text).to_owned()]);
                })
                .await
            }
            Action::Filter(parameter) => self.filter(call, parameter).await,
            Action::Sort { parameter, value } => self.sort(call, parameter, value).await,
        }
    }

    /// A valid call with one change.
    async fn changed(
        &mut self,
        call: usize,
        name: &str,
        intent: Intent,
        change: impl FnOnce(&Self, &mut Shot),
    ) -> Result<(), Stop> {
        let mut shot = self.shot(call, self.how(call, name)).await?;
        change(self, &mut shot);
        self.fire(&shot, intent).await.map(|_| ())
    }

    /// What is refused needs no object of its own, and what is made is never used by others.
    fn how<'h>(&self, call: usize, name: &str) -> How<'h> {
        let owner = if self.removes(call) { Owner::All } else { self.owner(call) };
        How::full(name).owner(owner)
    }

    async fn body_flaw(&mut self, call: usize, flaw: (&str, Rule, &Edit), name: &str) -> Result<(), Stop> {
        let (pointer, rule, edit) = flaw;
        let mut shot = self.shot(call, self.how(call, name)).await?;
        // Only what is known can be seen to change.
        if let Some(object) = shot.object.filter(|it| self.world.objects[*it].shown.is_none()) {
            self.read(object, Intent::Valid).await?;
        }
        let ty = self.service.operations[call].operation.body.as_ref().map(|it| &it.ty);
        let broken = shot.draft.body.as_ref().map(|it| edit.apply(it, pointer));
        let (Some(ty), Some(broken)) = (ty, broken) else { return Err(Stop::Case) };
        let checker = Checker::new(self.service.repository, Way::Request);
        if checker.faults_of_data(&broken, ty, None).is_empty() {
            return Err(Stop::Case);
        }
        shot.draft.body = Some(broken);
        let intent = Intent::Flawed { place: format!("body{pointer}"), rule };
        self.fire(&shot, intent).await.map(|_| ())
    }

    /// A valid parameter is judged where the call is accepted without it.
    async fn parameter(&mut self, call: usize, name: &str, texts: &[String]) -> Result<(), Stop> {
        let mut shot = self.shot(call, self.how(call, name)).await?;
        if !self.accepted.contains(&call) {
            let plain = self.fire(&shot, Intent::Valid).await?;
            if !plain.answer.is_success() {
                return Err(Stop::Case);
            }
            self.accepted.insert(call);
        }
        shot.draft.replace(self.service.operations[call].operation, name, texts);
        let intent = Intent::Edge { place: name.to_owned(), class: "parameter" };
        let seen = self.fire(&shot, intent).await?;
        self.judge_filtered(&shot, name, texts, &seen);
        Ok(())
    }

    /// A value that names an object which was never there, of the shape of those that are.
    async fn dangling(&mut self, call: usize, pointer: &str, name: &str) -> Result<(), Stop> {
        let mut shot = self.shot(call, self.how(call, name)).await?;
        let body = shot.draft.body.as_ref().ok_or(Stop::Case)?;
        let mut rng = Rng::named(self.settings.seed, name);
        let made = match at(body, pointer) {
            Some(Json::String(known)) => alike(known, &mut rng).map(|it| Json::String(it.into())),
            Some(Json::Number(_)) => Some(Json::Number(uncounted(&mut rng).to_string().into())),
            _ => None,
        };
        shot.draft.body = Some(Edit::Set(made.ok_or(Stop::Case)?).apply(body, pointer));
        let place = format!("body{pointer}");
        self.fire(&shot, Intent::Dangling { place }).await.map(|_| ())
    }

    /// A write under the version before the last change, or under one that was never there where none is told.
    async fn stale(&mut self, call: usize, name: &str) -> Result<(), Stop> {
        fn under(shot: &mut Shot, version: &str) {
            shot.draft.headers.retain(|it| !it.0.eq_ignore_ascii_case("if-match"));
            shot.draft.headers.push(("if-match".to_owned(), version.to_owned()));
        }
        let mut shot = self.shot(call, self.how(call, name)).await?;
        let known = shot.object.filter(|_| shot.draft.body.is_some());
        if let Some(object) = known.filter(|it| self.world.objects[*it].version.is_none()) {
            self.read(object, Intent::Valid).await?;
        }
        let versioned = known.and_then(|it| Some((it, self.world.objects[it].version.clone()?)));
        let Some((object, version)) = versioned else {
            under(&mut shot, "\"no-such-version\"");
            return self.fire(&shot, Intent::Stale).await.map(|_| ());
        };
        let owner = Owner::This(object);
        let mut change = self.shot(call, How::full(&format!("{name}/change")).owner(owner)).await?;
        under(&mut change, &version);
        // A weak version names none that a write could be under (RFC 9110, 13.1.1), so others are asked without.
        if version.starts_with("W/") {
            change.draft.headers.retain(|it| it.0 != "if-match");
        }
        if !self.fire(&change, Intent::Valid).await?.answer.is_success() {
            return Ok(());
        }
        let mut late = self.shot(call, How::full(&format!("{name}/late")).owner(owner)).await?;
        under(&mut late, &version);
        self.fire(&late, Intent::Stale).await.map(|_| ())
    }

    /// An object by a path that another one lies above.
    async fn wrong_parent(&mut self, call: usize, name: &str) -> Result<(), Stop> {
        let mut shot = self.shot(call, How::full(name)).await?;
        let (_, store) = self.service.operations[call].role.ok_or(Stop::Case)?;
        let above = self.service.store(store).parent.filter(|_| shot.object.is_some()).ok_or(Stop::Case)?;
        let other = self.need(above, Owner::Case).await?.ok_or(Stop::Case)?;
        let other = &self.world.objects[other];
        let at = other.parents.len();
        if shot.draft.path.len() < at + 2 || shot.draft.path[at] == other.key {
            return Err(Stop::Case);
        }
        shot.draft.path[at].clone_from(&other.key);
        let parents: Vec<_> = other.parents.iter().cloned().chain([other.key.clone()]).collect();
        // What is not known cannot be found elsewhere.
        if let Some(object) = shot.object.filter(|it| self.world.objects[*it].shown.is_none()) {
            self.read(object, Intent::Valid).await?;
        }
        (shot.object, shot.key) = (None, None);
        self.fire(&shot, Intent::Absent).await?;
        match self.service.with_role(Role::List, store).filter(|it| self.is_direct(*it)) {
            Some(list) => self.list_elsewhere(list, &parents).await,
            None => Ok(()),
        }
    }

    /// The same call about an object that was never there.
    async fn about_nothing(&mut self, call: usize, name: &str) -> Result<Shot, Stop> {
        let mut shot = self.shot(call, How::full(name)).await?;
        let operation = self.service.operations[call].operation;
        let last = operation.path_variables().last().and_then(|it| operation.parameter(it));
        let field = &last.ok_or(Stop::Case)?.field;
        let rng = Rng::named(self.settings.seed, &format!("{name}/absent"));
        let mut maker = crate::values::Maker::new(self.service.repository, rng, &|_| None);
        let shown = shot.draft.path.last().cloned().unwrap_or_default();
        let made = maker.value("", &field.ty, field.constraints.as_deref()).map(|it| it.plain_text());
        // A key of the shape of those that exist gets further than any text.
        let key = alike(&shown, &mut maker.rng).or(made).filter(|it| *it != shown).ok_or(Stop::Case)?;
        if let Some(slot) = shot.draft.path.last_mut() {
            slot.clone_from(&key);
        }
        if matches!(self.service.operations[call].role, Some((Role::List | Role::Create, _))) {
            shot.parents.clone_from(&shot.draft.path);
        }
        (shot.object, shot.key) = (None, Some(key));
        Ok(shot)
    }

    /// A path that is not declared.
    async fn undeclared_path(&mut self) -> Result<(), Stop> {
        let mut request = Request::new("GET", "/undeclared-by-definition/x");
        request.headers.extend(self.settings.credentials.iter().map(|it| ("authorization".to_owned(), it.clone())));
        let seen = Seen {
            call: None,
            intent: Intent::Path,
            request,
            answer: Answer::default(),
            sent: None,
            parameters: Vec::new(),
            parents: Vec::new(),
            key: None,
            object: None,
            is_private: false,
        };
        self.send(seen).await.map(|_| ())
    }

    async fn head(&mut self, call: usize) -> Result<(), Stop> {
        let mut shot = self.shot(call, How::full("head")).await?;
        let get = self.fire(&shot, Intent::Valid).await?;
        "HEAD".clone_into(&mut shot.draft.method);
        self.fire(&shot, Intent::Head(Box::new(get.answer))).await.map(|_| ())
    }

    /// A method that the path does not have.
    async fn method(&mut self, call: usize, method: &str) -> Result<(), Stop> {
        let path = self.service.operations[call].operation.path.as_str();
        let mut shot = self.shot(call, How::full("method")).await?;
        shot.draft.method = method.to_owned();
        shot.draft.body = (method != "GET" && method != "DELETE").then(|| Json::Object(Vec::new()));
        shot.draft.query.clear();
        shot.draft.credentials.clone_from(&self.settings.credentials);
        let seen = Seen { call: None, key: Some(path.to_owned()), object: None, ..shot.seen(path, Intent::Method) };
        self.send(seen).await.map(|_| ())
    }

    /// Follows the address that an answer gave.
    pub(super) async fn follow(&mut self, made: &Seen, object: usize) -> Result<(), Stop> {
        let Some(target) = made.answer.header("location").and_then(|it| self.target(it)) else { return Ok(()) };
        let path = target.split('?').next().unwrap_or_default();
        let call = self.service.route("GET", path);
        let mut request = Request::new("GET", target);
        request.headers.push(("accept".to_owned(), "application/json".to_owned()));
        request.headers.extend(self.settings.credentials.iter().map(|it| ("authorization".to_owned(), it.clone())));
        let seen = Seen {
            call,
            intent: Intent::Address(Box::new(crate::learn::body(made))),
            request,
            answer: Answer::default(),
            sent: None,
            parameters: Vec::new(),
            object: Some(object),
            ..made.clone()
        };
        self.send(seen).await.map(|_| ())
    }

    /// An address of this service as a target; none when it leads elsewhere.
    fn target(&self, location: &str) -> Option<String> {
        if location.starts_with('/') && !location.starts_with("//") {
            let prefix = base_path(&self.settings.base_url);
            let inside = location.strip_prefix(prefix).filter(|it| it.starts_with('/'));
            return Some(inside.unwrap_or(location).to_owned());
        }
        let rest = location.strip_prefix(self.settings.base_url.trim_end_matches('/'))?;
        rest.starts_with('/').then(|| rest.to_owned())
    }
}

/// The path of an address, without the slash at its end.
fn base_path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |it| it.1);
    rest.find('/').map_or("", |at| rest[at..].trim_end_matches('/'))
}

/// Credentials of the same scheme that nobody was given.
fn wrong(credentials: &str) -> String {
    match credentials.split_once(' ') {
        Some((scheme, _)) => format!("{scheme} bm9ib2R5OndyaXRlcw"),
        None => "nobody".to_owned(),
    }
}

/// A key of the same shape as another: digits for digits, letters for letters, the rest as it is.
fn alike(key: &str, rng: &mut Rng) -> Option<String> {
    let is_hex = key.chars().filter(char::is_ascii_alphanumeric).all(|it| it.is_ascii_hexdigit());
    let letters: &[u8] = if is_hex { b"abcdef" } else { b"abcdefghijklmnopqrstuvwxyz" };
    // What stands before the last mark is a kind, such as `usr-`.
    let start = if is_hex { 0 } else { key.rfind(['-', '_', ':', '.']).map_or(0, |it| it + 1) };
    if (1..10).contains(&key[start..].len()) && key[start..].bytes().all(|it| it.is_ascii_digit()) {
        return Some(format!("{}{}", &key[..start], uncounted(rng)));
    }
    let draw = |it: char, rng: &mut Rng| match it {
        '0'..='9' => char::from(b'0' + u8::try_from(rng.below(10)).unwrap_or_default()),
        'a'..='z' => char::from(letters[rng.below(letters.len())]),
        other => other,
    };
    let made: String = key.char_indices().map(|(at, it)| if at < start { it } else { draw(it, rng) }).collect();
    (key.len() >= 4 && made != key).then_some(made)
}

/// What stands at a JSON pointer.
fn at<'v>(value: &'v Json, pointer: &str) -> Option<&'v Json> {
    pointer.split('/').skip(1).try_fold(value, |value, step| match value {
        Json::Array(all) => all.get(step.parse::<usize>().ok()?),
        other => other.get(step),
    })
}

/// A number of 32 bits that no service has counted to.
fn uncounted(rng: &mut Rng) -> i64 {
    rng.within(i64::from(i32::MAX) / 2, i64::from(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_keys_have_the_shape_of_present_ones() {
        let made = alike("usr-0f8b2c1d9a7e4f56", &mut Rng::named(1, "")).unwrap();
        assert!(made.starts_with("usr-") && made.len() == 20, "{made}");
        let made = alike("123e4567-e89b-12d3-a456-426614174000", &mut Rng::named(1, "")).unwrap();
        assert!(crate::check::is_uuid(&made), "{made}");
    }

    #[test]
    fn absent_numbers_are_none_that_are_next() {
        for (key, kind) in [("7", ""), ("1001", ""), ("draft-5", "draft-"), ("io.task_12", "io.task_")] {
            let made = alike(key, &mut Rng::named(1, key)).unwrap();
            let number: i32 = made.strip_prefix(kind).unwrap().parse().unwrap();
            assert!(number > 1_000_000_000, "{made}");
        }
    }

    #[test]
    fn addresses_have_a_path() {
        assert_eq!(base_path("http://x:1/v1/"), "/v1");
        assert_eq!(base_path("http://x"), "");
    }
}
