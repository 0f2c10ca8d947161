//! Connections to PostgreSQL.

use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use super::Options;
use crate::StoreError;

pub(super) async fn open(options: &Options) -> Result<PgPool, StoreError> {
    let connection: PgConnectOptions = options.url.parse()?;
    let pool = PgPoolOptions::new().max_connections(options.max_connections).acquire_timeout(options.patience);
    Ok(pool.connect_with(connection).await?)
}
