//! `apigen events parked`: what waits for a decision.

use apigen_events::{FailedChanges, ParkedEvents};
use apigen_store::Database;
use clap::Args;

use super::{Place, failed};
use crate::console::outln;
use crate::error::{CliError, Verdict};

/// Show events that a consumer could not handle and changes that a producer could not publish, and decide on them.
///
/// Exits with 1 when something waits.
#[derive(Debug, Args)]
pub(super) struct Parked {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    decision: Decision,
}

/// At most one decision.
#[derive(Debug, Args)]
#[group(multiple = false)]
struct Decision {
    /// Try this one again, and then those of its key that wait for it.
    #[arg(long, value_name = "NUMBER")]
    retry: Option<i64>,
    /// Try all of them again.
    #[arg(long)]
    retry_all: bool,
    /// Leave this one out for good; those that wait for it go on.
    #[arg(long, value_name = "NUMBER")]
    skip: Option<i64>,
    /// Handle events that were kept because no version knew this discriminator.
    #[arg(long, value_name = "DISCRIMINATOR")]
    reprocess: Option<String>,
}

impl Parked {
    pub(super) async fn run(self) -> Result<Verdict, CliError> {
        let database = self.place.open().await?;
        let events = ParkedEvents::of(&database, &self.place.stream);
        let changes = FailedChanges::named(&database, &self.place.stream);
        if events.exist().await.map_err(|it| failed(&it))? {
            return consumed(&events, &self.decision).await;
        }
        if changes.exist().await.map_err(|it| failed(&it))? {
            return produced(&changes, &self.decision).await;
        }
        let what = format!("the database neither publishes nor consumes a stream `{}`", self.place.stream);
        Err(CliError::usage(what, known(&database)))
    }
}

fn known(database: &Database) -> String {
    format!("check the name of the stream, and that this {} database is the service's", database.engine())
}

async fn consumed(events: &ParkedEvents, decision: &Decision) -> Result<Verdict, CliError> {
    let decided = match decision {
        Decision { retry: Some(number), .. } => Some(events.retry(*number).await.map(u64::from)),
        Decision { skip: Some(number), .. } => Some(events.skip(*number).await.map(u64::from)),
        Decision { reprocess: Some(name), .. } => Some(events.reprocess(name).await),
        Decision { retry_all: true, .. } => Some(events.retry_all().await),
        _ => None,
    };
    if let Some(decided) = decided {
        return told(decided.map_err(|it| failed(&it))?);
    }
    let list = events.list(100).await.map_err(|it| failed(&it))?;
    for it in &list {
        outln!(
            "{}  {}  {}  {} after {} tries since {}, {} more wait: {}",
            it.place,
            it.key,
            it.event_id,
            it.state,
            it.attempts,
            it.first_at,
            it.waiting,
            it.error
        );
    }
    for (discriminator, count) in events.unknown().await.map_err(|it| failed(&it))? {
        outln!("{count} events of `{discriminator}` were kept, since no version knew them");
    }
    Ok(if list.is_empty() { Verdict::Clean } else { Verdict::Findings })
}

async fn produced(changes: &FailedChanges, decision: &Decision) -> Result<Verdict, CliError> {
    let list = changes.list(100).await.map_err(|it| failed(&it))?;
    let decided = match decision {
        Decision { retry: Some(number), .. } => match list.iter().find(|it| it.number == *number) {
            Some(it) => Some(changes.retry(&it.key).await),
            None => Some(Ok(0)),
        },
        Decision { skip: Some(number), .. } => Some(changes.skip(*number).await.map(u64::from)),
        Decision { retry_all: true, .. } => Some(changes.retry_all().await),
        Decision { reprocess: Some(_), .. } => {
            return Err(CliError::usage("a producer keeps no unknown events", "ask the database of a consumer"));
        }
        _ => None,
    };
    if let Some(decided) = decided {
        return told(decided.map_err(|it| failed(&it))?);
    }
    for it in &list {
        outln!("{}  {} {} {}  since {}: {}", it.number, it.table, it.journal_id, it.key, it.first_at, it.error);
    }
    Ok(if list.is_empty() { Verdict::Clean } else { Verdict::Findings })
}

fn told(count: u64) -> Result<Verdict, CliError> {
    if count == 0 {
        return Err(CliError::usage(
            "nothing of that kind waits",
            "`apigen events parked` without a decision lists what does",
        ));
    }
    outln!("decided on {count}");
    Ok(Verdict::Clean)
}
