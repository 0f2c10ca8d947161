//! Services that are not there or break, callers that go away, bodies that are long.

use apigen_conform::{Ending, Exchange as _, Request, Settings};
use apigen_tester::{Network, Pace};

use super::Running;
use super::sockets::{Line, Upstream};

const READ: &str = "GET /users/1 HTTP/1.1\r\nhost: x\r\n\r\n";

#[tokio::test]
async fn a_service_that_is_down_is_said_to_be() {
    let upstream = Upstream::bind().await;
    let url = upstream.url();
    drop(upstream);
    let proxy = Running::before(&url).await;
    for _ in 0..3 {
        let mut caller = Line::to(proxy.address).await;
        caller.write(READ).await;
        let answer = caller.message().await;
        assert!(answer.starts_with("HTTP/1.1 502 Bad Gateway\r\n"), "{answer}");
        assert!(answer.contains("apigen conform --proxy: the service cannot be reached: "), "{answer}");
    }
    let seen = proxy.stop().await;
    assert_eq!(seen.told, ["down"]);
    assert_eq!(seen.report.unjudged, [("the service could not be reached".to_owned(), 3)]);
    assert!(matches!(seen.report.ending, Ending::NothingJudged(_)));
}

#[tokio::test]
async fn a_service_that_breaks_off_is_found() {
    let upstream = Upstream::bind().await;
    let proxy = Running::before(&upstream.url()).await;
    let mut caller = Line::to(proxy.address).await;
    let half = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{\"id\":";
    tokio::join!(upstream.answer(half), caller.write(READ));
    assert!(caller.rest().await.ends_with("\r\n\r\n{\"id\":"));
    let seen = proxy.stop().await;
    assert_eq!(seen.told, ["answer-whole get_userbroken"]);
}

#[tokio::test]
async fn a_service_that_hangs_up_is_found() {
    let upstream = Upstream::bind().await;
    let proxy = Running::before(&upstream.url()).await;
    let mut caller = Line::to(proxy.address).await;
    caller.write("DELETE /users/1 HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let mut service = upstream.accept().await;
    service.message().await;
    drop(service);
    let answer = caller.message().await;
    assert!(answer.starts_with("HTTP/1.1 502 ") && answer.contains("the service gave no answer: "), "{answer}");
    assert_eq!(proxy.stop().await.told, ["answer-whole delete_userbroken"]);
}

#[tokio::test]
async fn a_connection_that_was_kept_too_long_is_nobodys_fault() {
    let upstream = Upstream::bind().await;
    let proxy = Running::before(&upstream.url()).await;
    let mut caller = Line::to(proxy.address).await;
    caller.write(READ).await;
    let mut service = upstream.accept().await;
    service.message().await;
    service.write("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await;
    caller.message().await;
    // The second request comes over the connection that was kept, and that the service closes just then.
    caller.write(READ).await;
    service.message().await;
    drop(service);
    upstream.answer("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await;
    assert!(caller.message().await.starts_with("HTTP/1.1 404 "));
    assert_eq!(proxy.stop().await.told, [""; 0]);
}

#[tokio::test]
async fn long_bodies_pass_and_are_not_judged() {
    let upstream = Upstream::bind().await;
    let proxy = Running::with(&upstream.url(), Settings::default(), |it| it.longest_body(1_000)).await;
    let mut caller = Line::to(proxy.address).await;
    let long = "x".repeat(1 << 20);
    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{long}", long.len());
    let (_, arrived) = tokio::join!(upstream.answer(&answer), async {
        caller.write(READ).await;
        caller.message().await
    });
    assert!(arrived == answer, "{} bytes", arrived.len());
    let request =
        format!("PUT /users/1 HTTP/1.1\r\nhost: {}\r\ncontent-length: {}\r\n\r\n{long}", upstream.host(), long.len());
    let (arrived, ()) = tokio::join!(upstream.answer("HTTP/1.1 204 No Content\r\n\r\n"), caller.write(&request));
    assert!(arrived == request, "{} bytes", arrived.len());
    caller.message().await;
    let seen = proxy.stop().await;
    let (read, write) = ("the body of an answer is too large to judge", "the body of a request is too large to judge");
    assert_eq!(seen.told, [format!("not judged: GET /users/1: {read}"), format!("not judged: PUT /users/1: {write}")]);
    assert_eq!(seen.report.unjudged, [(write.to_owned(), 1), (read.to_owned(), 1)]);
}

#[tokio::test]
async fn a_caller_that_goes_away_is_no_finding() {
    let upstream = Upstream::bind().await;
    let proxy = Running::before(&upstream.url()).await;
    let mut caller = Line::to(proxy.address).await;
    caller.write(READ).await;
    let mut service = upstream.accept().await;
    service.message().await;
    drop(caller);
    // The service sees that nobody waits any more.
    assert_eq!(service.rest().await, "");
    let mut caller = Line::to(proxy.address).await;
    caller.write(READ).await;
    let mut service = upstream.accept().await;
    service.message().await;
    service.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n").await;
    caller.until(b"1\r\nx\r\n").await;
    drop(caller);
    assert_eq!(service.rest().await, "");
    let seen = proxy.stop().await;
    assert_eq!(seen.told, ["not judged: GET /users/1: it ended before its answer did"]);
    assert_eq!(seen.report.unjudged, [("it ended before its answer did".to_owned(), 2)]);
}

#[tokio::test]
async fn a_caller_that_stops_sending_is_no_finding() {
    let upstream = Upstream::bind().await;
    let proxy = Running::before(&upstream.url()).await;
    let mut caller = Line::to(proxy.address).await;
    caller.write("PUT /users/1 HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{\"a\"").await;
    let mut service = upstream.accept().await;
    service.until(b"{\"a\"").await;
    drop(caller);
    assert_eq!(service.rest().await, "");
    let seen = proxy.stop().await;
    assert!(seen.report.findings.is_empty(), "{}", seen.report.text());
    assert_eq!(seen.report.unjudged.len(), 1);
}

#[tokio::test]
async fn what_is_under_way_is_finished() {
    let upstream = Upstream::bind().await;
    let Running { address, stop, done } = Running::before(&upstream.url()).await;
    let mut caller = Line::to(address).await;
    caller.write(READ).await;
    let mut service = upstream.accept().await;
    service.message().await;
    stop.send(()).unwrap();
    service.write("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await;
    assert!(caller.message().await.starts_with("HTTP/1.1 404 "));
    assert_eq!(caller.rest().await, "");
    let report = done.await.unwrap().report;
    assert_eq!((report.requests, report.cases, report.unjudged), (1, 1, Vec::new()));
}

#[tokio::test]
async fn a_port_that_is_taken_is_said_to_be() {
    let upstream = Upstream::bind().await;
    let port = upstream.host().rsplit(':').next().unwrap().parse().unwrap();
    let error = apigen_tester::Proxy::bind(port, &upstream.url()).await.unwrap_err().to_string();
    assert!(error.starts_with(&format!("cannot listen on 127.0.0.1:{port}: ")), "{error}");
}

#[tokio::test]
async fn many_callers_at_once_are_all_served() {
    let router = axum::Router::new().fallback(|| async { http::StatusCode::NOT_FOUND });
    let proxy = Running::before(&crate::network::served(router).await).await;
    let network = Network::new(&proxy.url(), Pace::default()).unwrap();
    let callers = (0..50).map(|it| {
        let network = network.clone();
        tokio::spawn(async move { network.send(&Request::new("GET", format!("/users/{it}"))).await.unwrap().status })
    });
    for caller in callers.collect::<Vec<_>>() {
        assert_eq!(caller.await.unwrap(), 404);
    }
    assert_eq!(proxy.stop().await.report.requests, 50);
}
