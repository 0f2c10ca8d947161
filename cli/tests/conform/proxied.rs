//! Callers reach the service through `--proxy`, and ctrl-c brings the report.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use crate::program::Program;
use crate::service::Service;

/// The answer of a service to a request, without a body.
pub(crate) fn ask(address: &str, line: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Where a proxy listens.
pub(crate) fn ready(program: &mut Program) -> String {
    let note = program.note("http://127.0.0.1:");
    note["http://".len()..].split(' ').next().unwrap().to_owned()
}

#[test]
fn a_report_comes_at_the_end() {
    let service = Service::start();
    let mut program = Program::start(service.definition.path(), &["--proxy", "0", "--to", &service.url]);
    let address = ready(&mut program);
    let answer = ask(&address, "GET /book-shelves");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("\"totalCount\":0"), "{answer}");
    assert!(ask(&address, "GET /nowhere").starts_with("HTTP/1.1 404 "));
    program.signal("INT");
    let ended = program.end();
    assert_eq!(ended.code, Some(0), "{}", ended.report);
    assert_eq!((&ended.report["ending"], &ended.report["summary"]["requests"]), (&"done".into(), &2.into()));
    assert_eq!(ended.report["summary"]["cases"], 1, "only what is declared is judged");
}

#[test]
fn what_drifts_is_said_at_once_and_ends_with_1() {
    let service = Service::start();
    let definition = apigen_test_conform::shelf::DEFINITION.replace("\"totalCount\"", "\"total\"");
    let changed = tempfile::Builder::new().suffix(".json").tempfile().unwrap();
    std::fs::write(changed.path(), definition).unwrap();
    let mut program = Program::start(changed.path(), &["--proxy", "0", "--to", &service.url, "--budget", "2"]);
    let address = ready(&mut program);
    ask(&address, "GET /book-shelves");
    program.note("error[body-as-declared] ");
    ask(&address, "GET /book-shelves");
    // The budget ends it.
    let ended = program.end();
    assert_eq!(ended.code, Some(1));
    assert_eq!(ended.report["findings"][0]["count"], 2, "{}", ended.report);
}

#[test]
fn a_service_that_is_down_is_said_to_be_and_nothing_was_judged() {
    let service = Service::start();
    let to = "http://127.0.0.1:1";
    let mut program = Program::start(service.definition.path(), &["--proxy", "0", "--to", to, "--budget", "1"]);
    let address = ready(&mut program);
    assert!(ask(&address, "GET /book-shelves").starts_with("HTTP/1.1 502 "));
    program.note("the service cannot be reached, callers get 502: ");
    let ended = program.end();
    assert_eq!(ended.code, Some(3));
    assert_eq!(ended.report["summary"]["unjudged"][0]["count"], 1, "{}", ended.report);
}
