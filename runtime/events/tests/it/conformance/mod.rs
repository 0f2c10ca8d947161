//! What every transport promises, shown on real brokers: the same cases for all of them.
//!
//! A case is a function in one of the modules below, and stands in the list here. Each is a test of its own where a
//! broker starts in a moment; `RabbitMQ` takes many seconds of all cores, so one server goes through all cases.

mod delivery;
mod failures;
mod limits;
mod messages;
mod observers;

/// Gives the list of cases to another macro.
macro_rules! every_case {
    ($take:ident! $name:ident, $broker:ty) => {
        $take!($name, $broker:
            delivery: [
                messages_of_a_key_arrive_in_order,
                two_producers_at_once_lose_nothing_and_keep_their_own_order,
                messages_come_again_until_they_are_acknowledged,
                consumers_are_independent,
                one_subscription_of_a_consumer_works_and_the_other_stands_by,
                a_subscription_takes_over_when_the_other_is_dropped,
                messages_that_were_there_before_arrive,
                a_change_that_was_seen_late_is_published_among_those_that_are_there,
            ],
            messages: [
                headers_and_payload_arrive_as_they_were,
                a_replay_is_no_duplicate,
            ],
            limits: [
                a_message_that_is_too_large_is_refused_and_those_before_it_are_not,
                a_slow_consumer_holds_the_producer_back,
                a_producer_goes_on_while_its_consumer_acknowledges,
                a_message_that_goes_nowhere_is_no_success,
            ],
            observers: [
                an_observer_hears_what_is_published_from_then_on,
                an_observer_that_reads_nothing_holds_nobody_back,
                an_observer_that_comes_later_hears_the_same_where_there_is_a_past,
                an_observer_leaves_nothing_behind,
                a_stream_that_is_not_there_is_refused_and_not_created,
            ],
            failures: [
                a_cut_connection_loses_nothing_and_keeps_the_order,
                what_a_broken_connection_delivers_late_does_no_harm,
                a_dropped_wait_loses_nothing,
                shards_that_publish_side_by_side_keep_the_order_of_each_key,
            ],
        );
    };
}

/// A test for each case.
macro_rules! apart {
    ($name:ident, $broker:ty: $($module:ident: [$($case:ident),* $(,)?]),* $(,)?) => {
        mod $name {
            use super::super::brokers;
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    super::$module::$case(&mut <$broker>::shared()).await;
                }
            )*)*
        }
    };
}

/// One test that goes through all cases on one server, and says which it is at.
macro_rules! together {
    ($name:ident, $broker:ty: $($module:ident: [$($case:ident),* $(,)?]),* $(,)?) => {
        mod $name {
            use super::super::brokers;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn every_case_on_one_server() {
                $($(
                    println!("{}", stringify!($case));
                    Box::pin(super::$module::$case(&mut <$broker>::shared())).await;
                )*)*
            }
        }
    };
}

every_case!(apart! memory, brokers::MemoryBroker);
every_case!(apart! nats, brokers::NatsBroker);
every_case!(apart! postgres, brokers::PostgresBroker);
every_case!(together! amqp_classic, brokers::Classic);
every_case!(together! amqp_quorum, brokers::Quorum);

mod a_frozen_subscription_is_replaced_and_does_no_harm_when_it_wakes {
    use super::failures::a_frozen_subscription_is_replaced_and_does_no_harm_when_it_wakes;
    use crate::brokers;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn nats() {
        a_frozen_subscription_is_replaced_and_does_no_harm_when_it_wakes(&mut brokers::NatsBroker::shared()).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        a_frozen_subscription_is_replaced_and_does_no_harm_when_it_wakes(&mut brokers::PostgresBroker::shared()).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn amqp() {
        a_frozen_subscription_is_replaced_and_does_no_harm_when_it_wakes(&mut brokers::Quorum::shared()).await;
    }
}

/// Brokers that are killed, each a server of the case's own.
mod a_killed_broker_loses_nothing_that_it_confirmed {
    use super::failures::a_killed_broker_loses_nothing_that_it_confirmed;
    use crate::brokers;

    macro_rules! killed {
        ($($name:ident: $broker:ty),*) => {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    a_killed_broker_loses_nothing_that_it_confirmed(&mut <$broker>::own()).await;
                }
            )*
        };
    }

    killed!(
        memory: brokers::MemoryBroker, nats: brokers::NatsBroker, postgres: brokers::PostgresBroker,
        amqp_classic: brokers::Classic, amqp_quorum: brokers::Quorum
    );
}
