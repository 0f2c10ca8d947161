//! `apigen mock` as a program: it says what it serves, serves it on a socket, and ends when told to.
#![allow(clippy::unwrap_used)] // A test that cannot set itself up has failed.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A program that does not outlive its test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, which is fine.
        let _ = self.0.kill();
    }
}

fn exchange(address: &str, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    let headers =
        format!("host: mock\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {length}");
    write!(stream, "{head} HTTP/1.1\r\n{headers}\r\n\r\n{body}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    format!("{} {body}", head.split(' ').nth(1).unwrap())
}

#[test]
fn definitions_are_served_on_a_socket_until_told_to_stop() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/cli/mock.in");
    let mut command = Command::new(env!("CARGO_BIN_EXE_apigen"));
    command.args(["mock", folder, "--port", "0"]).stdout(Stdio::piped());
    let mut program = Program(command.spawn().unwrap());
    let mut lines = BufReader::new(program.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    let said: Vec<_> = lines.by_ref().take(4).collect();
    assert_eq!(said[..3], ["POST    /notes", "GET     /notes/:id", ""]);
    let address = said[3].strip_prefix("http://").unwrap().split(' ').next().unwrap();
    assert_eq!(exchange(address, "POST /notes", r#"{"text": "a"}"#), r#"201 {"id":1,"text":"a"}"#);
    assert_eq!(exchange(address, "GET /notes/1", ""), r#"200 {"id":1,"text":"a"}"#);
    assert_eq!(exchange(address, "GET /notes/2", ""), "404 ");
    assert!(exchange(address, "GET /_internal_/healthcheck", "").starts_with("200 "));
    interrupt(&program.0);
    assert!(program.0.wait().unwrap().success());
}

fn interrupt(program: &Child) {
    let status = Command::new("kill").args(["-INT", &program.id().to_string()]).status();
    assert!(status.unwrap().success());
}
