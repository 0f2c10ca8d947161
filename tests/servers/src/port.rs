//! Ports that nobody uses.

use std::net::TcpListener;
use std::ops::Range;
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::net::{SocketAddr, UnixListener};
use std::sync::{Mutex, PoisonError};

/// Below those that the system gives to whoever asks for any: a connection of somebody else must not take the port of a
/// server that is being started, or started again.
const PORTS: Range<u16> = 16_384..32_768;

/// What this process has claimed until it ends.
static CLAIMS: Mutex<Vec<UnixListener>> = Mutex::new(Vec::new());

/// A TCP port of 127.0.0.1 that was free a moment ago, and that no other process gets here as long as this one runs.
pub fn free_port() -> u16 {
    let mut claims = CLAIMS.lock().unwrap_or_else(PoisonError::into_inner);
    // Processes begin at places of their own, so that they do not stand in line for the same ports.
    let first = std::process::id() as usize * 61;
    let mut ports = PORTS.cycle().skip((first + claims.len()) % PORTS.len()).take(PORTS.len());
    let free = ports.find_map(|port| Some((port, claim(port)?)));
    let (port, claim) = free.unwrap_or_else(|| panic!("no port of 127.0.0.1 in {PORTS:?} is free"));
    claims.push(claim);
    port
}

/// Claims a port that is free. A socket without a file goes with its process, however that ends.
fn claim(port: u16) -> Option<UnixListener> {
    let name = SocketAddr::from_abstract_name(format!("apigen-port-{port}")).ok()?;
    let claim = UnixListener::bind_addr(&name).ok()?;
    TcpListener::bind(("127.0.0.1", port)).ok().map(|_| claim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_gets_a_port_that_is_claimed() {
        let ports = [free_port(), free_port()];
        assert_ne!(ports[0], ports[1]);
        assert!(ports.iter().all(|it| PORTS.contains(it) && claim(*it).is_none()));
    }
}
