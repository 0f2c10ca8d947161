//! The arguments that every service takes, and its life from start to end.

use std::io::{self, Write as _};
use std::sync::Arc;

use apigen_events::transport::{Transport, TransportError};
use apigen_http::server::{Router, shutdown};
use clap::Args;
use tracing_subscriber::filter::LevelFilter;

use crate::{DEMO_TOKEN, Tokens, start};

/// Where to listen, and to whom.
#[derive(Debug, Args)]
pub struct Listen {
    /// The address to listen on.
    #[arg(long, env = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// A bearer token that callers may use, with all scopes; may be given several times.
    #[arg(long = "token", env = "TOKENS", value_delimiter = ',', default_value = DEMO_TOKEN, hide_env_values = true)]
    tokens: Vec<String>,
    /// Which events are printed on standard error: off, error, warn, info, debug or trace.
    #[arg(long, env = "LOG", default_value = "info")]
    log: LevelFilter,
    /// Start, say where, and stop.
    #[arg(long)]
    once: bool,
}

/// Where to keep data.
#[derive(Debug, Args)]
pub struct Storage {
    /// The database: `sqlite:FILE`, `postgres://…`, or `sqlite::memory:` for one that is forgotten.
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite::memory:", hide_env_values = true)]
    pub database_url: String,
}

/// How events travel.
#[derive(Debug, Args)]
pub struct Carrier {
    /// What carries events between services: `postgres://…`, `nats://…`, `amqp://…`, or `memory:`, which ends with the
    /// process.
    #[arg(long, env = "TRANSPORT_URL", default_value = "memory:", hide_env_values = true)]
    transport_url: String,
}

impl Carrier {
    /// The transport of the URL; nothing is connected before it is used.
    pub fn connect(&self) -> Result<Arc<dyn Transport>, TransportError> {
        apigen_events::connect(&self.transport_url)
    }
}

impl Listen {
    /// The tokens that callers may use.
    pub fn tokens(&self) -> Tokens {
        Tokens::new(self.tokens.clone())
    }

    /// Serves a router until the process is told to stop; the first line of output is the address.
    ///
    /// What the runtime tells of every request goes to standard error.
    pub async fn run(&self, port: u16, router: Router) -> io::Result<()> {
        tracing_subscriber::fmt().with_max_level(self.log).with_writer(io::stderr).init();
        let running = start(&self.host, port, router).await?;
        writeln!(io::stdout(), "{}", running.url())?;
        if !self.once {
            shutdown().await;
        }
        running.stop().await
    }
}
