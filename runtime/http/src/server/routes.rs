//! Operations by method and path, and the axum router made of them.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use http::{Method, StatusCode, header};

use super::call::{Call, Halt};
use super::pattern::Pattern;
use super::refusal;

/// Operations by method and path; several of these merge, and a router comes of them.
///
/// Unlike with a plain router, no two routes conflict: names of variables do not matter, the most precise path that has
/// the method wins, and of two routes with equal method and path the first is kept.
pub struct Routes<S = ()> {
    routes: Vec<Arc<Route<S>>>,
    conflicts: Vec<Conflict>,
}

/// Two operations with one method and one path, names of variables aside; requests reach the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The method.
    pub method: Method,
    /// The path of the operation that is not reached.
    pub path: &'static str,
}

struct Route<S> {
    method: Method,
    path: &'static str,
    pattern: Pattern,
    run: Box<dyn Fn(Call<S>) -> Answer + Send + Sync>,
}

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

impl<S> Default for Routes<S> {
    fn default() -> Self {
        Self { routes: Vec::new(), conflicts: Vec::new() }
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// Adds an operation of a service.
    #[must_use]
    pub fn on<T, F, R>(mut self, method: &Method, path: &'static str, service: &Arc<T>, operation: F) -> Self
    where
        T: Send + Sync + 'static,
        F: Fn(Arc<T>, Call<S>) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Response, Halt>> + Send + 'static,
    {
        let service = Arc::clone(service);
        let run = Box::new(move |call| -> Answer {
            let answer = operation(Arc::clone(&service), call);
            Box::pin(async { answer.await.unwrap_or_else(Halt::into_response) })
        });
        self.add(Arc::new(Route { method: method.clone(), path, pattern: Pattern::parse(path), run }));
        self
    }

    /// Adds all operations of another resource or service.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.conflicts.extend(other.conflicts);
        other.routes.into_iter().for_each(|it| self.add(it));
        self
    }

    /// Operations that no request reaches, because an earlier one has the same method and path.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// The router: 405 with `Allow` for methods that a path does not have, `HEAD` wherever there is `GET`.
    pub fn into_router(self) -> Router<S> {
        let templates = self.routes.iter().map(|it| (it.pattern.template(), it.pattern.widened()));
        let templates: BTreeMap<_, _> = templates.collect();
        let router = Router::new().without_v07_checks();
        templates.iter().fold(router, |router, (template, pattern)| router.route(template, self.endpoint(pattern)))
    }

    fn add(&mut self, route: Arc<Route<S>>) {
        let same = |it: &Arc<Route<S>>| it.method == route.method && it.pattern.is_same(&route.pattern);
        if self.routes.iter().any(same) {
            self.conflicts.push(Conflict { method: route.method.clone(), path: route.path });
        } else {
            self.routes.push(route);
        }
    }

    /// What answers the paths of a template: every route that may match one of them.
    fn endpoint(&self, pattern: &Pattern) -> MethodRouter<S> {
        let mut routes: Vec<_> = self.routes.iter().filter(|it| it.pattern.overlaps(pattern)).cloned().collect();
        routes.sort_by(|left, right| left.pattern.precedence(&right.pattern));
        let methods = routes.iter().filter_map(|it| MethodFilter::try_from(it.method.clone()).ok());
        let Some(methods) = methods.reduce(MethodFilter::or) else { return MethodRouter::new() };
        let routes: Arc<[_]> = routes.into();
        on(methods, move |State(state): State<S>, request: Request| dispatch(Arc::clone(&routes), state, request))
    }
}

/// Runs the first route that has the method and matches the path.
async fn dispatch<S: Send + Sync>(routes: Arc<[Arc<Route<S>>]>, state: S, request: Request) -> Response {
    let path = request.uri().path();
    let matching = || routes.iter().filter_map(|it| Some((it, it.pattern.matches(path)?)));
    let of = |method: &Method| matching().find(|(it, _)| it.method == *method);
    let from_get = || of(&Method::GET).filter(|_| request.method() == Method::HEAD);
    let Some((route, variables)) = of(request.method()).or_else(from_get) else {
        let allowed: Vec<_> = matching().map(|(it, _)| it.method.clone()).collect();
        return unmatched(&allowed);
    };
    let variables = variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    (route.run)(Call::new(request, variables, state)).await
}

fn unmatched(allowed: &[Method]) -> Response {
    if allowed.is_empty() {
        return refusal::problem(StatusCode::NOT_FOUND, &[]);
    }
    let mut names: Vec<_> = allowed.iter().map(Method::as_str).collect();
    if names.contains(&"GET") {
        names.push("HEAD");
    }
    names.sort_unstable();
    names.dedup();
    ([(header::ALLOW, names.join(","))], refusal::problem(StatusCode::METHOD_NOT_ALLOWED, &[])).into_response()
}
