//! What a caller without a generated client sees.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use acme_service_kit::start;
use io_acme_healthcheck_v0::HealthcheckStatus;
use io_acme_healthcheck_v0::client::Client;

use crate::service;

#[tokio::test]
async fn the_health_check_needs_no_token() {
    let service = start("127.0.0.1", 0, service().await).await.unwrap();
    let client = Client::builder(service.url()).build().unwrap();
    let health = client.healthchecks().get_healthcheck().send().await.unwrap();
    assert_eq!(health.status, HealthcheckStatus::Healthy);
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_on_the_wire() {
    let service = start("127.0.0.1", 0, service().await).await.unwrap();
    let url = service.url();
    let send = |text: &str| -> String {
        let mut stream = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let line = |method: &str, path: &str, rest: &str| {
        send(&format!("{method} {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{rest}\r\n"))
    };
    let token = "authorization: Bearer demo\r\n";
    let unknown = line("GET", "/users", "");
    assert!(unknown.starts_with("HTTP/1.1 401 ") && unknown.contains("www-authenticate: Bearer"), "{unknown}");
    assert!(line("GET", "/users", token).ends_with("\r\n\r\n[]"));
    let patched = line("PATCH", "/users", token);
    assert!(patched.starts_with("HTTP/1.1 405 ") && patched.contains("allow: GET, HEAD, OPTIONS, POST"), "{patched}");
    let head = line("HEAD", "/_internal_/healthcheck", "");
    assert!(head.starts_with("HTTP/1.1 200 ") && head.ends_with("\r\n\r\n"), "{head}");
    let text = line("POST", "/users", "content-type: text/plain\r\ncontent-length: 2\r\n\r\n{}");
    assert!(text.starts_with("HTTP/1.1 415 "), "{text}");
    let broken = line("POST", "/users", "content-type: application/json\r\ncontent-length: 1\r\n\r\n{");
    assert!(broken.starts_with("HTTP/1.1 422 ") && broken.contains("\"malformed_body\""), "{broken}");
    let unknown = "{\"handle\":\"ada\",\"email\":\"a@b\",\"is_admin\":true}";
    let head = format!("content-type: application/json\r\ncontent-length: {}\r\n\r\n{unknown}", unknown.len());
    let strict = line("POST", "/users", &head);
    assert!(strict.contains("\"/is_admin\"") && strict.contains("unknown_field"), "{strict}");
    assert!(line("GET", "/nothing", "").starts_with("HTTP/1.1 404 "));
}
