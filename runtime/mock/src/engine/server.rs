//! The service as a router, with a world of its own.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use apigen_http::server::{self, Call, Halt, Response, Router, Routes};

use super::access::Tokens;
use super::answer::{answer, unauthorized};
use super::data::{self, DataError};
use super::run::run;
use super::service::Service;
use super::world::World;

/// A whole service in memory.
///
/// It checks requests as a generated server does, answers what the definition declares, and keeps what it is told:
/// what was created can be read, listed, changed and deleted. Two servers with one seed and the same requests give the
/// same answers. Clones share what they know.
#[derive(Debug, Clone)]
pub struct Server {
    service: &'static Service,
    tokens: Tokens,
    delay: Duration,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Debug)]
struct Shared {
    world: World,
    /// What [`Server::reset`] goes back to.
    beginning: World,
}

/// A method and a path that the server answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// `GET`.
    pub method: &'static str,
    /// `/users/:id`.
    pub path: &'static str,
}

impl Server {
    /// A server that knows nothing yet.
    pub fn new(service: &'static Service) -> Self {
        Self::with_seed(service, 0)
    }

    /// A server whose made-up values follow from a seed; 0 is that of [`Server::new`].
    pub fn with_seed(service: &'static Service, seed: u64) -> Self {
        let world = World::new(service.description.stores.len(), seed);
        let shared = Shared { beginning: world.clone(), world };
        Self { service, tokens: Tokens::default(), delay: Duration::ZERO, shared: Arc::new(Mutex::new(shared)) }
    }

    /// The same server, which takes these credentials.
    #[must_use]
    pub fn tokens(mut self, tokens: Tokens) -> Self {
        self.tokens = tokens;
        self
    }

    /// The same server, which answers this much later.
    #[must_use]
    pub fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Adds objects: a JSON object of paths, each with an array of objects, or with one where there is but one.
    ///
    /// `{"/users": [{"handle": "ada"}], "/users/usr-1/profile": {…}}`; what is required and not said is made up.
    ///
    /// # Errors
    /// [`DataError`]: the first path or object that cannot be, and why; nothing is added then.
    pub fn load(&self, data: &str) -> Result<(), DataError> {
        let mut shared = self.lock();
        let mut world = shared.world.clone();
        data::load(&mut world, self.service, data)?;
        shared.beginning = world.clone();
        shared.world = world;
        Ok(())
    }

    /// Forgets everything but what was loaded.
    pub fn reset(&self) {
        let mut shared = self.lock();
        shared.world = shared.beginning.clone();
    }

    /// What the server answers, in the order of the definition.
    pub fn routes(&self) -> impl Iterator<Item = Route> {
        self.service.description.operations.iter().map(|it| Route { method: &it.method, path: &it.path })
    }

    /// The router, to be called in this process or served on a socket.
    pub fn router(&self) -> Router {
        let server = Arc::new(self.clone());
        let routes = (0..self.service.operations.len()).fold(Routes::default(), |routes: Routes, index| {
            let facts = &self.service.operations[index];
            let path = facts.facts.path.as_str();
            let operation = server::Operation::new(&facts.facts.name, facts.method.clone(), path);
            routes.on(operation, &server, move |server, call| handle(server, index, call))
        });
        routes.into_router()
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn handle(server: Arc<Server>, index: usize, call: Call<()>) -> Result<Response, Halt> {
    let operation = &server.service.operations[index];
    if !server.delay.is_zero() {
        tokio::time::sleep(server.delay).await;
    }
    if operation.declares(401) && !server.tokens.admit(operation.facts.access, &call.parts().headers) {
        let source = &mut server.lock().world.source;
        return Ok(unauthorized(server.service, source, operation));
    }
    let said = call.read_as(operation.content(), operation.refusal, |input| operation.receive(input)).await?;
    let world = &mut server.lock().world;
    let outcome = run(world, server.service, operation, &said);
    Ok(answer(server.service, &mut world.source, operation, outcome))
}
