//! HTTP as such: requests that no generated client sends.

use serde_json::json;

use crate::handlers::start;

const THING: &str = r#"{"id": 1, "name": "name"}"#;

#[tokio::test]
async fn bodies_that_are_no_json_say_where() {
    let (server, _client, recorder) = start().await;
    for (body, place) in [("{\"id\": 1,\n]", "line 2, column 1"), ("{", "line 1, column 1"), ("\u{feff}{}", "line 1")] {
        let answer = server.raw("POST /bodies/model", &[], body).await;
        let message = answer.json()["violations"][0]["message"].clone();
        assert!(message.as_str().unwrap().contains(place), "{message}");
    }
    let answer = server.raw("POST /bodies/model", &[], "").await;
    assert_eq!((answer.status, answer.violations()), (400, vec!["body  required".to_owned()]));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(server.raw("POST /bodies/json", &[], &deep).await.status, 400);
    assert_eq!(recorder.last().1, 0);
}

#[tokio::test]
async fn content_types_decide_whether_a_body_is_read() {
    let (server, _client, _) = start().await;
    let table = [
        ("application/json", 200),
        ("Application/JSON; charset=utf-8", 200),
        ("application/merge-patch+json", 200),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("application/jsonp", 415),
        ("", 415),
    ];
    for (content_type, status) in table {
        let header = format!("content-type: {content_type}");
        let answer = server.raw("POST /bodies/model", &[&header], THING).await;
        assert_eq!(answer.status, status, "{content_type}");
    }
    assert_eq!(server.raw("POST /bodies/model", &[], THING).await.status, 200, "none at all is taken for JSON");
    let answer = server.raw("POST /places/form", &["content-type: application/json"], "{}").await;
    assert_eq!((answer.status, &answer.json()["title"]), (415, &json!("Unsupported Media Type")));
}

#[tokio::test]
async fn methods_that_a_path_does_not_have_are_told_which_it_has() {
    let (server, _client, _) = start().await;
    let table = [
        ("POST /places/query", "get, head, options"),
        ("GET /bodies/model", "options, post"),
        ("PATCH /places/mixed/1", "options, put"),
        ("BREW /answers/nothing", "get, head, options"),
    ];
    for (line, allowed) in table {
        let answer = server.raw(line, &[], "").await;
        assert_eq!((answer.status, answer.header("allow").as_deref()), (405, Some(allowed)), "{line}");
    }
    let answer = server.raw("OPTIONS /places/query", &[], "").await;
    assert_eq!((answer.status, answer.header("allow").as_deref()), (204, Some("get, head, options")));
    let answer = server.raw("OPTIONS /answers/method", &[], "").await;
    assert_eq!(answer.json(), json!("method_options"), "an operation of its own comes first");
    let answer = server.raw("GET /nowhere", &[], "").await;
    assert_eq!((answer.status, answer.header("allow")), (404, None));
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let (server, _client, _) = start().await;
    let get = server.raw("GET /answers/body/text", &[], "").await;
    let head = server.raw("HEAD /answers/body/text", &[], "").await;
    assert_eq!((get.body.as_str(), head.body.as_str(), head.status), ("\"text\"", "", 200));
    assert_eq!(head.header("content-length"), get.header("content-length"));
    assert_eq!(head.header("content-type"), get.header("content-type"));
    assert_eq!(server.raw("HEAD /answers/status/404", &[], "").await.status, 404);
}

#[tokio::test]
async fn paths_are_decoded_once_and_segment_by_segment() {
    let (server, _client, _) = start().await;
    let table = [
        ("a%2Fb", json!("a/b")),
        ("%252F", json!("%2F")),
        ("a+b", json!("a+b")),
        ("%F0%9F%99%82", json!("🙂")),
        ("..%2f..", json!("../..")),
        ("%00", json!("\u{0}")),
        ("a;b=c", json!("a;b=c")),
    ];
    for (segment, value) in table {
        let answer = server.raw(&format!("GET /answers/body/{segment}"), &[], "").await;
        assert_eq!((answer.status, answer.json()), (200, value), "{segment}");
    }
    for (path, status) in [("/answers/body/", 404), ("/answers/body/a/b", 404), ("/answers/body/%ff", 400)] {
        assert_eq!(server.raw(&format!("GET {path}"), &[], "").await.status, status, "{path}");
    }
}

#[tokio::test]
async fn names_and_values_of_queries_are_decoded_once() {
    let (server, _client, recorder) = start().await;
    let table = [
        ("%74ext=a%2Bb", "text: Some(\"a+b\")"),
        ("text=a+b", "text: Some(\"a b\")"),
        ("text=a%26b", "text: Some(\"a&b\")"),
        ("text=%2541", "text: Some(\"%41\")"),
        ("&&text=a=b&", "text: Some(\"a=b\")"),
        ("words=a&words=b", "words: [\"a\", \"b\"]"),
        ("words=a,b", "words: [\"a,b\"]"),
        ("words=", "words: [\"\"]"),
        ("words", "words: [\"\"]"),
    ];
    for (query, seen) in table {
        assert_eq!(server.raw(&format!("GET /places/query?{query}"), &[], "").await.status, 200, "{query}");
        assert!(recorder.last().0.contains(seen), "{query}: {}", recorder.last().0);
    }
}

#[tokio::test]
async fn headers_repeat_where_they_are_lists() {
    let (server, _client, recorder) = start().await;
    let lines = ["x-words: a, b", "X-WORDS: \"c,d\""];
    assert_eq!(server.raw("GET /places/headers", &lines, "").await.status, 200);
    assert!(recorder.last().0.contains("x_words: [\"a\", \"b\", \"c,d\"]"), "{}", recorder.last().0);
    let answer = server.raw("GET /places/headers", &["x-text: ab", "x-text: cd"], "").await;
    assert_eq!((answer.status, answer.violations()), (400, vec!["header /X-Text type".to_owned()]));
}

#[tokio::test]
async fn bodies_may_not_be_huge() {
    let (server, _client, recorder) = start().await;
    let answer = server.raw("POST /bodies/string", &["expect: 100-continue", "content-length: 99999999"], "").await;
    assert_eq!(answer.status, 413, "before any of it is sent");
    let text = format!("\"{}\"", "x".repeat(1_000_000));
    assert_eq!(server.raw("POST /bodies/string", &[], &text).await.status, 200);
    assert_eq!(recorder.last().1, 1);
}

#[tokio::test]
async fn bodies_in_chunks_are_bodies() {
    let (server, _client, _) = start().await;
    let chunks = "5\r\n\"a b \r\n2\r\nc\"\r\n0\r\n\r\n";
    let answer = server.chunked("POST /bodies/string", chunks).await;
    assert_eq!((answer.status, answer.json()), (200, json!("a b c")));
}

#[tokio::test]
async fn keys_that_occur_twice_count_once() {
    let (server, _client, _) = start().await;
    let answer =
        server.raw("POST /bodies/map", &[], r#"{"a": {"id": 1, "name": "old"}, "a": {"id": 2, "name": "new"}}"#).await;
    assert_eq!((answer.status, &answer.json()["a"]["id"]), (200, &json!(2)));
}

#[tokio::test]
async fn requests_that_are_no_http_are_refused() {
    let (server, _client, recorder) = start().await;
    for line in ["GET", "GET /places/query HTTP/9.9 x", "\u{0}\u{1}"] {
        assert_eq!(server.raw(line, &[], "").await.status, 400, "{line}");
    }
    assert_eq!(recorder.last().1, 0);
}
