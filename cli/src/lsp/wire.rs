//! Messages in and out: standard input and output, each in a thread of its own.
//!
//! What goes out is written as it stands. A message of the library holds a tree of its JSON, and building and dropping
//! that takes longer than everything else about the findings of a large file.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use lsp_server::{Connection, Message};
use serde::Serialize;

/// Where messages to the editor go, in their order.
#[derive(Debug, Clone)]
pub(super) struct Outbox {
    bodies: SyncSender<Vec<u8>>,
}

/// Writes what is left to write.
#[derive(Debug)]
pub(super) struct Writer(JoinHandle<io::Result<()>>);

/// What comes from the editor, and where messages to it go.
pub(super) fn stdio() -> (Connection, Outbox, Writer) {
    let (ours, theirs) = Connection::memory();
    // One message waits while another is written: an editor that does not read holds the server up, not its memory.
    let (bodies, waiting) = sync_channel(1);
    let outbox = Outbox { bodies };
    let writer = Writer(thread::spawn(move || write_all(&waiting, &mut io::stdout().lock())));
    let handshake = outbox.clone();
    let Connection { sender, receiver } = theirs;
    thread::spawn(move || receiver.iter().for_each(|it| handshake.send(it)));
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        while let Ok(Some(message)) = Message::read(&mut input) {
            if sender.send(message).is_err() {
                return;
            }
        }
    });
    (ours, outbox, writer)
}

impl Outbox {
    /// Sends a message of the library.
    pub(super) fn send(&self, message: impl Into<Message>) {
        #[derive(Serialize)]
        struct Body {
            jsonrpc: &'static str,
            #[serde(flatten)]
            message: Message,
        }
        self.post(&Body { jsonrpc: "2.0", message: message.into() });
    }

    /// Sends a notification.
    pub(super) fn notify(&self, method: &'static str, params: &impl Serialize) {
        #[derive(Serialize)]
        struct Body<'p, P> {
            jsonrpc: &'static str,
            method: &'static str,
            params: &'p P,
        }
        self.post(&Body { jsonrpc: "2.0", method, params });
    }

    fn post(&self, body: &impl Serialize) {
        if let Ok(body) = serde_json::to_vec(body) {
            self.post_text(body);
        }
    }

    /// Sends a whole message that is JSON already.
    pub(super) fn post_text(&self, body: Vec<u8>) {
        // The editor may be gone; then no message follows either, and the loop ends.
        let _ = self.bodies.send(body);
    }
}

impl Writer {
    /// Waits until everything is written; every [`Outbox`] has to be gone.
    pub(super) fn finish(self) {
        // A thread that cannot write has lost its reader, and nobody is left to be told.
        let _ = self.0.join();
    }
}

fn write_all(bodies: &Receiver<Vec<u8>>, output: &mut impl Write) -> io::Result<()> {
    for body in bodies {
        write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
        output.write_all(&body)?;
        output.flush()?;
    }
    Ok(())
}
