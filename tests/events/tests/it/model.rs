//! Any story against a reference in memory: journal, queue and consumer on one side, lists on the other.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use apigen_events::{Chosen, RunningConsumer, RunningRelay};
use apigen_events::{HandleError, Journals, ParkedEvents, ReplayRequest};
use apigen_test_events::{Copier, SOURCE, STREAM, write};
use proptest::prelude::*;

use crate::world::{On, World, integer, rows};

/// What can happen.
#[derive(Debug, Clone)]
enum Step {
    /// Users are written in one transaction, which may be rolled back.
    Write { users: Vec<u8>, name: &'static str, is_kept: bool },
    /// A user is deleted.
    Delete(u8),
    /// Everything comes to rest.
    Settle,
    /// The relay ends and another begins.
    RestartRelay,
    /// The consumer ends at once and another begins.
    RestartConsumer,
    /// What is parked is tried again, by a handler that can do it now.
    Mend,
    /// A user's events are told again.
    Replay(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let users = prop::collection::vec(0..4_u8, 1..4);
    let name = prop_oneof![9 => Just("good"), 1 => Just("bad")];
    let write = (users, name, prop::bool::weighted(0.8));
    prop_oneof![
        8 => write.prop_map(|(users, name, is_kept)| Step::Write { users, name, is_kept }),
        2 => (0..4_u8).prop_map(Step::Delete),
        3 => Just(Step::Settle),
        1 => Just(Step::RestartRelay),
        1 => Just(Step::RestartConsumer),
        1 => Just(Step::Mend),
        1 => (0..4_u8).prop_map(Step::Replay),
    ]
}

/// The reference: what every user's events are, in order.
#[derive(Debug, Default)]
struct Reference {
    told: BTreeMap<String, Vec<i64>>,
    there: BTreeMap<String, i64>,
}

impl Reference {
    fn wrote(&mut self, user: &str, number: i64) {
        self.told.entry(user.to_owned()).or_default().push(number);
        self.there.insert(user.to_owned(), number);
    }

    fn deleted(&mut self, user: &str) {
        if self.there.remove(user).is_some() {
            self.told.entry(user.to_owned()).or_default().push(-1);
        }
    }
}

struct Run {
    world: World,
    is_mended: Arc<AtomicBool>,
    relay: RunningRelay,
    consumer: RunningConsumer,
    reference: Reference,
}

impl Run {
    async fn new(on: On) -> Self {
        let world = World::new(on).await;
        let is_mended = Arc::new(AtomicBool::new(false));
        let (relay, consumer) = (world.relay(), start(&world, &is_mended).await);
        Self { world, is_mended, relay, consumer, reference: Reference::default() }
    }

    async fn take(mut self, step: &Step, number: i64) -> Self {
        match step {
            Step::Write { users, name, is_kept } => {
                let mut transaction = self.world.producer.begin().await.unwrap();
                for (at, user) in (0..).zip(users) {
                    write(&mut transaction, &format!("user-{user}"), number * 10 + at, name).await.unwrap();
                }
                if *is_kept {
                    transaction.commit().await.unwrap();
                    (0..).zip(users).for_each(|(at, it)| self.reference.wrote(&format!("user-{it}"), number * 10 + at));
                } else {
                    transaction.rollback().await.unwrap();
                }
            }
            Step::Delete(user) => {
                let id = format!("user-{user}");
                self.world.execute(&format!("delete from users where id = '{id}'")).await;
                self.reference.deleted(&id);
            }
            Step::Settle => self.world.settle(&self.relay, &self.consumer).await,
            Step::RestartRelay => {
                self.relay.stop().await;
                self.relay = self.world.relay();
            }
            Step::RestartConsumer => {
                drop(self.consumer);
                self.consumer = start(&self.world, &self.is_mended).await;
            }
            Step::Mend => self.mend().await,
            Step::Replay(user) => {
                let request = ReplayRequest::new(Chosen::Key(format!("user-{user}")));
                let journals = Journals::of(&SOURCE, self.world.producer.engine());
                request.queue(&self.world.producer, &journals).await.unwrap();
            }
        }
        self
    }

    async fn mend(&mut self) {
        self.is_mended.store(true, Ordering::SeqCst);
        ParkedEvents::of(&self.world.consumer, STREAM.name).retry_all().await.unwrap();
        self.world.settle(&self.relay, &self.consumer).await;
        self.is_mended.store(false, Ordering::SeqCst);
    }

    /// At the end everything has been told, in order, once; and the copy is the original.
    async fn check(mut self) {
        self.world.settle(&self.relay, &self.consumer).await;
        self.mend().await;
        // A replay of what was parked may be parked by itself.
        self.mend().await;
        for (user, expected) in &self.reference.told {
            let sql = format!("select number from effects where id = '{user}' and replay_id = '' order by place");
            let told: Vec<_> = rows(&self.world.consumer, &sql).await.iter().map(|it| integer(&it[0])).collect();
            assert_eq!(&told, expected, "{user}");
        }
        let original = rows(&self.world.producer, "select id, number from users order by id").await;
        assert_eq!(original.len(), self.reference.there.len());
    }
}

async fn start(world: &World, is_mended: &Arc<AtomicBool>) -> RunningConsumer {
    let is_mended = Arc::clone(is_mended);
    let handler = Copier::failing(move |name| {
        (name == "bad" && !is_mended.load(Ordering::SeqCst)).then(|| HandleError::poison("bad"))
    });
    world.consumer(handler).start().await.unwrap()
}

fn ends_like_its_reference(on: On, steps: &[Step]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut run = Run::new(on).await;
        for (number, step) in (1..).zip(steps) {
            run = run.take(step, number).await;
        }
        run.check().await;
    });
}

/// A part of the usual number of cases.
fn config(part: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: (usual.cases / part).max(1), ..usual }
}

proptest! {
    #![proptest_config(config(16))]

    #[test]
    fn any_story_ends_like_its_reference_property(steps in prop::collection::vec(step(), 1..30)) {
        ends_like_its_reference(On::Sqlite, &steps);
    }
}

proptest! {
    // Each story has two databases of its own on a server.
    #![proptest_config(config(32))]

    #[test]
    fn on_postgresql_it_does_too_property(steps in prop::collection::vec(step(), 1..30)) {
        ends_like_its_reference(On::Postgres, &steps);
    }
}
