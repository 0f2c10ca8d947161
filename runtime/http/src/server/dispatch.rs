//! A request at the paths of a template: to the operation that it is meant for, or what HTTP says when there is none.

use std::future::ready;
use std::sync::Arc;

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode, header};

use super::call::{Call, Variables};
use super::media;
use super::observe::observed;
use super::refusal;
use super::routes::{Answer, Route};

/// Runs the first route that has the method and matches the path.
pub(crate) async fn dispatch<S>(routes: Arc<[Arc<Route<S>>]>, state: S, request: Request) -> Response {
    let (path, method) = (request.uri().path(), request.method());
    let from_get = || find(&routes, &Method::GET, path).filter(|_| method == Method::HEAD);
    match find(&routes, method, path).or_else(from_get) {
        Some((route, variables)) => observed(&route.operation, request, |it| begin(route, variables, state, it)).await,
        None => unmatched(&routes, &request),
    }
}

fn find<'r, S>(routes: &'r [Arc<Route<S>>], method: &Method, path: &str) -> Option<(&'r Route<S>, Variables)> {
    let mut routes = routes.iter().filter(|it| it.operation.method == *method);
    routes.find_map(|it| Some((&**it, it.pattern.matches(path)?)))
}

/// The answer in the making; it is boxed at once, so that what awaits it moves a pointer and no request.
fn begin<S>(route: &Route<S>, variables: Variables, state: S, request: Request) -> Answer {
    if let Some(refusal) = route.operation.not_acceptable.filter(|_| !media::accepts_json(request.headers())) {
        return Box::pin(ready(Ok(refusal.answer(&[]))));
    }
    (route.run)(Call::new(request, variables, state, route.settings))
}

/// `OPTIONS` tells what a path has; a method that it does not have is 405, and a path that nothing matches 404.
fn unmatched<S>(routes: &[Arc<Route<S>>], request: &Request) -> Response {
    let path = request.uri().path();
    let matching = routes.iter().filter(|it| it.pattern.matches(path).is_some());
    let mut allowed: Vec<_> = matching.map(|it| it.operation.method.as_str()).collect();
    if allowed.is_empty() {
        return refusal::problem(StatusCode::NOT_FOUND);
    }
    if allowed.contains(&"GET") {
        allowed.push("HEAD");
    }
    allowed.push("OPTIONS");
    allowed.sort_unstable();
    allowed.dedup();
    let allow = [(header::ALLOW, allowed.join(", "))];
    if request.method() == Method::OPTIONS {
        return (StatusCode::NO_CONTENT, allow).into_response();
    }
    (allow, refusal::problem(StatusCode::METHOD_NOT_ALLOWED)).into_response()
}
