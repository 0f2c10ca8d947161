//! Stories of who leads.

use std::time::Duration;

use apigen_test_servers::{PATIENCE, eventually};

use super::{Outcome, STREAM, Silent, World, message};
use crate::{ConsumerName, Health, Message, Replay, StreamAddress};

#[tokio::test]
async fn who_is_handed_nothing_of_its_own_for_long_still_leads() -> Outcome {
    let world = World::new().await?;
    let consumer = world.consumer_with(Silent, |it| it.silence = Duration::from_secs(3)).await?;
    tokio::time::timeout(PATIENCE, consumer.settled()).await?;
    let target = Some(ConsumerName::new("others")?);
    let replay = Some(Replay { id: "00000000-0000-0000-0000-000000000001".to_owned(), target });
    let said = async || -> String {
        let sql = "select query_start::text from pg_stat_activity where datname = current_database() \
                   and application_name = 'consumer readers words'";
        let mut sessions = world.database.query(sql, &[]).await.unwrap();
        assert_eq!(sessions.len(), 1, "the server has not ended the leader's session");
        sessions[0].get(0).unwrap()
    };
    let (before, mut sequence) = (said().await, 0);
    let says_something = async || {
        // So that it never waits for messages in vain.
        sequence += 1;
        world.publish(&[Message { replay: replay.clone(), ..message(sequence) }]).await.unwrap();
        (said().await != before).then_some(())
    };
    eventually("the leader says that it is there", says_something).await;
    tokio::time::timeout(PATIENCE, consumer.settled()).await?;
    let told = consumer.metrics();
    assert_eq!((told.not_ours, told.stored, told.database_failures), (sequence.unsigned_abs(), 0, 0));
    Ok(())
}

#[tokio::test]
async fn who_stands_by_at_the_broker_is_not_at_rest() -> Outcome {
    let world = World::new().await?;
    let (address, name) = (StreamAddress::new(STREAM.address)?, ConsumerName::new("readers")?);
    let mut other = world.transport.subscribe(&address, &name).await?;
    world.publish(&[message(1)]).await?;
    assert_eq!(other.next(10, PATIENCE).await?.len(), 1);
    let consumer = world.consumer_with(Silent, |it| it.poll = Duration::from_millis(1)).await?;
    let mut health = consumer.health_changes();
    {
        let mut settled = std::pin::pin!(consumer.settled());
        // Many rounds, each of which is told.
        for _ in 0..50 {
            tokio::select! {
                biased;
                () = &mut settled => panic!("it is at rest, and what is there is not handled"),
                changed = health.changed() => changed?,
            }
        }
        assert_eq!(*health.borrow(), Health::StandingBy);
        drop(other);
        tokio::time::timeout(PATIENCE, settled).await?;
    }
    assert_eq!((consumer.metrics().handled, consumer.health()), (1, Health::Working));
    Ok(())
}
