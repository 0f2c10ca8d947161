//! `apigen mock`: services in memory, straight from definitions.

use std::path::PathBuf;
use std::time::Duration;

use apigen_generator::mock::describe;
use apigen_http::server::{serve, shutdown};
use apigen_mock::{Description, Server, Service, Tokens};
use apigen_model::{DefinitionId, Repository};
use clap::Args;
use tokio::net::TcpListener;

use crate::commands::target::{can_be_generated, served};
use crate::console::{note, outln};
use crate::error::{CliError, Verdict};
use crate::workspace::Workspace;

/// Serve definitions from memory: what is created can be read, listed, changed and deleted.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen mock                               the repository around the current folder
  apigen mock user.json --port 8081         one definition
  apigen mock --namespace io.acme.user.v0 --data users.json

Requests are checked as a generated server checks them, and answers are what the
definition declares. Values with `references` must name what is there, when the
mock keeps such objects. Made-up values follow from --seed and the order of
requests; time begins at 2026-01-01T00:00:00Z, and each write takes a second.
GET /_internal_/healthcheck answers as soon as the service does; ctrl-c ends it.

The file of --data holds paths with their objects; what is required and not said
is made up:
  {\"/users\": [{\"id\": \"usr-1\", \"handle\": \"ada\"}],
   \"/users/usr-1/profile\": {\"email\": \"ada@acme.example\"}}")]
pub(crate) struct Mock {
    /// Files and folders; the repository around the current folder when there are none.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Serve these namespaces instead of all that were given.
    #[arg(long, value_name = "NAMESPACE", value_delimiter = ',')]
    namespace: Vec<String>,
    /// The port; 0 for any free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The address to listen on.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: String,
    /// Objects to begin with: a JSON file.
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// What made-up values follow from.
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// A token that callers may have; any, when none is named. Operations with `auth` and a declared 401 ask for one.
    #[arg(long, value_name = "TOKEN", conflicts_with = "open")]
    token: Vec<String>,
    /// Ask nobody for credentials.
    #[arg(long)]
    open: bool,
    /// Answer this much later.
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 0)]
    delay: u64,
}

impl Mock {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        let workspace = Workspace::open(&self.paths)?;
        let repository = workspace.load()?;
        if !can_be_generated(&workspace, &repository) {
            note!("nothing is served: mend the errors above first");
            return Ok(Verdict::Findings);
        }
        let definitions = served(&repository, &self.namespace)?;
        let server = self.server(&repository, &definitions)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let runtime =
            runtime.map_err(|it| CliError::usage(format!("cannot start: {it}"), "free some threads or memory"))?;
        runtime.block_on(self.listen(&server))?;
        Ok(Verdict::Clean)
    }

    fn server(&self, repository: &Repository, definitions: &[DefinitionId]) -> Result<Server, CliError> {
        let description = describe(repository, definitions).to_string();
        let description = Description::parse(&description).map_err(|it| {
            CliError::usage(it.to_string(), "this is a mistake of apigen: report it with the definition")
        })?;
        let server = Server::with_seed(Box::leak(Box::new(Service::new(description))), self.seed);
        let server = server.tokens(self.tokens()).delayed(Duration::from_millis(self.delay));
        if let Some(path) = &self.data {
            let data = std::fs::read_to_string(path).map_err(|it| CliError::io("read", path, it))?;
            let help = "`apigen mock --help` shows what such a file looks like";
            server.load(&data).map_err(|it| CliError::usage(format!("cannot use {}: {it}", path.display()), help))?;
        }
        Ok(server)
    }

    fn tokens(&self) -> Tokens {
        match self.token.as_slice() {
            _ if self.open => Tokens::Ignored,
            [] => Tokens::Any,
            some => Tokens::These(some.to_vec()),
        }
    }

    async fn listen(&self, server: &Server) -> Result<(), CliError> {
        let unable = |it: std::io::Error| {
            let what = format!("cannot listen on {} port {}: {it}", self.host, self.port);
            CliError::usage(what, "choose another with --host and --port; port 0 is any free one")
        };
        let listener = TcpListener::bind((self.host.as_str(), self.port)).await.map_err(unable)?;
        let address = listener.local_addr().map_err(unable)?;
        for route in server.routes() {
            outln!("{:<7} {}", route.method, route.path);
        }
        outln!("\nhttp://{address} answers; ctrl-c ends it");
        serve(listener, server.router(), shutdown()).await.map_err(unable)
    }
}
