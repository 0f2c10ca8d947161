//! What the programs share: servers written by hand, samples, medians.

pub mod by_hand;
pub mod report;
pub mod sample;

use std::error::Error;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::mpsc;
use std::thread;

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// Whatever goes wrong ends the program.
pub type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// A server at work.
pub type Serving = Pin<Box<dyn Future<Output = std::io::Result<()>>>>;

/// Starts a server on a free port, on a thread of its own.
pub fn listen(serve: fn(TcpListener) -> Serving) -> Result<SocketAddr> {
    let (sender, receiver) = mpsc::channel();
    let runtime = single()?;
    thread::spawn(move || {
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            // Nobody waits for the address when the program ends first.
            let _ = sender.send(listener.local_addr()?);
            serve(listener).await
        })
    });
    Ok(receiver.recv()?)
}

/// A runtime on this thread.
pub fn single() -> Result<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}
