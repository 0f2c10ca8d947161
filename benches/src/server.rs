//! A server on a thread of its own, and the CPU time that the thread has taken.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::{Result, single};

/// A server that runs until the program ends.
pub struct Server {
    /// What it is called in reports.
    pub name: &'static str,
    /// Where it listens.
    pub address: SocketAddr,
    /// Where the kernel keeps the books of its thread.
    schedule: PathBuf,
}

/// A server at work.
pub type Serving = Pin<Box<dyn Future<Output = std::io::Result<()>>>>;

impl Server {
    /// Starts a server on a free port, on a thread that profilers see by its name.
    pub fn start(name: &'static str, serve: fn(TcpListener) -> Serving) -> Result<Self> {
        let (sender, receiver) = mpsc::channel();
        let runtime = single()?;
        thread::Builder::new().name(name.to_owned()).spawn(move || {
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await?;
                let thread = fs::read_link("/proc/thread-self").unwrap_or_default();
                // Nobody waits for the address when the program ends first.
                let _ = sender.send((listener.local_addr()?, thread));
                serve(listener).await
            })
        })?;
        let (address, thread) = receiver.recv()?;
        Ok(Self { name, address, schedule: PathBuf::from("/proc").join(thread).join("schedstat") })
    }

    /// The CPU time it has taken so far, in the kernel too; nothing where the system does not tell.
    pub fn cpu_time(&self) -> Option<Duration> {
        let books = fs::read_to_string(&self.schedule).ok()?;
        books.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    }
}
