//! Ports that nobody uses.

use std::net::TcpListener;

/// A TCP port of 127.0.0.1 that was free a moment ago.
pub fn free_port() -> u16 {
    let bound = TcpListener::bind(("127.0.0.1", 0)).and_then(|it| it.local_addr());
    bound.unwrap_or_else(|error| panic!("no port of 127.0.0.1 is free: {error}")).port()
}
