//! The whole way over real brokers: what goes wrong between two services, and that they go on by themselves.

use std::time::Duration;

use apigen_events::{Health, Relay, RelayOptions, Source, connect};
use apigen_test_events::{Copier, SOURCE, write};
use apigen_test_servers::{Nats, PATIENCE, Postgres, Proxy, Rabbit, Server, eventually};
use tokio::time::timeout;

use crate::world::{On, World, integer, rows, until};

/// How many changes are committed at once: many batches, so that what breaks does so in the middle.
const MANY: i64 = 200;

/// A server with a broker.
trait Carrier: Server {
    /// The URL for a transport that reaches it over that port.
    fn transport(&self, port: u16) -> String;

    /// Has what is written so far survive a kill.
    fn write_down(&self) {}
}

impl Carrier for Nats {
    fn transport(&self, port: u16) -> String {
        format!("nats://127.0.0.1:{port}")
    }
}

impl Carrier for Rabbit {
    fn transport(&self, port: u16) -> String {
        format!("amqp://guest:guest@127.0.0.1:{port}/%2f")
    }

    fn write_down(&self) {
        Rabbit::write_down(self);
    }
}

impl Carrier for Postgres {
    fn transport(&self, port: u16) -> String {
        self.url("postgres").replace(&self.port().to_string(), &port.to_string())
    }
}

/// Two services with a broker between them, and a network to it that can be cut.
async fn world(carrier: &impl Carrier) -> (World, Proxy) {
    let proxy = Proxy::to(carrier.port());
    let transport = connect(&carrier.transport(proxy.port())).unwrap();
    (World { transport, ..World::new(On::Sqlite).await }, proxy)
}

/// Commits many changes of a few users in one transaction; the next numbers are `from` and those after it.
async fn write_many(world: &World, from: i64) {
    let mut transaction = world.producer.begin().await.unwrap();
    for number in from..from + MANY {
        write(&mut transaction, &format!("user-{}", number % 5), number, "u").await.unwrap();
    }
    transaction.commit().await.unwrap();
}

/// What must hold at the end: nothing lost, every effect once, those of each user in order.
async fn check(world: &World, written: i64) {
    // A consumer is at rest when its broker hands it nothing, as one does that has only just started again.
    let count = async || integer(&rows(&world.consumer, "select count(*) from effects").await[0][0]);
    eventually("every change takes effect", async || (count().await >= written).then_some(())).await;
    world.check().await;
    for user in 0..5 {
        let expected: Vec<_> = (0..written).filter(|number| number % 5 == user).collect();
        assert_eq!(world.effects(&format!("user-{user}")).await, expected);
    }
}

/// The connection breaks in the middle of a batch; then the broker is killed in the middle of another, and stays away
/// until both sides have noticed.
async fn a_broker_that_goes_away_is_waited_for<C: Carrier>(carrier: &mut C) {
    let (world, network) = world(carrier).await;
    let relay = world.relay_with(|it| (it.batch, it.backoff.longest) = (20, Duration::from_millis(100)));
    let consumer = world.consumer_with(Copier::default(), |it| {
        (it.batch, it.backoff.longest) = (20, Duration::from_millis(100));
    });
    let consumer = consumer.start().await.unwrap();
    let mut written = 0;
    for _ in 0..3 {
        let middle = relay.metrics().published + 50;
        write_many(&world, written).await;
        written += MANY;
        until(relay.health_changes(), "some of it is published", || relay.metrics().published >= middle).await;
        network.break_connections();
        world.settle(&relay, &consumer).await;
    }
    carrier.write_down();
    let middle = relay.metrics().published + 50;
    write_many(&world, written).await;
    until(relay.health_changes(), "some of it is published", || relay.metrics().published >= middle).await;
    carrier.kill();
    write_many(&world, written + MANY).await;
    written += 2 * MANY;
    for mut told in [relay.health_changes(), consumer.health_changes()] {
        let noticed = told.wait_for(|it| matches!(it, Health::Struggling(_)));
        timeout(PATIENCE, noticed).await.expect("both notice").unwrap();
    }
    carrier.start_again();
    world.settle(&relay, &consumer).await;
    check(&world, written).await;
}

/// Two processes of each service; of each, the one that works ends without a word in the middle.
async fn of_two_publishers_and_two_consumers_one_goes<C: Carrier>(carrier: &mut C) {
    let (world, _network) = world(carrier).await;
    let mut relays = vec![world.relay_with(|it| it.batch = 20), world.relay_with(|it| it.batch = 20)];
    let mut consumers = Vec::new();
    for _ in 0..2 {
        consumers.push(world.consumer_with(Copier::default(), |it| it.batch = 20).start().await.unwrap());
    }
    write_many(&world, 0).await;
    // Whichever leads: the first that has begun, or the second.
    let told = [relays[0].health_changes(), relays[1].health_changes()];
    until_any(told, || relays.iter().any(|it| it.metrics().published >= 50)).await;
    relays.retain(|it| it.metrics().published == 0);
    let told = [consumers[0].health_changes(), consumers[1].health_changes()];
    until_any(told, || consumers.iter().any(|it| it.metrics().handled > 0)).await;
    consumers.retain(|it| it.metrics().handled == 0);
    assert_eq!((relays.len(), consumers.len()), (1, 1), "one of each works at a time");
    write_many(&world, MANY).await;
    world.settle(&relays[0], &consumers[0]).await;
    check(&world, 2 * MANY).await;
}

/// The queue is divided, and each of its readers publishes for itself while the network breaks.
async fn shards_publish_side_by_side<C: Carrier>(carrier: &mut C) {
    static SHARDED: Source = Source { shards: 4, ..SOURCE };
    let proxy = Proxy::to(carrier.port());
    let transport = connect(&carrier.transport(proxy.port())).unwrap();
    let world = World { transport, ..World::new(On::Postgres).await };
    world.execute(include_str!("../../schema/sharded.postgres.sql")).await;
    let mut options = RelayOptions::default();
    (options.batch, options.backoff.longest) = (20, Duration::from_millis(100));
    let relay = Relay::new(world.producer.clone(), world.transport.clone(), &SHARDED).with(options).start().unwrap();
    let consumer = world.consumer_with(Copier::default(), |it| it.backoff.longest = Duration::from_millis(100));
    let consumer = consumer.start().await.unwrap();
    for round in 0..3 {
        let middle = relay.metrics().published + 50;
        write_many(&world, round * MANY).await;
        until(relay.health_changes(), "some of it is published", || relay.metrics().published >= middle).await;
        proxy.break_connections();
        relay.settled().await;
    }
    world.settle(&relay, &consumer).await;
    check(&world, 3 * MANY).await;
    let shards = rows(&world.producer, "select count(distinct abs(hashtextextended(id, 0) % 4)) from users").await;
    assert!(integer(&shards[0][0]) > 1, "more than one shard had something to publish");
}

/// Waits until something holds that one of two has told.
async fn until_any(told: [tokio::sync::watch::Receiver<Health>; 2], holds: impl Fn() -> bool) {
    let [mut one, mut other] = told;
    let waiting = async {
        while !holds() {
            tokio::select! {
                _ = one.changed() => {}
                _ = other.changed() => {}
            }
        }
    };
    timeout(PATIENCE, waiting).await.expect("one of them works");
}

/// Waits until a broker that takes nothing has been noticed, ends that, and waits until everything has arrived.
async fn a_full_broker_is_waited_for<C: Carrier>(carrier: &mut C, fill: impl Fn(&mut C), make_room: impl Fn(&mut C)) {
    let (world, _network) = world(carrier).await;
    let relay = world.relay_with(|it| (it.batch, it.backoff.longest) = (20, Duration::from_millis(100)));
    let consumer = world.consumer_with(Copier::default(), |it| it.backoff.longest = Duration::from_millis(100));
    let consumer = consumer.start().await.unwrap();
    fill(carrier);
    let mut written = 0;
    // What the broker still finds room for is few of these.
    while !matches!(relay.health(), Health::Struggling(_)) {
        assert!(written < 20 * MANY, "the broker is never full");
        write_many(&world, written).await;
        written += MANY;
        let published = || relay.metrics().published >= written.unsigned_abs();
        let is_over = || published() || matches!(relay.health(), Health::Struggling(_));
        until(relay.health_changes(), "the broker takes everything, or nothing more", is_over).await;
    }
    make_room(carrier);
    world.settle(&relay, &consumer).await;
    check(&world, written).await;
}

/// A broker that takes nothing from producers goes on with consumers, or it would stay full for ever.
async fn a_full_broker_is_relieved_by_its_consumers(server: &Rabbit) {
    let (world, _network) = world(server).await;
    let relay = world.relay_with(|it| it.backoff.longest = Duration::from_millis(100));
    // Once there, so that there is a queue.
    world.consumer(Copier::default()).start().await.unwrap().stop().await;
    write_many(&world, 0).await;
    relay.settled().await;
    server.fill_disk();
    write_many(&world, MANY).await;
    until(relay.health_changes(), "the relay notices", || matches!(relay.health(), Health::Struggling(_))).await;
    let consumer = world.consumer_with(Copier::default(), |it| it.batch = 20).start().await.unwrap();
    let has_handled = || consumer.metrics().handled >= MANY.unsigned_abs();
    until(consumer.health_changes(), "what the broker has is handled", has_handled).await;
    server.make_room();
    world.settle(&relay, &consumer).await;
    check(&world, 2 * MANY).await;
}

#[tokio::test]
async fn nats() {
    let mut server = Nats::start();
    a_broker_that_goes_away_is_waited_for(&mut server).await;
    of_two_publishers_and_two_consumers_one_goes(&mut server).await;
    shards_publish_side_by_side(&mut server).await;
    let mut small = Nats::with_room(300_000);
    a_full_broker_is_waited_for(&mut small, |_| {}, Nats::make_room).await;
}

#[tokio::test]
async fn amqp() {
    let mut server = Rabbit::start();
    a_broker_that_goes_away_is_waited_for(&mut server).await;
    of_two_publishers_and_two_consumers_one_goes(&mut server).await;
    shards_publish_side_by_side(&mut server).await;
    a_full_broker_is_waited_for(&mut server, |it| it.fill_disk(), |it| it.make_room()).await;
    a_full_broker_is_relieved_by_its_consumers(&server).await;
}

#[tokio::test]
async fn postgres() {
    let mut server = Postgres::start();
    a_broker_that_goes_away_is_waited_for(&mut server).await;
    of_two_publishers_and_two_consumers_one_goes(&mut server).await;
    shards_publish_side_by_side(&mut server).await;
    let set = |is_read_only| move |it: &mut Postgres| it.set_read_only("postgres", is_read_only);
    a_full_broker_is_waited_for(&mut server, set(true), set(false)).await;
}
