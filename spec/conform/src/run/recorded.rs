//! Exchanges that somebody else has had: judged in their order, without sending anything.

use apigen_model::{Json, Location};
use percent_encoding::percent_decode_str;

use super::{Order, Session, Watch};
use crate::Service;
use crate::exchange::{Answer, Request};
use crate::law::{Intent, Seen};
use crate::report::{Ending, Report};
use crate::service::path_values;
use crate::settings::Settings;

/// An exchange that somebody else has had.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// What was sent; its target is relative to where the service lives.
    pub request: Request,
    /// What came back.
    pub answer: Answer,
}

/// Holds recorded exchanges against every law that needs no request of its own.
pub fn judge_recorded(service: &Service<'_>, settings: &Settings, all: &[Recorded]) -> Report {
    let mut watch = Watch::new(service, settings);
    for exchange in all {
        watch.judge(exchange, Order::Alone);
    }
    watch.report(Ending::Done)
}

impl Session<'_> {
    /// What a recorded exchange is about; nothing when the definition does not have the operation.
    pub(super) fn recognise(&self, exchange: &Recorded) -> Option<Seen> {
        let request = &exchange.request;
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        let call = self.service.route(&request.method, path)?;
        let operation = self.service.operations[call].operation;
        let values = path_values(&operation.path, path);
        let links = self.links(&operation.path);
        let role = self.service.operations[call].role;
        let target = links.iter().rposition(|it| it.is_some() && *it == role.map(|it| it.1));
        let object = target.and_then(|at| self.world.find(role?.1, values.get(..at)?, values.get(at)?));
        let (parents, key) = self.named(role, &operation.path, &values, object);
        let names = query.split('&').filter_map(|it| it.split_once('='));
        let parameters = names.map(|(name, text)| (decode(name), decode(text)));
        let known = |it: &(String, String)| operation.parameter(&it.0).is_some_and(|it| it.location == Location::Query);
        let body = request.body.as_deref().map(String::from_utf8_lossy);
        Some(Seen {
            call: Some(call),
            intent: Intent::Recorded,
            request: request.clone(),
            answer: exchange.answer.clone(),
            sent: body.and_then(|it| Json::parse(&it)),
            parameters: parameters.filter(known).collect(),
            parents,
            key,
            object,
            is_private: false,
        })
    }
}

fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', "%20")).decode_utf8_lossy().into_owned()
}
