//! The service as a process of its own.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use io_acme_healthcheck_v0::client::Client;

fn run() -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_user-service"));
    let mut child = command.env("PORT", "0").stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (child, line.trim().to_owned())
}

#[tokio::test]
async fn it_prints_its_address_and_stops_when_asked() {
    let (mut child, url) = run();
    let client = Client::builder(url).build().unwrap();
    client.healthchecks().get_healthcheck().send().await.unwrap();
    let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(asked.success());
    assert!(child.wait().unwrap().success(), "SIGTERM is no failure");
}
