//! A PostgreSQL server of a test's own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::wait::{until_ended, until_ready};
use crate::{Account, Folder, Process, find, free_port};

const USER: &str = "apigen";
/// What the server says when it is ready, in the locale that its cluster has.
const READY: &str = "database system is ready to accept connections";

/// What makes tests quick: a killed process loses nothing without `fsync`, only a killed machine does.
const SETTINGS: &[(&str, &str)] =
    &[("fsync", "off"), ("full_page_writes", "off"), ("shared_buffers", "64MB"), ("max_connections", "200")];

/// A PostgreSQL server with its own data; it ends and its data go when the value is dropped or the test process ends.
#[derive(Debug)]
pub struct Postgres {
    // Dropped before the folder.
    process: Option<Process>,
    account: Account,
    port: u16,
    settings: Vec<(String, String)>,
    databases: AtomicU32,
    folder: Folder,
}

impl Postgres {
    /// Starts a server.
    pub fn start() -> Self {
        Self::with(&[])
    }

    /// Starts a server with settings of `postgresql.conf`; the last of a name counts.
    pub fn with(settings: &[(&str, &str)]) -> Self {
        let account = Account::unprivileged(&["postgres"]);
        let folder = Folder::new(account);
        initialise(account, &folder);
        let settings = SETTINGS.iter().chain(settings).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let settings = settings.collect();
        let databases = AtomicU32::new(0);
        let mut server = Self { process: None, account, port: free_port(), settings, databases, folder };
        server.start_again();
        server
    }

    /// The server that all tests of this process share. Each asks for a database of its own, and none may stop it.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// Creates an empty database and returns its URL.
    pub fn database(&self) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.execute("postgres", &format!("create database {name}"));
        self.url(&name)
    }

    /// The URL of a database.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{database}", self.port)
    }

    /// The TCP port on 127.0.0.1, the same after every start.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The folder of the cluster's data.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Ends the server without any warning; its clients see their connections break.
    pub fn kill(&mut self) {
        let data = self.data();
        if let Some(process) = self.process.take() {
            process.signal("KILL");
            process.wait();
            drop(process);
            while let Some(child) = child(&data) {
                until_ended(child);
            }
        }
    }

    /// Ends the server in order, as its administrator would in a hurry: transactions are rolled back, nothing is lost.
    pub fn stop(&mut self) {
        if let Some(process) = self.process.take() {
            process.signal("INT");
            process.wait();
        }
    }

    /// Starts the server again, on the same port with the same data; nothing when it runs.
    pub fn start_again(&mut self) {
        if self.process.as_ref().is_some_and(Process::is_running) {
            return;
        }
        let mut command = Command::new(find("postgres"));
        command.arg("-D").arg(self.data()).args(["-p", &self.port.to_string(), "-h", "127.0.0.1"]);
        command.arg("-k").arg(self.folder.path());
        for (name, value) in &self.settings {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        let log = self.folder.join("log");
        let said_before = said(&log).len();
        let process = Process::start(self.account, &self.folder, &command);
        // Clients that ask too early would make it write to its log, which is what is waited for.
        until_ready("PostgreSQL", &process, &log, || {
            said(&log).get(said_before..).is_some_and(|it| it.contains(READY))
        });
        self.process = Some(process);
    }

    /// Stops the server in order and starts it again.
    pub fn restart(&mut self) {
        self.stop();
        self.start_again();
    }

    /// Freezes (`STOP`) or wakes (`CONT`) the server, or sends it any other signal.
    pub fn signal(&self, name: &str) {
        if let Some(process) = &self.process {
            process.signal(name);
        }
    }

    /// Makes a database take no writes, or take them again; its clients have to connect again.
    pub fn set_read_only(&self, database: &str, is_read_only: bool) {
        let sql = format!("alter database {database} set default_transaction_read_only = {is_read_only}");
        self.execute("postgres", &sql);
        let end = "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname";
        self.execute("postgres", &format!("{end} = '{database}'"));
    }

    /// Runs SQL in a database and returns what it prints, values separated by `|`; panics when it fails.
    pub fn execute(&self, database: &str, sql: &str) -> String {
        let mut command = self.client("psql", database);
        command.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "-v", "ON_ERROR_STOP=1", "-c", sql]);
        let output = command.output().unwrap_or_else(|error| panic!("cannot start psql: {error}"));
        assert!(output.status.success(), "{sql}\n{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    fn client(&self, program: &str, database: &str) -> Command {
        let mut command = Command::new(find(program));
        command.args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", USER, "-d", database, "-w"]);
        // What a test does to a database is not for its administrator.
        command.env("PGOPTIONS", "-c default_transaction_read_only=off");
        command
    }
}

fn initialise(account: Account, folder: &Folder) {
    let mut command = Command::new(find("initdb"));
    command.arg("-D").arg(folder.join("data")).args(["-U", USER, "--auth=trust", "--no-sync", "--no-instructions"]);
    command.args(["--encoding=UTF8", "--locale=C"]).current_dir(folder.path());
    account.run(&mut command);
    let output = command.output().unwrap_or_else(|error| panic!("cannot start initdb: {error}"));
    assert!(output.status.success(), "initdb failed:\n{}", String::from_utf8_lossy(&output.stderr));
}

/// A process of a cluster that still runs: each of them works in the folder of its data.
fn child(data: &Path) -> Option<u32> {
    let processes = Path::new("/proc").read_dir().into_iter().flatten().flatten();
    let mut own = processes.filter(|it| std::fs::read_link(it.path().join("cwd")).is_ok_and(|it| it == data));
    own.find_map(|it| it.file_name().to_str()?.parse().ok())
}

/// What a server has said so far.
fn said(log: &Path) -> String {
    std::fs::read(log).map_or_else(|_| String::new(), |it| String::from_utf8_lossy(&it).into_owned())
}
