//! `apigen events replay`: events are told once more.

use std::path::PathBuf;

use apigen_events::{Chosen, ConsumerName, ReplayRequest};
use apigen_types::DateTime;
use clap::Args;

use super::declared::Declared;
use super::{Place, failed};
use crate::console::outln;
use crate::error::{CliError, Verdict};

/// Queue recorded changes of a stream once more; the service's relay publishes them behind what is new.
///
/// Events keep their ids and carry a replay id. A consumer takes each of them once a replay.
#[derive(Debug, Args)]
pub(super) struct Replay {
    #[command(flatten)]
    place: Place,
    /// Definitions that declare the stream; the repository around the current folder when there are none.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    chosen: Choice,
    /// The only consumer that takes them; all when absent.
    #[arg(long, value_name = "CONSUMER")]
    to: Option<String>,
    /// The most events a second.
    #[arg(long, value_name = "N")]
    rate: Option<u32>,
}

/// Which changes.
#[derive(Debug, Args)]
struct Choice {
    /// The changes with these journal ids, such as `1200..1300`, both included.
    #[arg(long, value_name = "FROM..TO", group = "choice", required_unless_present_any = ["since", "key", "latest"])]
    ids: Option<String>,
    /// The changes from this moment on, such as `2026-11-21T10:00:00Z`.
    #[arg(long, value_name = "TIME", group = "choice")]
    since: Option<DateTime>,
    /// With --since: the changes before this moment; now when absent.
    #[arg(long, value_name = "TIME", requires = "since")]
    until: Option<DateTime>,
    /// All changes of this key.
    #[arg(long, value_name = "KEY", group = "choice")]
    key: Option<String>,
    /// The latest change of every key: what a new consumer needs.
    #[arg(long, group = "choice")]
    latest: bool,
}

impl Choice {
    fn chosen(&self) -> Result<Chosen, CliError> {
        if let Some(ids) = &self.ids {
            let range = ids.split_once("..").and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
            let (from, to) = range.ok_or_else(|| {
                CliError::usage(format!("`{ids}` is no range of journal ids"), "write it as `1200..1300`")
            })?;
            return Ok(Chosen::Ids(from, to));
        }
        if let Some(since) = self.since {
            return Ok(Chosen::Times(since, self.until.unwrap_or_else(DateTime::now)));
        }
        Ok(self.key.clone().map_or(Chosen::LatestPerKey, Chosen::Key))
    }
}

impl Replay {
    pub(super) async fn run(self) -> Result<Verdict, CliError> {
        let mut request = ReplayRequest::new(self.chosen.chosen()?);
        if let Some(name) = &self.to {
            let name = ConsumerName::new(name).map_err(|it| CliError::usage(it.to_string(), "check --to"))?;
            request = request.to(name);
        }
        if let Some(rate) = self.rate {
            request = request.at_most(rate);
        }
        let declared = Declared::find(&self.paths, &self.place.stream)?;
        let database = self.place.open().await?;
        let journals = declared.journals(database.engine());
        let queued = request.queue(&database, &journals).await.map_err(|it| failed(&it))?;
        outln!("queued {} changes of `{}` as replay {}", queued.changes, declared.table, queued.replay_id);
        Ok(Verdict::Clean)
    }
}
