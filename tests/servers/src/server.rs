//! What all servers have in common, for tests that run the same on several of them.

use crate::{Nats, Postgres, Rabbit};

/// A server on a port of 127.0.0.1, which ends with its value or with the test process.
pub trait Server: Send + Sync + Sized + 'static {
    /// Starts a server.
    fn start() -> Self;
    /// The server that all tests of this process share.
    fn shared() -> &'static Self;
    /// The TCP port, the same after every start.
    fn port(&self) -> u16;
    /// Ends it without any warning; what it wrote stays.
    fn kill(&mut self);
    /// Starts it again with what it wrote; nothing when it runs.
    fn start_again(&mut self);
}

macro_rules! servers {
    ($($server:ident),*) => {
        $(impl Server for $server {
            fn start() -> Self {
                $server::start()
            }

            fn shared() -> &'static Self {
                $server::shared()
            }

            fn port(&self) -> u16 {
                $server::port(self)
            }

            fn kill(&mut self) {
                $server::kill(self);
            }

            fn start_again(&mut self) {
                $server::start_again(self);
            }
        })*
    };
}

servers!(Nats, Postgres, Rabbit);
