//! Byte for byte, except for what is about a single connection.

use super::Running;
use super::sockets::{Line, Upstream};

#[tokio::test]
async fn requests_arrive_as_they_were_sent() {
    let upstream = Upstream::bind().await;
    let proxy = Running::before(&upstream.url()).await;
    let mut caller = Line::to(proxy.address).await;
    let sent = "POST /a%2Fb/%7e;x//..?q=%20+&&é HTTP/1.1\r\nHost: elsewhere\r\nX-Two: 1\r\nx-tWo: 2\r\n\
                Connection: keep-alive, X-Hop\r\nX-Hop: 1\r\nTE: trailers\r\nContent-Length: 5\r\n\r\nhello";
    let (arrived, ()) = tokio::join!(upstream.answer("HTTP/1.1 204 Nothing\r\n\r\n"), caller.write(sent));
    let expected = format!(
        "POST /a%2Fb/%7e;x//..?q=%20+&&é HTTP/1.1\r\nHost: {}\r\nX-Two: 1\r\nx-tWo: 2\r\nContent-Length: 5\r\n\r\nhello",
        upstream.host()
    );
    assert_eq!(arrived, expected);
    assert_eq!(caller.message().await, "HTTP/1.1 204 Nothing\r\n\r\n");
}

#[tokio::test]
async fn answers_arrive_as_they_were_sent() {
    for (method, answer, expected) in [
        (
            "GET",
            "HTTP/1.1 299 Odd words\r\nX-Case: a\r\nSet-Cookie: 1\r\nset-cookie: 2\r\ncontent-length: 2\r\n\r\nok",
            None,
        ),
        ("GET", "HTTP/1.1 304 Not Modified\r\netag: \"1\"\r\n\r\n", None),
        ("GET", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", None),
        ("DELETE", "HTTP/1.1 204 No Content\r\n\r\n", None),
        ("GET", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", None),
        (
            "GET",
            "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
            Some("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"),
        ),
        (
            "GET",
            "HTTP/1.1 200 OK\r\nconnection: close, x-hop\r\nx-hop: 1\r\ncontent-length: 2\r\n\r\nok",
            Some("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"),
        ),
    ] {
        let upstream = Upstream::bind().await;
        let proxy = Running::before(&upstream.url()).await;
        let mut caller = Line::to(proxy.address).await;
        let request = format!("{method} /users/1 HTTP/1.1\r\nhost: x\r\n\r\n");
        tokio::join!(upstream.answer(answer), caller.write(&request));
        assert_eq!(caller.message().await, expected.unwrap_or(answer));
    }
}

#[tokio::test]
async fn the_length_of_what_get_would_bring_stays_with_head() {
    let upstream = Upstream::bind().await;
    let proxy = Running::before(&upstream.url()).await;
    let mut caller = Line::to(proxy.address).await;
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n";
    tokio::join!(upstream.answer(answer), caller.write("HEAD /users/1 HTTP/1.1\r\nhost: x\r\n\r\n"));
    assert_eq!(caller.until(b"\r\n\r\n").await, answer);
    // The next answer follows at once: the first had no body.
    tokio::join!(
        upstream.answer("HTTP/1.1 204 No Content\r\n\r\n"),
        caller.write("GET /a HTTP/1.1\r\nhost: x\r\n\r\n")
    );
    assert_eq!(caller.message().await, "HTTP/1.1 204 No Content\r\n\r\n");
}

#[tokio::test]
async fn bodies_stream_in_both_directions() {
    let upstream = Upstream::bind().await;
    let proxy = Running::before(&upstream.url()).await;
    let mut caller = Line::to(proxy.address).await;
    caller.write("PUT /users/1 HTTP/1.1\r\nhost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n").await;
    // Each piece is seen on the other side before the next one is sent.
    let mut service = upstream.accept().await;
    assert!(service.until(b"one\r\n").await.ends_with("\r\n\r\n3\r\none\r\n"));
    caller.write("3\r\ntwo\r\n").await;
    assert_eq!(service.until(b"two\r\n").await, "3\r\ntwo\r\n");
    service.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nthree\r\n").await;
    assert!(caller.until(b"three\r\n").await.ends_with("5\r\nthree\r\n"));
    caller.write("0\r\n\r\n").await;
    service.until(b"0\r\n\r\n").await;
    service.write("0\r\n\r\n").await;
    assert_eq!(caller.until(b"0\r\n\r\n").await, "0\r\n\r\n");
}

#[tokio::test]
async fn who_waits_before_sending_is_told_to_go_on() {
    let upstream = Upstream::bind().await;
    let proxy = Running::before(&upstream.url()).await;
    let mut caller = Line::to(proxy.address).await;
    caller.write("PUT /users/1 HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n").await;
    assert_eq!(caller.until(b"\r\n\r\n").await, "HTTP/1.1 100 Continue\r\n\r\n");
    caller.write("{}").await;
    let arrived = upstream.answer("HTTP/1.1 204 No Content\r\n\r\n").await;
    assert!(arrived.ends_with("\r\n\r\n{}"), "{arrived}");
    assert_eq!(caller.message().await, "HTTP/1.1 204 No Content\r\n\r\n");
}

#[tokio::test]
async fn nothing_leaves_the_address_of_the_service() {
    let upstream = Upstream::bind().await;
    let proxy = Running::before(&format!("{}/v1", upstream.url())).await;
    for (asked, status) in [
        ("GET /../admin", "400"),
        ("GET /a/%2e%2e/..%2Fadmin", "400"),
        ("GET http://127.0.0.1:1/v1/users", "421"),
        ("OPTIONS *", "400"),
        ("CONNECT 127.0.0.1:1", "421"),
    ] {
        let mut caller = Line::to(proxy.address).await;
        caller.write(&format!("{asked} HTTP/1.1\r\nhost: x\r\n\r\n")).await;
        let refused = caller.message().await;
        assert!(refused.starts_with(&format!("HTTP/1.1 {status} ")), "{asked}: {refused}");
        assert!(refused.contains("\r\n\r\napigen conform --proxy: "), "{asked}: {refused}");
    }
    // The first request that arrives is the first that stays below the address.
    let mut caller = Line::to(proxy.address).await;
    let below = "GET /users/../1 HTTP/1.1\r\nhost: x\r\n\r\n";
    let (arrived, ()) = tokio::join!(upstream.answer("HTTP/1.1 204 No Content\r\n\r\n"), caller.write(below));
    assert!(arrived.starts_with("GET /v1/users/../1 HTTP/1.1\r\n"), "{arrived}");
    caller.message().await;
    assert_eq!(proxy.stop().await.report.requests, 1);
}
