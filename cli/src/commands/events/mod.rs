//! `apigen events`: looks at what is published and consumed, and decides on what is in the way.

mod declared;
mod parked;
mod replay;
mod tail;

use apigen_store::{Database, StoreError};
use clap::{Args, Subcommand};

use crate::error::{CliError, Verdict};

/// Look at event streams in a service's database; tell events again, decide on those that failed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen events tail user_events --database postgres://localhost/users        the latest changes and events
  apigen events tail user_events --database sqlite:orders.db --follow         and what comes
  apigen events parked user_events --database sqlite:orders.db                what waits for a decision
  apigen events parked user_events --database sqlite:orders.db --retry 17     try it again
  apigen events replay user_events --database postgres://localhost/users --latest --to order-service")]
pub(crate) struct Events {
    #[command(subcommand)]
    command: EventsCommand,
}

#[derive(Debug, Subcommand)]
enum EventsCommand {
    Tail(tail::Tail),
    Replay(replay::Replay),
    Parked(parked::Parked),
}

/// The database and the stream that a command is about.
#[derive(Debug, Args)]
struct Place {
    /// The stream, by its name in the definition.
    #[arg(value_name = "STREAM")]
    stream: String,
    /// The service's database: `postgres://…` or `sqlite:…`.
    #[arg(long, value_name = "URL", env = "DATABASE_URL", hide_env_values = true)]
    database: String,
}

impl Place {
    async fn open(&self) -> Result<Database, CliError> {
        // A database that is not there must not come about by looking at it.
        let file = self.database.strip_prefix("sqlite:").map(|it| it.trim_start_matches("//"));
        let file = file.and_then(|it| it.split('?').next());
        if let Some(missing) = file.filter(|it| !std::path::Path::new(it).is_file()) {
            return Err(CliError::usage(format!("there is no database `{missing}`"), "check the path"));
        }
        Database::connect(&self.database).await.map_err(|it| failed(&it))
    }
}

impl Events {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let runtime =
            runtime.map_err(|it| CliError::usage(format!("cannot start: {it}"), "free some threads or memory"))?;
        runtime.block_on(async {
            match self.command {
                EventsCommand::Tail(it) => it.run().await,
                EventsCommand::Replay(it) => it.run().await,
                EventsCommand::Parked(it) => it.run().await,
            }
        })
    }
}

fn failed(error: &StoreError) -> CliError {
    CliError::usage(error.to_string(), "check --database, and that the service's tables are there (`apigen sql`)")
}
