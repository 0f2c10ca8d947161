//! The service on PostgreSQL: the same code and the same tests, on another generated schema.

use apigen_test_servers::Postgres;

use crate::{identities, profiles, service_on, users};

#[tokio::test]
async fn everything_is_as_on_sqlite() {
    let service = async || service_on(&Postgres::shared().database()).await;
    users::life(service().await).await;
    users::handles_and_addresses(service().await).await;
    users::lists(service().await).await;
    profiles::profile(service().await).await;
    identities::ways_to_sign_in(service().await).await;
}

#[tokio::test]
async fn a_database_that_has_the_schema_is_opened_again() {
    let url = Postgres::shared().database();
    let first = crate::client(&service_on(&url).await);
    let ada = first.users().create_user(&crate::form("ada")).send().await.unwrap();
    let second = crate::client(&service_on(&url).await);
    assert_eq!(second.users().get_user(&ada.id).send().await.unwrap(), ada);
}
