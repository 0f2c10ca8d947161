//! A network that a test can cut: a TCP proxy in front of a server.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How long a sender says nothing that has said what it had to.
const PAUSE: Duration = Duration::from_millis(20);

/// How long nobody says anything who has nothing to say.
const SILENCE: Duration = Duration::from_secs(1);

/// A TCP proxy on 127.0.0.1; its threads end with the process.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    is_cut: AtomicBool,
    ice: Mutex<Ice>,
    changed: Condvar,
    connections: Mutex<Connections>,
}

/// What is frozen.
#[derive(Debug, Default)]
struct Ice {
    /// Connections below this number let nothing through.
    below: u64,
    /// Whether one of them holds something, and its sender says no more for now.
    holds: bool,
}

#[derive(Debug, Default)]
struct Connections {
    /// How many there were.
    count: u64,
    open: Vec<Ends>,
}

/// The ends of a connection.
#[derive(Debug)]
struct Ends {
    client: TcpStream,
    server: TcpStream,
}

impl Proxy {
    /// A proxy in front of a port of 127.0.0.1.
    pub fn to(server: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0));
        let listener = listener.unwrap_or_else(|error| panic!("the proxy gets no port: {error}"));
        let port = listener.local_addr().map_or(0, |it| it.port());
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                // A connection that fails is the client's to notice.
                let _ = shared.connect(client, server);
            }
        });
        Self { port, state }
    }

    /// The port to connect to.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Breaks every connection, and lets none come about until [`Proxy::mend`].
    pub fn cut(&self) {
        self.state.is_cut.store(true, Ordering::SeqCst);
        self.break_connections();
    }

    /// Breaks every connection that there is; new ones are fine.
    pub fn break_connections(&self) {
        for it in self.state.lock().open.drain(..) {
            end(&it.client);
            end(&it.server);
        }
    }

    /// Breaks every connection that there is, in the middle of what a client says; new ones are fine. The server hears
    /// nothing of it until [`Proxy::thaw`], and then gets what was on its way.
    pub fn break_at_clients(&self) {
        let mut connections = self.state.lock();
        let mut ice = self.state.ice();
        *ice = Ice { below: connections.count, holds: false };
        // A client that says nothing is only broken.
        drop(self.state.changed.wait_timeout_while(ice, SILENCE, |ice| !ice.holds));
        for it in connections.open.drain(..) {
            end(&it.client);
        }
    }

    /// Lets nothing through, and leaves connections as they are: so a client that is frozen looks to the server.
    pub fn freeze(&self) {
        *self.state.ice() = Ice { below: u64::MAX, holds: false };
    }

    /// Lets everything through that has come since.
    pub fn thaw(&self) {
        *self.state.ice() = Ice::default();
        self.state.changed.notify_all();
    }

    /// Lets connections come about again.
    pub fn mend(&self) {
        self.state.is_cut.store(false, Ordering::SeqCst);
    }
}

impl State {
    fn lock(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ice(&self) -> MutexGuard<'_, Ice> {
        self.ice.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn connect(self: &Arc<Self>, client: TcpStream, server: u16) -> io::Result<()> {
        // Under the lock, so that a cut meets every connection or the mark that it is too late for one.
        let mut connections = self.lock();
        if self.is_cut.load(Ordering::SeqCst) {
            return client.shutdown(Shutdown::Both);
        }
        let server = TcpStream::connect(("127.0.0.1", server))?;
        client.set_nodelay(true)?;
        server.set_nodelay(true)?;
        connections.open.push(Ends { client: client.try_clone()?, server: server.try_clone()? });
        let number = connections.count;
        connections.count += 1;
        let (from, to) = (client.try_clone()?, server.try_clone()?);
        let (there, back) = (Arc::clone(self), Arc::clone(self));
        thread::spawn(move || there.copy(number, from, to));
        thread::spawn(move || back.copy(number, server, client));
        Ok(())
    }

    /// Copies until what is read ends, and ends both. A side that takes nothing any more is the other direction's to
    /// notice: it may still have something to say.
    fn copy(&self, connection: u64, mut from: TcpStream, mut to: TcpStream) {
        let mut buffer = [0; 16 * 1024];
        let mut held = Vec::new();
        loop {
            match from.read(&mut buffer) {
                Ok(count @ 1..) => held.extend_from_slice(&buffer[..count]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => self.hold(connection),
                _ => break,
            }
            let is_frozen = connection < self.ice().below;
            if !is_frozen {
                let _ = to.write_all(&held);
                held.clear();
            }
            // Whoever holds something looks up now and then.
            let _ = from.set_read_timeout(is_frozen.then_some(PAUSE));
        }
        // The end of a connection is no news either while nothing gets through.
        let thawed = self.changed.wait_while(self.ice(), |ice| connection < ice.below);
        drop(thawed.unwrap_or_else(PoisonError::into_inner));
        let _ = to.write_all(&held);
        end(&from);
        end(&to);
    }

    /// Tells that a connection holds something, and that no more comes.
    fn hold(&self, connection: u64) {
        let mut ice = self.ice();
        ice.holds |= connection < ice.below;
        self.changed.notify_all();
    }
}

/// Ends one side of a connection; one that is ended already is what is wanted.
fn end(side: &TcpStream) {
    let _ = side.shutdown(Shutdown::Both);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_gets_late_what_was_on_its_way() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let proxy = Proxy::to(listener.local_addr().unwrap().port());
        let connect = || (TcpStream::connect(("127.0.0.1", proxy.port())).unwrap(), listener.accept().unwrap().0);
        let (mut client, mut server) = connect();
        proxy.freeze();
        client.write_all(&vec![7; 100_000]).unwrap();
        proxy.break_at_clients();
        assert_eq!(client.read(&mut [0; 1]).unwrap(), 0, "the client's end is broken");
        let (mut other, mut its) = connect();
        other.write_all(b"x").unwrap();
        its.read_exact(&mut [0; 1]).unwrap();
        proxy.thaw();
        let mut rest = Vec::new();
        server.read_to_end(&mut rest).unwrap();
        assert_eq!(rest, vec![7; 100_000]);
    }
}
