//! One commit for many writers: what makes single writes on SQLite quick.
//!
//! A commit waits for the disk, and there is one at a time. So statements that arrive while one is under way are run
//! together in the next: each fails or succeeds by itself, and nobody gets an answer before the disk has it.

use sqlx::SqlitePool;
use tokio::sync::{mpsc, oneshot};

use crate::{Author, StoreError, Transaction, Value};

/// As many statements as one commit is shared by.
const MOST: usize = 256;

/// What is gone when a statement has undone the whole transaction.
const MARK: &str = "savepoint apigen_group";
const MARK_AGAIN: &str = "release apigen_group; savepoint apigen_group";

/// The way to the task that writes; the task ends with the last of them.
#[derive(Debug, Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
}

#[derive(Debug)]
struct Job {
    write: Write,
    answer: oneshot::Sender<Result<u64, StoreError>>,
}

/// A statement and on whose behalf it runs.
#[derive(Debug)]
pub(super) struct Write {
    pub(super) author: Author,
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl Writer {
    /// Starts the task on the present runtime.
    pub(super) fn start(pool: &SqlitePool) -> Self {
        let (jobs, mut waiting) = mpsc::channel(MOST);
        let pool = pool.clone();
        tokio::spawn(async move {
            let mut group = Vec::with_capacity(MOST);
            while waiting.recv_many(&mut group, MOST).await > 0 {
                write_together(&pool, std::mem::take(&mut group)).await;
            }
        });
        Self { jobs }
    }

    /// Runs a statement together with others; gives the number of rows that it changed when they are on the disk.
    pub(super) async fn write(&self, pool: &SqlitePool, write: Write) -> Result<u64, StoreError> {
        let (answer, answered) = oneshot::channel();
        if let Err(error) = self.jobs.send(Job { write, answer }).await {
            // The runtime of the task is gone, though not the database.
            return write_alone(pool, &error.0.write).await;
        }
        answered.await.unwrap_or(Err(StoreError::Aborted))
    }
}

/// Commits a group as one, or its members one by one when that is not possible: then each gets its own reason.
async fn write_together(pool: &SqlitePool, group: Vec<Job>) {
    let together = if group.len() > 1 { try_together(pool, &group).await.ok() } else { None };
    match together {
        Some(results) => {
            for (job, result) in group.into_iter().zip(results) {
                // Whoever asked may have gone.
                let _ = job.answer.send(result);
            }
        }
        None => {
            for Job { write, answer } in group {
                let _ = answer.send(write_alone(pool, &write).await);
            }
        }
    }
}

/// The result of each statement, when all of them are committed.
async fn try_together(pool: &SqlitePool, group: &[Job]) -> Result<Vec<Result<u64, StoreError>>, StoreError> {
    let mut transaction = Transaction::of_sqlite(pool.begin_with("begin immediate").await?);
    transaction.script(MARK).await?;
    let (mut results, mut author) = (Vec::with_capacity(group.len()), Author::default());
    for Job { write, .. } in group {
        if write.author != author {
            transaction.sign(&write.author).await?;
            author = write.author.clone();
        }
        let result = transaction.execute(&write.sql, &write.values).await;
        if result.is_err() {
            // A statement that breaks a rule is undone by itself, unless it asked for more: then the mark is gone.
            transaction.script(MARK_AGAIN).await?;
        }
        results.push(result);
    }
    transaction.commit().await?;
    Ok(results)
}

async fn write_alone(pool: &SqlitePool, write: &Write) -> Result<u64, StoreError> {
    let mut transaction = Transaction::of_sqlite(pool.begin_with("begin immediate").await?);
    if !write.author.is_unknown() {
        transaction.sign(&write.author).await?;
    }
    let changed = transaction.execute(&write.sql, &write.values).await?;
    transaction.commit().await?;
    Ok(changed)
}
