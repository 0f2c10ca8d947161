//! The health check, which tells how the services behind this one are.

use std::time::Duration;

use acme_service_kit::Tokens;
use io_acme_healthcheck_v0::client::Client;
use io_acme_healthcheck_v0::server::healthchecks::{GetHealthcheckError, GetHealthcheckRequest, Healthchecks};
use io_acme_healthcheck_v0::{Healthcheck, HealthcheckDependency, HealthcheckStatus};

use crate::OrderService;

/// Half of what the definition gives this service to answer.
const PATIENCE: Duration = Duration::from_millis(500);

impl Healthchecks<Tokens> for OrderService {
    /// Nobody is asked who they are, so a balancer with a stale token still learns what it came for.
    type Context = ();

    async fn get_healthcheck(&self, (): (), _: GetHealthcheckRequest) -> Result<Healthcheck, GetHealthcheckError> {
        let (users, catalog) = tokio::join!(ask(&self.peers.users_health), ask(&self.peers.catalog_health));
        let dependency = |name: &str, status| HealthcheckDependency::new(name.to_owned(), status);
        let dependencies = vec![dependency("user-service", users), dependency("catalog-service", catalog)];
        Ok(Healthcheck { dependencies, ..Healthcheck::new(HealthcheckStatus::Healthy) })
    }
}

async fn ask(client: &Client) -> HealthcheckStatus {
    let answer = client.healthchecks().get_healthcheck().timeout(PATIENCE).send().await;
    answer.map_or(HealthcheckStatus::Unhealthy, |it| it.status)
}
