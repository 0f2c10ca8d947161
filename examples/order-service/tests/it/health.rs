//! The health check tells how the others are.

use apigen_http::server::InternalError;
use io_acme_healthcheck_v0::server::healthchecks::GetHealthcheckError;
use io_acme_healthcheck_v0::{Healthcheck, HealthcheckStatus};

use crate::mocks::World;

#[tokio::test]
async fn what_others_say_of_themselves_is_passed_on() {
    let world = World::new().await;
    let draining = HealthcheckStatus::Unknown("draining".into());
    world.users_health.healthchecks.get_healthcheck.expect().returns(Healthcheck::new(draining.clone()));
    let broken = GetHealthcheckError::Internal(InternalError::new("broken"));
    world.catalog_health.healthchecks.get_healthcheck.expect().fails(broken).always();
    let answer = world.health.healthchecks().get_healthcheck().send().await.unwrap();
    assert_eq!(answer.status, HealthcheckStatus::Healthy);
    let found: Vec<_> = answer.dependencies.into_iter().map(|it| (it.name, it.status)).collect();
    let expected = [("user-service".into(), draining), ("catalog-service".into(), HealthcheckStatus::Unhealthy)];
    assert_eq!(found, expected);
    world.verify();
}
