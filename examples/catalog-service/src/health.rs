//! The health check.

use acme_service_kit::Tokens;
use io_acme_healthcheck_v0::server::healthchecks::{GetHealthcheckError, GetHealthcheckRequest, Healthchecks};
use io_acme_healthcheck_v0::{Healthcheck, HealthcheckStatus};

/// Healthy as long as it answers: this service calls no other.
pub(crate) struct Health;

impl Healthchecks<Tokens> for Health {
    /// Nobody is asked who they are, so a balancer with a stale token still learns what it came for.
    type Context = ();

    async fn get_healthcheck(&self, (): (), _: GetHealthcheckRequest) -> Result<Healthcheck, GetHealthcheckError> {
        Ok(Healthcheck::new(HealthcheckStatus::Healthy))
    }
}
