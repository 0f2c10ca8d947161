//! Faults by seed: what may go wrong does, nothing is lost, and the same seed gives the same faults.

use std::sync::Arc;
use std::time::Duration;

use apigen_events::testing::{Faults, Faulty};
use apigen_events::transport::Transport;
use apigen_events::transport::memory::Memory;

use crate::messages::{Received, messages, producer, publish_all, stream, subscribe};

const MESSAGES: i64 = 2000;

/// What one consumer receives, and how often publishing failed.
async fn run(faults: Faults) -> (Vec<i64>, usize) {
    let transport: Arc<dyn Transport> = Arc::new(Faulty::new(Arc::new(Memory::new()), faults));
    let stream = stream();
    let mut subscription = subscribe(&*transport, &stream, "orders").await;
    let mut producer = producer(&*transport, &stream).await;
    let (mut received, mut failures) = (Received::default(), 0);
    for (number, batch) in messages(0..MESSAGES).chunks(40).enumerate() {
        failures += publish_all(&mut *producer, batch).await.len();
        received.until(&mut *subscription, (number + 1) * 40).await;
    }
    received.assert_complete(0..MESSAGES);
    (received.0, failures)
}

#[tokio::test(start_paused = true)]
async fn faults_lose_nothing_and_keep_the_order_of_keys() {
    let (received, failures) = run(Faults::some(7)).await;
    assert!(failures > 0, "batches are refused");
    assert!(received.len() > 2000, "messages come twice");
    assert!(!received.is_sorted(), "keys overtake each other");
}

#[tokio::test(start_paused = true)]
async fn the_same_seed_gives_the_same_faults() {
    let (one, same, other) = (run(Faults::some(1)).await, run(Faults::some(1)).await, run(Faults::some(2)).await);
    assert_eq!(one, same);
    assert_ne!(one, other);
}

#[tokio::test(start_paused = true)]
async fn without_faults_nothing_happens() {
    let begin = tokio::time::Instant::now();
    let (received, failures) = run(Faults::none(1)).await;
    assert_eq!((received, failures), ((0..MESSAGES).collect(), 0));
    assert_eq!(begin.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_url_can_ask_for_faults() {
    let transport = apigen_events::connect("memory:faulty?seed=3").unwrap();
    assert!(format!("{transport:?}").contains("seed: 3"), "{transport:?}");
    let refused = apigen_events::connect("memory:faulty?speed=3").unwrap_err().to_string();
    assert!(refused.contains("`speed=3` is no option; `seed=NUMBER` is"), "{refused}");
}
