//! Shelves on a socket, one answer of which waits for the test.

use std::fmt::Debug;
use std::io::Write as _;
use std::sync::{Arc, Mutex, mpsc};

use apigen_test_conform::shelf::{DEFINITION, Shelves};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::serve::Listener;
use tempfile::NamedTempFile;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::Notify;

use crate::secure::Certificate;

/// The answer that waits is to the creation at this position, when there is something to clean up.
const HELD: usize = 4;

/// Shelves on a socket.
pub(crate) struct Service {
    shelves: Shelves,
    pub(crate) url: String,
    /// The definition of the shelves.
    pub(crate) definition: NamedTempFile,
    gate: Arc<Gate>,
    held: mpsc::Receiver<()>,
    _runtime: Runtime,
}

/// What requests pass, and where one waits.
#[derive(Default)]
struct Gate {
    methods: Mutex<Vec<String>>,
    open: Notify,
}

impl Service {
    pub(crate) fn start() -> Self {
        Self::with("http", |it| it)
    }

    /// With TLS, by a name that its certificate vouches for.
    pub(crate) fn secure(certificate: &Certificate) -> Self {
        Self::with("https", |it| certificate.secure(it))
    }

    fn with<L>(scheme: &str, secure: impl FnOnce(TcpListener) -> L) -> Self
    where
        L: Listener,
        L::Addr: Debug,
    {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let (shelves, gate) = (Shelves::default(), Arc::new(Gate::default()));
        let (holds, held) = mpsc::channel();
        let layer = {
            let gate = Arc::clone(&gate);
            from_fn(move |request: Request, next: Next| {
                let (gate, holds) = (Arc::clone(&gate), holds.clone());
                async move { gate.pass(request, next, &holds).await }
            })
        };
        let router = shelves.router().layer(layer);
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let url = format!("{scheme}://{}", listener.local_addr().unwrap());
        let listener = secure(listener);
        runtime.spawn(async move { axum::serve(listener, router).await });
        let mut definition = tempfile::Builder::new().suffix(".json").tempfile().unwrap();
        definition.write_all(DEFINITION.as_bytes()).unwrap();
        Self { shelves, url, definition, gate, held, _runtime: runtime }
    }

    /// Waits until something was made whose answer is held back.
    pub(crate) fn wait(&self) {
        self.held.recv().unwrap();
    }

    /// Lets the answer go that was held back.
    pub(crate) fn release(&self) {
        self.gate.open.notify_one();
    }

    /// The methods of all requests so far.
    pub(crate) fn methods(&self) -> Vec<String> {
        self.gate.methods.lock().unwrap().clone()
    }

    /// How many shelves and books there are.
    pub(crate) fn kept(&self) -> [usize; 2] {
        self.shelves.kept()
    }
}

impl Gate {
    async fn pass(&self, request: Request, next: Next, holds: &mpsc::Sender<()>) -> Response {
        let method = request.method().to_string();
        let answer = next.run(request).await;
        let creations = {
            let mut methods = self.methods.lock().unwrap();
            methods.push(method.clone());
            methods.iter().filter(|it| *it == "POST").count()
        };
        if method == "POST" && creations == HELD {
            holds.send(()).unwrap();
            self.open.notified().await;
        }
        answer
    }
}
