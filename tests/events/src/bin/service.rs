//! A service to be killed: it writes users, publishes what it wrote, and keeps a copy of what arrives.
//!
//! It says on standard output what a test waits for: `ready`, `written`, `settled`. With a seed it writes for ever;
//! without one it ends when everything is handled.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test reads it, and fails when it does")]

use std::env::var;
use std::time::Duration;

use apigen_events::{Consumer, ConsumerName, ConsumerOptions, Hint, Mode, Relay, RelayOptions, connect};
use apigen_store::Database;
use apigen_test_events::{Copier, SOURCE, STREAM, UserEvent, write};

#[tokio::main]
async fn main() {
    let producer = Database::connect(&var("PRODUCER").unwrap()).await.unwrap();
    let copies = Database::connect(&var("CONSUMER").unwrap()).await.unwrap();
    let transport = connect(&var("TRANSPORT").unwrap()).unwrap();
    let silence = Duration::from_millis(var("SILENCE").unwrap().parse().unwrap());
    let mut options = RelayOptions::default();
    (options.batch, options.silence) = (20, silence);
    options.backoff.longest = Duration::from_millis(200);
    let relay = Relay::new(producer.clone(), transport.clone(), &SOURCE).with(options).start().unwrap();
    let mut options = ConsumerOptions::default();
    (options.batch, options.silence, options.interval) = (20, silence, Duration::from_millis(2));
    options.backoff.longest = Duration::from_millis(200);
    options.mode = if var("MODE").unwrap() == "fused" { Mode::Fused } else { Mode::Staged };
    let name = ConsumerName::new("copies").unwrap();
    let consumer = Consumer::new::<UserEvent, _>(copies, transport, &STREAM, name, Copier::default());
    let consumer = consumer.with(options).start().await.unwrap();
    println!("ready");
    if let Ok(seed) = var("SEED") {
        write_for_ever(&producer, seed.parse().unwrap(), &relay.hint()).await;
    }
    relay.settled().await;
    consumer.settled().await;
    println!("settled");
    relay.stop().await;
    consumer.stop().await;
}

/// Commits changes of few users, rolls one transaction in ten back, deletes with one change in twenty.
async fn write_for_ever(database: &Database, seed: u64, hint: &Hint) {
    let mut state = seed | 1;
    let mut below = move |limit: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) % limit
    };
    // Two services that write the same rows would wait for each other, frozen ones for ever.
    let prefix = var("PREFIX").unwrap();
    for number in 0.. {
        let mut transaction = database.begin().await.unwrap();
        // In the order of their ids, so that two writers never wait for each other.
        let mut users: Vec<_> = (0..=below(3)).map(|_| below(15)).collect();
        users.sort_unstable();
        for user in users {
            let id = format!("{prefix}-{user}");
            if below(20) == 0 {
                transaction.execute("delete from users where id = $1", &[id.into()]).await.unwrap();
            } else {
                write(&mut transaction, &id, number, "committed").await.unwrap();
            }
        }
        if below(10) == 0 {
            write(&mut transaction, "nobody", number, "never").await.unwrap();
            transaction.rollback().await.unwrap();
        } else {
            transaction.commit().await.unwrap();
            hint.committed();
            println!("written");
        }
    }
}
