//! A `RabbitMQ` server of a test's own.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use crate::process::tail;
use crate::wait::until_ready;
use crate::{Account, Folder, Process, find, free_port};

/// A `RabbitMQ` node with its own name, ports, folders and port mapper; it ends and its data go when the value is
/// dropped or the test process ends.
#[derive(Debug)]
pub struct Rabbit {
    // Dropped before the folder, and the node before its port mapper.
    process: Option<Process>,
    port_mapper: Process,
    account: Account,
    port: u16,
    distribution: u16,
    mapper: u16,
    folder: Folder,
}

/// A node keeps all cores busy while it starts, so several at once take longer than one after the other.
static STARTING: Mutex<()> = Mutex::new(());

impl Rabbit {
    /// Starts a node.
    pub fn start() -> Self {
        let account = Account::unprivileged(&["rabbitmq"]);
        let (folder, mapper) = (Folder::new(account), free_port());
        let mut command = Command::new(find("epmd"));
        command.args(["-port", &mapper.to_string(), "-address", "127.0.0.1"]);
        let port_mapper = Process::start(account, &folder, &command);
        let (port, distribution) = (free_port(), free_port());
        let mut server = Self { process: None, port_mapper, account, port, distribution, mapper, folder };
        server.configure();
        server.start_again();
        server
    }

    /// The node that all tests of this process share. None may stop it, and each uses streams of its own.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Rabbit> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// The TCP port on 127.0.0.1, the same after every start.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The URL for clients.
    pub fn url(&self) -> String {
        format!("amqp://guest:guest@127.0.0.1:{}/%2f", self.port)
    }

    /// Ends the node without any warning; what it wrote stays.
    pub fn kill(&mut self) {
        if let Some(process) = self.process.take() {
            process.signal("KILL");
            process.wait();
        }
    }

    /// Starts the node again, on the same port with the same data; nothing when it runs.
    pub fn start_again(&mut self) {
        if self.process.as_ref().is_some_and(Process::is_running) {
            return;
        }
        assert!(self.port_mapper.is_running(), "the port mapper has ended:\n{}", tail(&self.folder.join("log")));
        let _one_at_a_time = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
        let process = Process::start(self.account, &self.folder, &self.command());
        until_ready("RabbitMQ", &process, &self.folder.join("log"), || self.is_ready());
        self.process = Some(process);
    }

    /// Makes the node write down which quorum queues there are: by itself it does so only once its table of them has not
    /// changed for half a second, and a node that is killed earlier has forgotten a queue that it has confirmed.
    pub fn write_down(&self) {
        self.evaluate("[ok = dets:sync(Table) || Table <- dets:all()], ok.");
    }

    /// Makes the node believe that its disk is full: it reads nothing from connections that publish.
    pub fn fill_disk(&self) {
        self.evaluate("ok = rabbit_disk_monitor:set_disk_free_limit(1 bsl 60), ok.");
    }

    /// Ends that belief.
    pub fn make_room(&self) {
        self.evaluate("ok = rabbit_disk_monitor:set_disk_free_limit(1000), ok.");
    }

    /// The names of all queues, sorted.
    pub fn queues(&self) -> Vec<String> {
        let all =
            self.evaluate("[io:format(\"~s~n\", [element(4, Queue)]) || Queue <- rabbit_amqqueue:list_names()], ok.");
        // The answer `{ok, …}` comes behind what was printed.
        let is_name = |it: &&str| it.contains('/') && !it.starts_with('{');
        let mut names: Vec<_> = all.lines().filter(is_name).map(str::to_owned).collect();
        names.sort_unstable();
        names
    }

    /// Evaluates Erlang in the node and returns what it says; panics when it cannot.
    fn evaluate(&self, erlang: &str) -> String {
        let mut command = Command::new(find("erl_call"));
        command.args(["-n", &self.name(), "-fetch_stdout", "-e"]).stdin(Stdio::piped());
        command.env("HOME", self.folder.path()).env("ERL_EPMD_PORT", self.mapper.to_string());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        self.account.run(&mut command);
        let mut run = || -> std::io::Result<_> {
            let mut call = command.spawn()?;
            // The call begins when its input has ended.
            call.stdin.take().map_or(Ok(()), |mut input| writeln!(input, "{erlang}"))?;
            call.wait_with_output()
        };
        let output = run().unwrap_or_else(|error| panic!("cannot call the node: {error}"));
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success() && said.contains("{ok"),
            "{erlang}\n{said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        said
    }

    fn name(&self) -> String {
        format!("apigen-{}@localhost", self.port)
    }

    fn configure(&self) {
        let settings = format!(
            "listeners.tcp.1 = 127.0.0.1:{}\nloopback_users = none\nlog.console = true\nlog.file = false\n",
            self.port
        );
        let path = self.folder.join("rabbitmq.conf");
        std::fs::write(&path, settings).unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
        self.account.own(&path);
    }

    fn command(&self) -> Command {
        // The command of that name for everybody changes the user, and keeps a shell between us and the node.
        let mut command = Command::new(find("rabbitmq-defaults").with_file_name("rabbitmq-server"));
        let folder = |name: &str| self.folder.join(name);
        command
            .env("HOME", self.folder.path())
            .env("RABBITMQ_NODENAME", self.name())
            .env("RABBITMQ_DIST_PORT", self.distribution.to_string())
            .env("ERL_EPMD_PORT", self.mapper.to_string())
            .env("RABBITMQ_CONFIG_FILE", folder("rabbitmq.conf"))
            .env("RABBITMQ_CONF_ENV_FILE", "/dev/null")
            .env("RABBITMQ_MNESIA_BASE", folder("data"))
            .env("RABBITMQ_LOG_BASE", folder("logs"))
            .env("RABBITMQ_ENABLED_PLUGINS_FILE", folder("plugins"))
            .env("RABBITMQ_PID_FILE", folder("pid"))
            // So that the script becomes the node, which would be its child otherwise and outlive a kill.
            .env("RABBITMQ_ALLOW_INPUT", "1")
            .env("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-noinput +sbwt none +sbwtdcpu none +sbwtdio none");
        command
    }

    /// A node greets whoever says which protocol it speaks.
    fn is_ready(&self) -> bool {
        let greet = || -> std::io::Result<u8> {
            let mut connection = TcpStream::connect(("127.0.0.1", self.port))?;
            connection.set_read_timeout(Some(Duration::from_secs(1)))?;
            connection.write_all(b"AMQP\x00\x00\x09\x01")?;
            let mut greeting = [0];
            connection.read_exact(&mut greeting)?;
            Ok(greeting[0])
        };
        // A frame with a method: the node asks who it is.
        greet().is_ok_and(|frame| frame == 1)
    }
}
