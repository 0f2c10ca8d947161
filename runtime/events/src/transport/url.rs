//! From a URL to a transport.

use std::sync::Arc;

use super::memory::Memory;
use super::{Transport, TransportError};
use crate::testing::{Faults, Faulty};

/// The transport that a URL names.
///
/// | URL | feature | what it is |
/// |---|---|---|
/// | `memory:` or `memory:NAME` | | a broker inside this process; equal names are one for as long as somebody holds it; `?seed=7` adds faults that follow from the seed |
/// | `postgres://USER:PASSWORD@HOST/DATABASE` | `postgres` | tables in the schema `apigen_broker` of that database |
/// | `nats://HOST:PORT` | `nats` | NATS `JetStream`; `?replicas=3` for streams that survive a machine |
/// | `amqp://USER:PASSWORD@HOST:PORT/VHOST` | `amqp` | `RabbitMQ`; `?queue=classic` for queues that are no quorum queues |
///
/// Nothing is connected yet. A tokio runtime has to be running when it is used.
///
/// # Errors
/// [`TransportError::Url`] when it names no transport, or one whose feature is off.
pub fn connect(url: &str) -> Result<Arc<dyn Transport>, TransportError> {
    let refuse = |why: &str| TransportError::Url { url: without_password(url), why: why.to_owned(), known: KNOWN };
    let Some((scheme, rest)) = url.split_once(':') else { return Err(refuse("it has no scheme")) };
    match scheme {
        "memory" => memory(rest).map_err(|why| refuse(&why)),
        #[cfg(feature = "postgres")]
        "postgres" | "postgresql" => match super::postgres::Postgres::new(url) {
            Ok(postgres) => Ok(Arc::new(postgres)),
            Err(error) => Err(refuse(&error.to_string())),
        },
        #[cfg(feature = "nats")]
        "nats" | "tls" => {
            super::nats::Nats::new(url).map(|it| Arc::new(it) as Arc<dyn Transport>).map_err(|why| refuse(&why))
        }
        "amqps" => {
            Err(refuse("RabbitMQ is reached without TLS; let a proxy beside this program encrypt, and name that"))
        }
        #[cfg(feature = "amqp")]
        "amqp" => super::amqp::Amqp::new(url).map(|it| Arc::new(it) as Arc<dyn Transport>).map_err(|why| refuse(&why)),
        _ if OPTIONAL.contains(&scheme) => {
            Err(refuse("this program was built without the feature `postgres`, `nats` or `amqp` of `apigen-events`"))
        }
        _ => Err(refuse("its scheme is not known")),
    }
}

fn memory(rest: &str) -> Result<Arc<dyn Transport>, String> {
    let (name, query) = rest.split_once('?').unwrap_or((rest, ""));
    let broker = Arc::new(Memory::named(name));
    if query.is_empty() {
        return Ok(broker);
    }
    let seed = query.strip_prefix("seed=").and_then(|seed| seed.parse().ok());
    let seed = seed.ok_or_else(|| format!("`{query}` is no option; `seed=NUMBER` is"))?;
    Ok(Arc::new(Faulty::new(broker, Faults::some(seed))))
}

/// Schemes of transports that are features.
const OPTIONAL: &[&str] = &["postgres", "postgresql", "nats", "tls", "amqp"];

const KNOWN: &str = "`memory:`, `postgres://…`, `nats://…` and `amqp://…`";

/// The URL as it may stand in a log: passwords stand before hosts, and in the query.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if path.contains('@') {
        // Another server with its password, or one that is not encoded.
        return format!("{scheme}://…");
    }
    let path = path.split(['?', '#']).next().unwrap_or_default();
    match authority.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://…@{host}{path}"),
        None => format!("{scheme}://{authority}{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_that_names_no_transport_is_explained_without_its_password() {
        let error = connect("kafka://me:secret@host/").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`kafka://…@host/` is no transport: its scheme is not known. Use one of `memory:`, `postgres://…`, `nats://…` and `amqp://…`"
        );
        assert!(connect("memory").is_err());
        let error = connect("amqps://host/").unwrap_err();
        assert!(error.to_string().contains("without TLS"), "{error}");
    }

    #[test]
    fn no_part_of_a_password_is_shown() {
        let shown = |rest: &str| without_password(&format!("kafka://{rest}"));
        assert_eq!(shown("me:sec@ret@host/"), "kafka://…@host/");
        assert_eq!(shown("host/?user=me&password=secret"), "kafka://host/");
        for rest in
            ["me:sec?ret@host/", "me:sec/ret@host/", "me:secret@a,kafka://me:secret@b", "host/?password=sec@ret"]
        {
            assert_eq!(shown(rest), "kafka://…", "{rest}");
        }
    }
}
