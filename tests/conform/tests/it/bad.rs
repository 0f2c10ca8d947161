//! Bad servers are as bad as they say.

use apigen_test_conform::bad::Bad;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The first bytes of the answer to a request, as text.
async fn begin(bad: Bad, wanted: usize) -> String {
    let serving = bad.serve().await.unwrap();
    let mut stream = TcpStream::connect(serving.url().strip_prefix("http://").unwrap()).await.unwrap();
    stream.write_all(b"GET /parts HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    stream.take(wanted as u64).read_to_end(&mut answer).await.unwrap();
    assert_eq!(serving.requests(), 1);
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn half_of_a_body_is_less_than_was_announced() {
    let answer = begin(Bad::HalfBody, usize::MAX >> 1).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains("content-length: 64") && body.len() < 64, "{answer}");
}

#[tokio::test]
async fn what_has_no_end_goes_on() {
    for bad in [Bad::EndlessHead, Bad::EndlessBody, Bad::HugeBody] {
        assert_eq!(begin(bad, 1 << 20).await.len(), 1 << 20);
    }
}

#[tokio::test]
async fn some_say_it_in_a_line() {
    for (bad, line) in [
        (Bad::Closes, ""),
        (Bad::NotHttp, "220 "),
        (Bad::Redirects("http://elsewhere.example/".to_owned()), "HTTP/1.1 307 "),
        (Bad::TooMany, "HTTP/1.1 429 "),
        (Bad::Unauthorized, "HTTP/1.1 401 "),
        (Bad::Unavailable, "HTTP/1.1 503 "),
    ] {
        let answer = begin(bad, line.len().max(1)).await;
        assert_eq!(answer, line);
    }
}
