//! A network that a test can cut: a TCP proxy in front of a server.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

/// A TCP proxy on 127.0.0.1; its threads end with the process.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    is_cut: AtomicBool,
    is_frozen: Mutex<bool>,
    thawed: Condvar,
    connections: Mutex<Vec<TcpStream>>,
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
        for it in self.state.lock().drain(..) {
            // One that is broken already is what is wanted.
            let _ = it.shutdown(Shutdown::Both);
        }
    }

    /// Lets nothing through, and leaves connections as they are: so a client that is frozen looks to the server.
    pub fn freeze(&self) {
        *self.state.is_frozen.lock().unwrap_or_else(PoisonError::into_inner) = true;
    }

    /// Lets everything through that has come since.
    pub fn thaw(&self) {
        *self.state.is_frozen.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.state.thawed.notify_all();
    }

    /// Lets connections come about again.
    pub fn mend(&self) {
        self.state.is_cut.store(false, Ordering::SeqCst);
    }
}

impl State {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<TcpStream>> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
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
        connections.extend([client.try_clone()?, server.try_clone()?]);
        let (from, to) = (client.try_clone()?, server.try_clone()?);
        let (there, back) = (Arc::clone(self), Arc::clone(self));
        thread::spawn(move || there.copy(from, to));
        thread::spawn(move || back.copy(server, client));
        Ok(())
    }

    /// Copies until either side ends, and ends both.
    fn copy(&self, mut from: TcpStream, mut to: TcpStream) {
        let mut buffer = [0; 16 * 1024];
        loop {
            let read = from.read(&mut buffer);
            // The end of a connection is no news either while nothing gets through.
            self.wait_while_frozen();
            let Ok(count @ 1..) = read else { break };
            if to.write_all(&buffer[..count]).is_err() {
                break;
            }
        }
        for side in [from, to] {
            // The other direction may have ended them already.
            let _ = side.shutdown(Shutdown::Both);
        }
    }

    fn wait_while_frozen(&self) {
        let frozen = self.is_frozen.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.thawed.wait_while(frozen, |it| *it).unwrap_or_else(PoisonError::into_inner));
    }
}
