//! `apigen mock` as a program: it says what it serves, serves it on a socket, and ends when told to.
#![allow(clippy::unwrap_used)] // A test that cannot set itself up has failed.

mod company;
mod program;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use program::Program;

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
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/cli/mock.in/notes.json");
    let mut program = Program::start(folder);
    let (said, url) = program.ready();
    assert_eq!(said, ["POST    /notes", "GET     /notes/:id", ""]);
    let address = url.strip_prefix("http://").unwrap();
    assert_eq!(exchange(address, "POST /notes", r#"{"text": "a"}"#), r#"201 {"id":1,"text":"a"}"#);
    assert_eq!(exchange(address, "GET /notes/1", ""), r#"200 {"id":1,"text":"a"}"#);
    assert_eq!(exchange(address, "GET /notes/2", ""), "404 ");
    assert!(exchange(address, "GET /_internal_/healthcheck", "").starts_with("200 "));
    assert!(program.interrupt());
}
