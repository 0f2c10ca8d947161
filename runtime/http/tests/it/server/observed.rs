//! What operators see of requests: spans and events as a subscriber gets them, and metrics.

use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};

use apigen_http::server::{Auth, Content, Input, InternalError, Parameter, Receive, Refusal, Routes, Schema};
use axum::http::Method;
use axum::response::IntoResponse as _;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::{Nothing, accept, route, send};

/// Everything that is told, one line a call.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<String>>);

impl Told {
    fn tell(&self, what: &str, record: impl FnOnce(&mut Line)) {
        let mut line = Line(what.to_owned());
        record(&mut line);
        let mut all = self.0.lock().unwrap();
        all.push_str(&line.0);
        all.push('\n');
    }

    fn all(&self) -> String {
        self.0.lock().unwrap().clone()
    }
}

impl Subscriber for Told {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("apigen_http")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.tell(span.metadata().name(), |it| span.record(it));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.tell("record", |it| values.record(it));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.tell(event.metadata().level().as_str(), |it| event.record(it));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

/// What is told while one request is answered, and the answer.
async fn told(routes: Routes, line: &str, headers: &[(&str, &str)], body: &'static str) -> (String, super::Answer) {
    let told = Told::default();
    let guard = tracing::subscriber::set_default(told.clone());
    let answer = send(routes.into_router(), line, headers, body).await;
    drop(guard);
    (told.all(), answer)
}

#[tokio::test(start_paused = true)]
async fn a_span_says_what_was_called_and_how_it_ended() {
    let slow = async |_, _| {
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
        Ok("".into_response())
    };
    let traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let headers = [("x-request-id", "r-1"), ("traceparent", traceparent)];
    let (told, answer) = told(route(Method::GET, "/things/:id", slow), "GET /things/7?q=x", &headers, "").await;
    let begin = "request otel.kind=\"server\" operation=\"test\" http.request.method=\"GET\" http.route=\"/things/:id\" \
        request_id=\"r-1\" trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=";
    assert!(told.starts_with(begin), "{told}");
    assert!(told.contains(" parent_span_id=00f067aa0ba902b7\n"), "{told}");
    assert!(told.contains("record http.response.status_code=200\nrecord duration_ms=250.0\n"), "{told}");
    assert!(told.ends_with("INFO message=answered\n"), "{told}");
    assert_eq!(answer.header("x-request-id"), Some("r-1"));
}

#[tokio::test]
async fn every_answer_has_a_request_id() {
    let (_, answer) = told(route(Method::GET, "/a", accept::<Nothing>), "GET /a", &[], "").await;
    assert_eq!(answer.header("x-request-id").map(str::len), Some(32));
}

#[tokio::test]
async fn an_internal_error_reaches_operators_and_nobody_else() {
    #[derive(Debug)]
    struct Broken(std::num::ParseIntError);
    impl fmt::Display for Broken {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("cannot read the row")
        }
    }
    impl std::error::Error for Broken {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }
    let failing = async |_, _| Err(InternalError::from(Broken("x".parse::<u8>().unwrap_err())).into());
    let (told, answer) = told(route(Method::GET, "/a", failing), "GET /a", &[], "").await;
    assert_eq!((answer.status, answer.body.contains("row")), (500, false));
    assert!(told.contains("ERROR message=failed error=cannot read the row: invalid digit found in string\n"), "{told}");
}

#[tokio::test]
async fn a_panic_is_an_answer_and_a_line_in_the_log() {
    let panicking = async |_, _| panic!("the {} is gone", "table");
    let (told, answer) = told(route(Method::GET, "/a", panicking), "GET /a", &[], "").await;
    assert_eq!((answer.status, answer.header("content-type")), (500, Some("application/problem+json")));
    assert!(!answer.body.contains("table"));
    assert!(told.contains("ERROR message=failed error=panicked: the table is gone\n"), "{told}");
}

#[tokio::test]
async fn nothing_that_a_request_carries_is_told() {
    struct Signup;
    impl Receive for Signup {
        const AUTH: Auth = Auth::Undeclared;
        const CONTENT: Content = Content::Json;
        const REFUSAL: &'static Refusal = &Refusal::problem(422);

        fn receive(input: &mut Input<'_>) -> Option<Self> {
            static EMAIL: Parameter = Parameter::path("email", &Schema::Uuid);
            static SCHEMA: Schema = Schema::Model(&[]);
            let email = input.required::<String>(&EMAIL);
            let body = input.body::<serde_json::Value>(&SCHEMA);
            email.and(body).map(|_| Self)
        }
    }
    let headers = [("authorization", "Bearer secret"), ("x-request-id", "not secret")];
    let line = "POST /people/secret@secret?secret=secret";
    let routes = route(Method::POST, "/people/:email", accept::<Signup>);
    let (told, answer) = told(routes, line, &headers, "{\"secret\":\"secret\"}").await;
    assert_eq!(answer.status, 422);
    assert!(told.contains("DEBUG message=refused violations=3\n"), "{told}");
    assert!(!told.contains("secret"), "{told}");
}

#[tokio::test]
async fn a_caller_that_goes_away_is_told_of() {
    let told = Told::default();
    let guard = tracing::subscriber::set_default(told.clone());
    let waiting = route(Method::GET, "/a", async |_, _| std::future::pending().await);
    let call = send(waiting.into_router(), "GET /a", &[], "");
    assert!(tokio::time::timeout(std::time::Duration::from_millis(1), call).await.is_err());
    drop(guard);
    assert!(told.all().ends_with("INFO message=the caller went away\n"), "{}", told.all());
}
