//! A NATS server of a test's own, with `JetStream`.

use std::io::Read;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use crate::wait::until_ready;
use crate::{Account, Folder, Process, find, free_port};

/// A NATS server with its own data; it ends and its data go when the value is dropped or the test process ends.
#[derive(Debug)]
pub struct Nats {
    // Dropped before the folder.
    process: Option<Process>,
    port: u16,
    /// Bytes that all streams may have on disk.
    room: u64,
    folder: Folder,
}

/// More than any test writes.
const ROOM: u64 = 1 << 30;

impl Nats {
    /// Starts a server.
    pub fn start() -> Self {
        Self::with_room(ROOM)
    }

    /// Starts a server on whose disk streams find so many bytes of room.
    pub fn with_room(room: u64) -> Self {
        let mut server = Self { process: None, port: free_port(), room, folder: Folder::new(Account::Own) };
        server.start_again();
        server
    }

    /// Gives a full server room again, which takes a start.
    pub fn make_room(&mut self) {
        self.room = ROOM;
        self.kill();
        self.start_again();
    }

    /// The server that all tests of this process share. None may stop it, and each uses streams of its own.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Nats> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// The TCP port on 127.0.0.1, the same after every start.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The URL for clients.
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Ends the server without any warning; what it wrote stays.
    pub fn kill(&mut self) {
        if let Some(process) = self.process.take() {
            process.signal("KILL");
            process.wait();
        }
    }

    /// Starts the server again, on the same port with the same data; nothing when it runs.
    pub fn start_again(&mut self) {
        if self.process.as_ref().is_some_and(Process::is_running) {
            return;
        }
        let mut command = Command::new(find("nats-server"));
        command.args(["--addr", "127.0.0.1", "--port", &self.port.to_string(), "--config"]).arg(self.configure());
        let process = Process::start(Account::Own, &self.folder, &command);
        until_ready("NATS", &process, &self.folder.join("log"), || self.is_ready());
        self.process = Some(process);
    }

    fn configure(&self) -> PathBuf {
        let (path, data) = (self.folder.join("nats.conf"), self.folder.join("data"));
        let settings = format!("jetstream {{ store_dir: \"{}\", max_file_store: {} }}\n", data.display(), self.room);
        std::fs::write(&path, settings).unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
        path
    }

    /// A server greets whoever connects.
    fn is_ready(&self) -> bool {
        let connection = TcpStream::connect(("127.0.0.1", self.port));
        let mut greeting = [0; 4];
        connection.and_then(|mut it| it.read_exact(&mut greeting)).is_ok_and(|()| &greeting == b"INFO")
    }
}
