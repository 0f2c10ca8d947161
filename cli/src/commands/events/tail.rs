//! `apigen events tail`: the latest events, and what comes.

use std::path::PathBuf;
use std::time::Duration;

use apigen_events::{ParkedEvents, Tail as Reader, Told};
use clap::Args;
use serde_json::{Value, json};

use super::declared::Declared;
use super::{Place, failed};
use crate::console::outln;
use crate::error::{CliError, Verdict};

/// Show the latest events of a stream: what a consumer has received, or what its owner has recorded; one JSON line each.
#[derive(Debug, Args)]
pub(super) struct Tail {
    #[command(flatten)]
    place: Place,
    /// Definitions that declare the stream; the repository around the current folder when there are none.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How many of the latest are shown.
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
    lines: u32,
    /// Go on with what comes.
    #[arg(long, short)]
    follow: bool,
}

impl Tail {
    pub(super) async fn run(self) -> Result<Verdict, CliError> {
        let database = self.place.open().await?;
        let is_inbox = ParkedEvents::of(&database, &self.place.stream).exist().await.map_err(|it| failed(&it))?;
        let mut reader = if is_inbox {
            Reader::of_inbox(&database, &self.place.stream)
        } else {
            let declared = Declared::find(&self.paths, &self.place.stream)?;
            let columns: Vec<_> = declared.columns.iter().map(String::as_str).collect();
            Reader::of_journal(&database, &declared.journal(database.engine()), &declared.key, &columns)
        };
        let mut limit = self.lines;
        loop {
            for told in reader.next(limit).await.map_err(|it| failed(&it))? {
                outln!("{}", line(&told));
            }
            if !self.follow {
                return Ok(Verdict::Clean);
            }
            limit = 1000;
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}

fn line(told: &Told) -> Value {
    let body: Value = serde_json::from_str(&told.body).unwrap_or_else(|_| told.body.as_str().into());
    json!({
        "time": told.time.to_string(), "type": told.kind, "key": told.key, "sequence": told.sequence, "body": body,
    })
}
