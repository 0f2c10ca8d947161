//! Operations by method and path, and the axum router made of them.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::{MethodRouter, any};
use http::Method;

use super::call::{Call, Halt};
use super::dispatch::dispatch;
use super::health::{self, Health};
use super::operation::Operation;
use super::pattern::Pattern;
use super::settings::Settings;

/// Operations by method and path; several of these merge, and a router comes of them.
///
/// Unlike with a plain router, no two routes conflict: names of variables do not matter, the most precise path that has
/// the method wins, and of two routes with equal method and path the first is kept.
pub struct Routes<S = ()> {
    all: Vec<Route<S>>,
    conflicts: Vec<Conflict>,
    health: Health,
}

/// Two operations with one method and one path, names of variables aside; requests reach the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The method.
    pub method: Method,
    /// The path of the operation that is not reached.
    pub path: &'static str,
}

/// An operation that requests can reach.
pub(crate) struct Route<S> {
    pub(crate) operation: Operation,
    pub(crate) pattern: Pattern,
    pub(crate) settings: Settings,
    pub(crate) run: Run<S>,
}

type Run<S> = Box<dyn Fn(Call<S>) -> Answer + Send + Sync>;

/// An answer in the making; what ends a call early is an answer too.
pub(crate) type Answer = Pin<Box<dyn Future<Output = Result<Response, Halt>> + Send>>;

impl<S> Default for Routes<S> {
    fn default() -> Self {
        Self { all: Vec::new(), conflicts: Vec::new(), health: Health::default() }
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// Adds an operation of a service.
    #[must_use]
    pub fn on<T, F, R>(mut self, operation: Operation, service: &Arc<T>, handler: F) -> Self
    where
        T: Send + Sync + 'static,
        F: Fn(Arc<T>, Call<S>) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Response, Halt>> + Send + 'static,
    {
        let service = Arc::clone(service);
        let run = Box::new(move |call| -> Answer { Box::pin(handler(Arc::clone(&service), call)) });
        self.add(Route::new(operation, run));
        self
    }

    /// Adds all operations of another resource or service, and its health checks.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.conflicts.extend(other.conflicts);
        self.health = self.health.and(other.health);
        other.all.into_iter().for_each(|it| self.add(it));
        self
    }

    /// Decides about the operations that are there so far what no definition says: once a service, or for some.
    ///
    /// ```
    /// # let routes = apigen_http::server::Routes::<()>::default();
    /// let routes = routes.configure(|operation, settings| {
    ///     settings.body_limit = if operation.name() == "upload_picture" { 8 << 20 } else { 64 << 10 };
    /// });
    /// ```
    #[must_use]
    pub fn configure(mut self, decide: impl Fn(&Operation, &mut Settings)) -> Self {
        self.all.iter_mut().for_each(|it| decide(&it.operation, &mut it.settings));
        self
    }

    /// Adds to what the built-in health check asks; see [`Health`].
    #[must_use]
    pub fn health(mut self, health: Health) -> Self {
        self.health = self.health.and(health);
        self
    }

    /// Operations that no request reaches, because an earlier one has the same method and path.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// The router.
    ///
    /// `HEAD` works wherever there is `GET`, `OPTIONS` says what else does, 405 has `Allow`; and where no operation is
    /// `GET /_internal_/healthcheck`, the built-in health check is.
    pub fn into_router(mut self) -> Router<S> {
        self.add_health();
        let all: Vec<_> = self.all.into_iter().map(Arc::new).collect();
        let templates = all.iter().map(|it| (it.pattern.template(), it.pattern.widened()));
        let templates: BTreeMap<_, _> = templates.collect();
        let router = Router::new().without_v07_checks();
        templates.iter().fold(router, |router, (template, pattern)| router.route(template, endpoint(&all, pattern)))
    }

    fn add(&mut self, route: Route<S>) {
        if self.all.iter().any(|it| it.is_same(&route)) {
            let Operation { method, path, .. } = route.operation;
            self.conflicts.push(Conflict { method, path });
        } else {
            self.all.push(route);
        }
    }

    /// The health check of the definition, where there is one, comes before the one that is built in.
    fn add_health(&mut self) {
        let health = std::mem::take(&mut self.health);
        let run = Box::new(move |_| -> Answer { Box::pin(health::answer(health.clone())) });
        let route = Route::new(health::OPERATION, run);
        if !self.all.iter().any(|it| it.is_same(&route)) {
            self.all.push(route);
        }
    }
}

impl<S> Route<S> {
    fn new(operation: Operation, run: Run<S>) -> Self {
        let pattern = Pattern::parse(operation.path);
        Self { operation, pattern, settings: Settings::default(), run }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.operation.method == other.operation.method && self.pattern.is_same(&other.pattern)
    }
}

/// What answers the paths of a template: every route that may match one of them.
fn endpoint<S>(routes: &[Arc<Route<S>>], pattern: &Pattern) -> MethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    let mut routes: Vec<_> = routes.iter().filter(|it| it.pattern.overlaps(pattern)).cloned().collect();
    routes.sort_by(|left, right| left.pattern.precedence(&right.pattern));
    let routes: Arc<[_]> = routes.into();
    any(move |State(state): State<S>, request: Request| dispatch(Arc::clone(&routes), state, request))
}
