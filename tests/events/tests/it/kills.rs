//! Services that are killed at any moment, as the kernel kills: nothing committed is lost, nothing else is told, each
//! key keeps its order, effects happen once.

use std::any::Any;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use apigen_test_events::{create_copy, create_users};
use apigen_test_servers::{Nats, Postgres, Rabbit, eventually};

use crate::world::{World, integer, open, rows};

/// How often services are killed: `cargo xtask slow kills` asks for more.
fn kills() -> u64 {
    std::env::var("APIGEN_KILLS").map_or(12, |it| it.parse().unwrap())
}

/// A process that is killed when it is dropped.
struct Service {
    process: Child,
    output: BufReader<ChildStdout>,
}

impl Service {
    fn start(servers: &Servers, seed: Option<u64>) -> Self {
        Self::writing(servers, seed, "user")
    }

    /// Writes users of a name.
    fn writing(servers: &Servers, seed: Option<u64>, prefix: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_service"));
        command.env("PRODUCER", &servers.producer).env("CONSUMER", &servers.consumer);
        command
            .env("TRANSPORT", &servers.transport)
            .env("SILENCE", "1500")
            .env("MODE", servers.mode)
            .env("PREFIX", prefix)
            .stdout(Stdio::piped());
        if let Some(seed) = seed {
            command.env("SEED", seed.to_string());
        }
        let mut process = command.spawn().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        Self { process, output }
    }

    /// Waits until it has said a word so many times.
    fn says(&mut self, word: &str, times: u64) {
        let mut said = 0;
        while said < times {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the service ended before it said `{word}`");
            said += u64::from(line.trim() == word);
        }
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([format!("-{name}"), self.process.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where services keep what must survive them.
struct Servers {
    producer: String,
    consumer: String,
    transport: String,
    /// Whether events are stored first and handled then, `staged`, or both at once, `fused`.
    mode: &'static str,
    /// The broker, where that is no database.
    _broker: Box<dyn Any + Send>,
}

impl Servers {
    async fn new(mode: &'static str) -> Self {
        Self::over(mode, Postgres::shared().database(), Box::new(())).await
    }

    async fn over(mode: &'static str, transport: String, broker: Box<dyn Any + Send>) -> Self {
        let [producer, consumer] = [(); 2].map(|()| Postgres::shared().database());
        let servers = Self { producer, consumer, transport, mode, _broker: broker };
        create_users(&open(&servers.producer).await).await.unwrap();
        create_copy(&open(&servers.consumer).await).await.unwrap();
        servers
    }

    /// Lets a service handle what is left, and looks whether everything is as it has to be.
    async fn check(&self) {
        let world = World::of(&self.producer, &self.consumer).await;
        let count = async |database, sql| integer(&rows(database, sql).await[0][0]);
        let is_done = async || {
            let mut last = Service::start(self, None);
            last.says("settled", 1);
            // RabbitMQ tells nobody who stands by that somebody else is handed what is there; elsewhere rest is rest.
            let effects = count(&world.consumer, "select count(*) from effects").await;
            let is_all = effects >= count(&world.producer, "select count(*) from journal.users").await;
            (is_all || !self.transport.starts_with("amqp:")).then_some(())
        };
        eventually("every change takes effect", is_done).await;
        world.check().await;
        let backwards = "select count(*) from (select sequence, lag(sequence) over (partition by id order by place) as before \
                         from effects) e where e.before > e.sequence";
        assert_eq!(integer(&rows(&world.consumer, backwards).await[0][0]), 0, "some user went backwards");
        let uncommitted = rows(&world.consumer, "select count(*) from effects where id = 'nobody'").await;
        assert_eq!(integer(&uncommitted[0][0]), 0, "something was told that never happened");
    }
}

/// Moments that differ from run to run of the loop and not from test to test.
fn moment(kill: u64) -> u64 {
    1 + (kill.wrapping_mul(2_654_435_761) >> 7) % 90
}

#[tokio::test]
async fn one_service_killed_again_and_again() {
    one_killed_again_and_again(&Servers::new("staged").await).await;
}

#[tokio::test]
async fn one_service_that_stores_and_handles_at_once_killed_again_and_again() {
    one_killed_again_and_again(&Servers::new("fused").await).await;
}

#[tokio::test]
async fn one_service_over_nats_killed_again_and_again() {
    let broker = Nats::start();
    one_killed_again_and_again(&Servers::over("staged", broker.url(), Box::new(broker)).await).await;
}

#[tokio::test]
async fn one_service_over_rabbitmq_killed_again_and_again() {
    let broker = Rabbit::start();
    one_killed_again_and_again(&Servers::over("staged", broker.url(), Box::new(broker)).await).await;
}

async fn one_killed_again_and_again(servers: &Servers) {
    for kill in 0..kills() {
        let mut service = Service::start(servers, Some(kill + 1));
        service.says("written", moment(kill));
        service.signal("KILL");
    }
    servers.check().await;
}

#[tokio::test]
async fn two_services_of_which_one_is_killed_at_a_time() {
    one_of_two_killed_at_a_time(&Servers::new("staged").await).await;
}

#[tokio::test]
async fn two_services_over_rabbitmq_of_which_one_is_killed_at_a_time() {
    let broker = Rabbit::start();
    one_of_two_killed_at_a_time(&Servers::over("staged", broker.url(), Box::new(broker)).await).await;
}

async fn one_of_two_killed_at_a_time(servers: &Servers) {
    let mut running = [1, 2].map(|seed| Service::start(servers, Some(seed)));
    for kill in 0..kills() {
        let at = usize::try_from(kill % 2).unwrap();
        running[at].says("written", moment(kill));
        running[at].signal("KILL");
        running[at] = Service::start(servers, Some(kill + 3));
    }
    drop(running);
    servers.check().await;
}

#[tokio::test]
async fn a_service_that_is_frozen_is_replaced_and_does_no_harm_when_it_wakes() {
    let servers = Servers::new("staged").await;
    let mut frozen = Service::writing(&servers, Some(5), "frozen");
    frozen.says("written", 30);
    frozen.signal("STOP");
    let mut other = Service::start(&servers, Some(6));
    other.says("written", 30);
    let world = World::of(&servers.producer, &servers.consumer).await;
    let reached = integer(&rows(&world.producer, "select max(journal_id) from journal.users").await[0][0]);
    // Its places as relay, as consumer and at the broker are taken, each by itself.
    let left = format!("select count(*) from journal.queue_user_events where journal_id <= {reached}");
    let is_published = async || (integer(&rows(&world.producer, &left).await[0][0]) == 0).then_some(());
    eventually("the other publishes", is_published).await;
    let told = format!("select count(*) from journal.users where journal_id <= {reached}");
    let told = rows(&world.producer, &told).await;
    let took_effect = format!("select count(*) from effects where sequence <= {reached}");
    let is_handled = async || (rows(&world.consumer, &took_effect).await == told).then_some(());
    eventually("the other handles what the frozen one was handed", is_handled).await;
    frozen.signal("CONT");
    other.says("written", 30);
    drop((frozen, other));
    servers.check().await;
}
