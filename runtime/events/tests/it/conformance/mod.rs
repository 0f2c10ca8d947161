//! What every transport promises, shown on real brokers: the same cases for all of them.
//!
//! A case is a function in one of the modules below; `conformance!` makes a test of each for one broker.

mod delivery;
mod failures;
mod limits;
mod messages;

macro_rules! conformance {
    ($name:ident, $broker:ty: $($module:ident: [$($case:ident),* $(,)?]),* $(,)?) => {
        mod $name {
            use super::super::brokers;
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    super::$module::$case(&mut <$broker>::shared()).await;
                }
            )*)*

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn a_killed_broker_loses_nothing_that_it_confirmed() {
                super::failures::a_killed_broker_loses_nothing_that_it_confirmed(&mut <$broker>::own()).await;
            }
        }
    };
}

/// All cases for one broker.
macro_rules! every_case {
    ($name:ident, $broker:ty) => {
        conformance!($name, $broker:
            delivery: [
                messages_of_a_key_arrive_in_order,
                messages_come_again_until_they_are_acknowledged,
                consumers_are_independent,
                one_subscription_of_a_consumer_works_and_the_other_stands_by,
                a_subscription_takes_over_when_the_other_is_dropped,
                messages_that_were_there_before_arrive,
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
            failures: [
                a_cut_connection_loses_nothing_and_keeps_the_order,
                a_dropped_wait_loses_nothing,
            ],
        );
    };
}

every_case!(memory, brokers::MemoryBroker);
every_case!(amqp_classic, brokers::Classic);
every_case!(amqp_quorum, brokers::Quorum);
every_case!(nats, brokers::NatsBroker);
every_case!(postgres, brokers::PostgresBroker);
