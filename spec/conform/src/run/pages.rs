//! Lists: walked page by page, filtered, ordered.

use std::collections::BTreeSet;

use apigen_chance::Rng;
use apigen_model::lifecycle::Role;
use apigen_model::{Json, Pagination, Primitive};

use super::prepare::{How, Owner, Shot};
use super::{Session, Stop};
use crate::check::{Checker, Way};
use crate::draft::texts;
use crate::exchange::Request;
use crate::law::{Intent, Purpose, Seen, Walk};
use crate::plan::{filtered, pages};
use crate::values::{Maker, Row};

/// Longer lists than this many pages are not walked to their end.
const MOST_PAGES: usize = 40;

/// Fewer elements than this show little about pages and orders.
const SOME: usize = 5;

/// A default page is filled when it takes no more objects than this.
const MOST_MADE: i64 = 50;

/// The elements of a list's answer: itself, or the first list of objects in it.
pub(super) fn elements(body: &Json) -> Vec<Json> {
    match body {
        Json::Array(all) => all.clone(),
        other => other
            .members()
            .iter()
            .find_map(|(_, value)| match value {
                Json::Array(all) => Some(all.clone()),
                _ => None,
            })
            .unwrap_or_default(),
    }
}

/// What a walk through a list has brought.
#[derive(Debug, Clone)]
pub(super) struct Walked {
    pages: Vec<Vec<Json>>,
    requests: Vec<Request>,
    total: Option<i64>,
    is_complete: bool,
}

impl Walked {
    fn elements(&self) -> Vec<Json> {
        self.pages.iter().flatten().cloned().collect()
    }
}

impl Session<'_> {
    /// All pages of a size, or of the default one.
    pub(super) async fn walk_all(&mut self, call: usize, size: Option<i64>) -> Result<(), Stop> {
        let default = self.default_size(call);
        let wanted = match size {
            Some(_) => SOME,
            None => default.filter(|it| *it <= MOST_MADE).and_then(|it| usize::try_from(it + 1).ok()).unwrap_or(SOME),
        };
        let shot = self.peopled(call, wanted).await?;
        self.renew(call).await?;
        let whole = self.walk(&shot, self.largest_size(call)).await?;
        self.judge_list(&shot, &whole, self.largest_size(call), &Purpose::All, &[]);
        let count = whole.elements().len();
        // A long list is walked in steps that reach its end.
        let step = size.map(|it| it.max(i64::try_from(count / (MOST_PAGES / 2)).unwrap_or(i64::MAX) + 1));
        if pages(self.service.operations[call].operation).is_some() {
            let walked = self.walk(&shot, step).await?;
            self.judge_list(&shot, &walked, step.or(default), &Purpose::All, &[]);
            self.compare_walks(&shot, &whole, &walked);
        }
        Ok(())
    }

    /// Changes an object, so that lists that show what was can be told from those that show what is.
    async fn renew(&mut self, call: usize) -> Result<(), Stop> {
        let Some((_, store)) = self.service.operations[call].role.filter(|_| self.is_direct(call)) else {
            return Ok(());
        };
        let update = [Role::Update, Role::Patch].into_iter().find_map(|it| self.service.with_role(it, store));
        let update = update.filter(|it| self.is_direct(*it) && !self.settings.read_only);
        let name = format!("{}/renewed", self.recorder.case);
        match (update, self.world.usable(store)) {
            (Some(update), Some(_)) => self.valid(update, Row::Full, &name).await.map(|_| ()),
            _ => Ok(()),
        }
    }

    /// A list call in a collection that holds some objects.
    async fn peopled(&mut self, call: usize, wanted: usize) -> Result<Shot, Stop> {
        let shot = self.shot(call, How::full("list")).await?;
        let Some((_, store)) = self.service.operations[call].role.filter(|_| self.is_direct(call)) else {
            return Ok(shot);
        };
        let Some(make) = self.maker_of(store).filter(|_| !self.settings.read_only) else { return Ok(shot) };
        for at in self.world.alive(store, &shot.parents).count()..wanted {
            // Objects that differ in every field show more about filters and orders.
            let row = if at % 2 == 1 { Row::Edge(at) } else { Row::Full };
            let name = format!("{}/{at}/{}", self.service.operations[call].name, self.recorder.case);
            let one = self.shot(make, How::full(&name).row(row).owner(Owner::Case)).await?;
            let intent = if row == Row::Full { Intent::Valid } else { Intent::Edges };
            let is_elsewhere = one.parents != shot.parents;
            if is_elsewhere || (!self.fire(&one, intent).await?.answer.is_success() && row == Row::Full) {
                break;
            }
        }
        Ok(shot)
    }

    /// The whole list, as it was seen last when nothing was written since.
    async fn known_whole(&mut self, shot: &Shot) -> Result<Walked, Stop> {
        let is_it = |it: &(usize, Vec<String>, Walked)| it.0 == shot.call && it.1 == shot.draft.path;
        if let Some(it) = self.whole_list.as_ref().filter(|it| is_it(it)) {
            return Ok(it.2.clone());
        }
        let walked = self.walk(shot, self.largest_size(shot.call)).await?;
        self.whole_list = Some((shot.call, shot.draft.path.clone(), walked.clone()));
        Ok(walked)
    }

    /// Follows a list to its end, page by page.
    async fn walk(&mut self, shot: &Shot, size: Option<i64>) -> Result<Walked, Stop> {
        let operation = self.service.operations[shot.call].operation;
        let (paging, largest) = (pages(operation), self.largest_size(shot.call));
        let mut walked = Walked { pages: Vec::new(), requests: Vec::new(), total: None, is_complete: false };
        let mut shot = shot.clone();
        let mut position = 0;
        let mut cursors = BTreeSet::new();
        while walked.pages.len() < MOST_PAGES {
            if let (Some(size), Some(Pagination::Offset { limit, .. } | Pagination::Cursor { limit, .. })) =
                (size, &paging)
            {
                shot.draft.replace(operation, limit, &[size.to_string()]);
            }
            if let Some(Pagination::Offset { offset, .. }) = &paging {
                shot.draft.replace(operation, offset, &[position.to_string()]);
            }
            let seen = self.fire(&shot, Intent::Valid).await?;
            if !seen.answer.is_success() {
                return Err(Stop::Case);
            }
            let body = crate::learn::body(&seen).ok_or(Stop::Case)?;
            let page = elements(&body);
            walked.total = walked.total.or(total(self.service.repository, operation, &seen));
            walked.requests.push(seen.request.clone());
            let count = page.len();
            walked.pages.push(page);
            // Walks in small steps show what comes behind a page that is not full; the others need no page to tell the end.
            let is_last =
                largest.is_some_and(|it| size == largest && i64::try_from(count).is_ok_and(|count| count < it));
            let next = match &paging {
                None => None,
                Some(Pagination::Offset { .. }) => (count > 0 && !is_last).then(String::new),
                Some(Pagination::Cursor { next, .. }) => {
                    crate::lists::at(&body, next).filter(|it| !matches!(it, Json::Null)).map(Json::plain_text)
                }
            };
            let Some(next) = next else {
                walked.is_complete = true;
                break;
            };
            if !next.is_empty() && !cursors.insert(next.clone()) {
                break;
            }
            // Where a service skips is what is judged: the next page begins where a full one would have ended.
            position += size.or(self.default_size(shot.call)).map_or(count, |it| usize::try_from(it).unwrap_or(count));
            if let Some(Pagination::Cursor { cursor, .. }) = &paging {
                shot.draft.replace(operation, cursor, &[next]);
            }
        }
        Ok(walked)
    }

    fn judge_list(&mut self, shot: &Shot, walked: &Walked, size: Option<i64>, purpose: &Purpose, others: &[Json]) {
        let service = self.service;
        let world = std::mem::take(&mut self.world);
        let walk = Walk {
            service,
            world: &world,
            call: &service.operations[shot.call],
            purpose,
            size,
            pages: &walked.pages,
            others,
            total: walked.total,
            is_complete: walked.is_complete,
            parents: &shot.parents,
        };
        self.judge_walk(&walk, &walked.requests);
        self.world = world;
    }

    /// Walks of two sizes must bring the same elements: the small one is judged by what the large one holds.
    fn compare_walks(&mut self, shot: &Shot, whole: &Walked, walked: &Walked) {
        let purpose = Purpose::Same;
        if whole.is_complete && walked.is_complete {
            let all = whole.elements();
            self.judge_list(shot, walked, None, &purpose, &all);
        }
    }

    /// The page after the last one.
    pub(super) async fn past_the_end(&mut self, call: usize) -> Result<(), Stop> {
        let operation = self.service.operations[call].operation;
        let Some(Pagination::Offset { offset, .. }) = pages(operation) else { return Err(Stop::Case) };
        let mut shot = self.shot(call, How::full("past")).await?;
        let whole = self.known_whole(&shot).await?;
        if !whole.is_complete {
            return Err(Stop::Case);
        }
        let behind = whole.elements().len() + 1_000;
        let field = operation.parameter(&offset).map(|it| &it.field);
        if field.and_then(apigen_model::Field::maximum).is_some_and(|it| it < i64::try_from(behind).unwrap_or(i64::MAX))
        {
            return Err(Stop::Case);
        }
        shot.draft.replace(operation, &offset, &[behind.to_string()]);
        self.fire(&shot, Intent::PastTheEnd).await.map(|_| ())
    }

    /// A list that is filtered by values that some elements have, and by one that hardly any has.
    pub(super) async fn filter(&mut self, call: usize, name: &str) -> Result<(), Stop> {
        let (field, op) = filtered(self.service, call, name).ok_or(Stop::Case)?;
        let shot = self.peopled(call, SOME).await?;
        let whole = self.known_whole(&shot).await?;
        if !whole.is_complete {
            return Err(Stop::Case);
        }
        let all = whole.elements();
        for values in self.filter_values(call, name, (&field, &op), &all) {
            let operation = self.service.operations[call].operation;
            if !self.are_valid(call, name, &values) {
                continue;
            }
            let mut filtered = shot.clone();
            let sent: Vec<_> = values.iter().flat_map(texts).collect();
            filtered.draft.replace(operation, name, &sent);
            let walked = match self.walk(&filtered, self.largest_size(call)).await {
                // A part of a value need not be a value.
                Err(Stop::Case) => continue,
                other => other?,
            };
            let purpose = Purpose::Filter { field: field.clone(), op: op.clone(), values };
            self.judge_list(&filtered, &walked, self.largest_size(call), &purpose, &all);
        }
        Ok(())
    }

    /// Holds the one page that a valid value of a filter has brought against what the filter says.
    pub(super) fn judge_filtered(&mut self, shot: &Shot, name: &str, texts: &[String], seen: &Seen) {
        let call = &self.service.operations[shot.call];
        let Some((Role::List, _)) = call.role.filter(|_| seen.answer.is_success()) else { return };
        let filter = filtered(self.service, shot.call, name).zip(call.operation.parameter(name));
        let Some((((field, op), parameter), body)) = filter.zip(crate::learn::body(seen)) else { return };
        let ty = parameter.field.ty.element().unwrap_or(&parameter.field.ty);
        let values = texts.iter().map(|it| crate::check::data(self.service.repository, ty, it)).collect();
        let (pages, requests) = (vec![elements(&body)], vec![seen.request.clone()]);
        let walked = Walked { pages, requests, total: None, is_complete: false };
        self.judge_list(shot, &walked, self.default_size(shot.call), &Purpose::Filter { field, op, values }, &[]);
    }

    /// What only another parent's collection holds.
    pub(super) async fn list_elsewhere(&mut self, call: usize, parents: &[String]) -> Result<(), Stop> {
        let mut shot = self.shot(call, How::full("elsewhere")).await?;
        if shot.draft.path.len() != parents.len() {
            return Err(Stop::Case);
        }
        shot.draft.path = parents.to_vec();
        shot.parents = parents.to_vec();
        shot.object = None;
        let walked = self.walk(&shot, self.largest_size(call)).await?;
        self.judge_list(&shot, &walked, self.largest_size(call), &Purpose::All, &[]);
        Ok(())
    }

    /// Whether a parameter may have the values.
    fn are_valid(&self, call: usize, name: &str, values: &[Json]) -> bool {
        let Some(field) = self.service.operations[call].operation.parameter(name).map(|it| &it.field) else {
            return false;
        };
        let checker = Checker::new(self.service.repository, Way::Request);
        let constraints = field.constraints.as_deref().filter(|_| !field.ty.is_list());
        let ty = field.ty.element().unwrap_or(&field.ty);
        values.iter().all(|it| checker.faults_of_data(it, ty, constraints).is_empty())
    }

    /// Values that tell a filter that works from one that does not.
    fn filter_values(&self, call: usize, name: &str, filter: (&str, &str), all: &[Json]) -> Vec<Vec<Json>> {
        let (field, op) = filter;
        let mut present: Vec<&Json> = Vec::new();
        let shown = all.iter().filter_map(|it| crate::lists::at(it, field));
        for value in shown.flat_map(|it| if let Json::Array(each) = it { each.iter().collect() } else { vec![it] }) {
            let is_scalar = !matches!(value, Json::Null | Json::Object(_) | Json::Array(_));
            if is_scalar && !present.contains(&value) && *value != Json::String("".into()) {
                present.push(value);
            }
        }
        let mut found: Vec<Vec<Json>> = Vec::new();
        match (op, present.as_slice()) {
            ("in", [first, .., last]) => {
                found.extend([vec![(*first).clone()], vec![(*first).clone(), (*last).clone()]]);
            }
            // The one that nothing has comes first: who looks at the first one only finds nothing.
            ("in", [only]) => {
                let other = self.other_value(call, name, &present).into_iter().chain([(*only).clone()]);
                found.extend([vec![(*only).clone()], other.collect()]);
            }
            ("contains" | "prefix", [first, ..]) => {
                found.push(vec![(*first).clone()]);
                found.extend(self.parts(call, name, op, &present));
            }
            ("lt" | "lte" | "gt" | "gte", some @ [_, ..]) => found.push(vec![some[some.len() / 2].clone()]),
            (_, [first, ..]) => {
                found.push(vec![(*first).clone()]);
                found.extend(
                    present.iter().find_map(|it| inner(it)).filter(|it| !present.contains(&it)).map(|it| vec![it]),
                );
            }
            (_, []) => {}
        }
        found.extend(self.other_value(call, name, &present).map(|it| vec![it]));
        found
    }

    /// Parts of a text that elements have: some match, and some only look as if they did.
    fn parts(&self, call: usize, name: &str, op: &str, present: &[&Json]) -> Vec<Vec<Json>> {
        const LEAST: usize = 4;
        let parameter = self.service.operations[call].operation.parameter(name).map(|it| &it.field);
        let Some(field) = parameter.filter(|it| it.pattern().is_none() && it.minimum().is_none_or(|it| it <= 1)) else {
            return Vec::new();
        };
        let mut texts = present.iter().filter_map(|it| it.as_str());
        let is_long = |it: &&str| crate::lists::is_plain(it) && it.len() >= LEAST;
        let fits = |it: &&str| field.maximum().is_none_or(|most| i64::try_from(it.len()).is_ok_and(|it| it <= most));
        let Some(text) = texts.find(|it| is_long(it) && fits(it)) else { return Vec::new() };
        let start = if op == "prefix" { &text[..text.len() / 2] } else { &text[..text.len() - 1] };
        [start, &text[1..]].map(|it| vec![Json::String(it.into())]).into()
    }

    /// A valid value that no element has.
    fn other_value(&self, call: usize, name: &str, present: &[&Json]) -> Option<Json> {
        let field = &self.service.operations[call].operation.parameter(name)?.field;
        let ty = field.ty.element().unwrap_or(&field.ty);
        let is_new = |it: &Json| !present.contains(&it) && !it.plain_text().is_empty();
        if let Some(it) = self.service.repository.enum_of(ty) {
            return it.values.iter().map(|it| Json::String(it.wire().into())).find(is_new);
        }
        let rng = Rng::named(self.settings.seed, &format!("other/{name}"));
        let constraints = field.constraints.as_deref().filter(|_| !field.ty.is_list());
        let mut maker = Maker::new(self.service.repository, rng, &|_| None);
        maker.value(name, ty, constraints).filter(is_new)
    }

    /// A list in an order.
    pub(super) async fn sort(&mut self, call: usize, parameter: &str, value: &str) -> Result<(), Stop> {
        let field = value.trim_start_matches(['-', '+']).to_owned();
        let operation = self.service.operations[call].operation;
        let mut shot = self.peopled(call, SOME).await?;
        shot.draft.replace(operation, parameter, &[value.to_owned()]);
        let walked = self.walk(&shot, self.largest_size(call)).await?;
        let purpose = Purpose::Sort { field, is_descending: value.starts_with('-') };
        self.judge_list(&shot, &walked, self.largest_size(call), &purpose, &[]);
        Ok(())
    }

    fn limit(&self, call: usize) -> Option<&apigen_model::Field> {
        let operation = self.service.operations[call].operation;
        let (Pagination::Offset { limit, .. } | Pagination::Cursor { limit, .. }) = pages(operation)?;
        operation.parameter(&limit).map(|it| &it.field)
    }

    /// The size of a page when nothing is asked for.
    fn default_size(&self, call: usize) -> Option<i64> {
        self.limit(call)?.default_text()?.parse().ok()
    }

    /// The largest size that may be asked for, up to what makes sense.
    fn largest_size(&self, call: usize) -> Option<i64> {
        const LARGE: i64 = 100;
        self.limit(call).map(|it| it.maximum().unwrap_or(LARGE).min(LARGE))
    }
}

/// What an answer says about the number of all elements.
fn total(repository: &apigen_model::Repository, operation: &apigen_model::Operation, seen: &Seen) -> Option<i64> {
    let response = crate::check::declared(operation, seen.answer.status)?;
    let is_total = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.contains("total") && !name.contains("page")
    };
    let Some(header) = response.headers.iter().find(|it| is_total(&it.name)) else {
        return told(repository, &response.ty, &crate::learn::body(seen)?);
    };
    seen.answer.header(&header.name)?.trim().parse().ok()
}

/// What the envelope of a list says about the number of all elements.
fn told(repository: &apigen_model::Repository, ty: &apigen_model::Type, body: &Json) -> Option<i64> {
    /// Other totals are sums of something.
    const NAMES: [&str; 6] = ["total", "totalcount", "totalitems", "totalelements", "totalresults", "totalrecords"];
    let is_whole = |ty: &apigen_model::Type| ty.is(Primitive::Integer) || ty.is(Primitive::Long);
    let is_it = |it: &&apigen_model::Field| {
        let name = it.name.replace(['_', '-'], "").to_ascii_lowercase();
        is_whole(&it.ty) && NAMES.contains(&name.as_str())
    };
    let field = repository.model_of(ty)?.fields.iter().find(is_it)?;
    body.get(&field.name)?.plain_text().parse().ok()
}

/// A part of a text that it begins with, for filters that look for parts.
fn inner(value: &Json) -> Option<Json> {
    let text = value.as_str().filter(|it| it.len() >= 4 && it.bytes().all(|it| it.is_ascii_alphanumeric()))?;
    Some(Json::String(text[..text.len() - 1].into()))
}
