//! The health check.

use io_acme_healthcheck_v0::server::healthchecks::{GetHealthcheckError, GetHealthcheckRequest, Healthchecks};
use io_acme_healthcheck_v0::{Healthcheck, HealthcheckStatus};

use crate::caller::Tokens;

/// Healthy as long as it answers: there is nothing behind it.
pub(crate) struct Health;

impl Healthchecks<Tokens> for Health {
    type Context = ();

    async fn get_healthcheck(&self, (): (), _: GetHealthcheckRequest) -> Result<Healthcheck, GetHealthcheckError> {
        Ok(Healthcheck { status: HealthcheckStatus::Healthy })
    }
}
