//! What passes is judged by the laws that recordings are judged by.

use apigen_conform::{Ending, Exchange as _, Plan, Request, Service, Settings, run};
use apigen_tester::{Network, Pace};
use axum::Router;
use axum::body::Body;
use axum::middleware::map_response;
use axum::response::Response;
use http_body_util::BodyExt as _;

use super::Running;
use super::sockets::{Line, Upstream};
use crate::mocks::{assert_clean, mock, repository, settings};
use crate::network::served;

/// The mock of users, with every answer changed.
async fn changed(change: fn(String) -> String) -> String {
    let repository = repository();
    let router: Router = mock(&Service::of_namespace(&repository, "io.acme.user.v0"));
    served(router.layer(map_response(move |answer: Response| async move {
        let (mut head, body) = answer.into_parts();
        let body = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        head.headers.remove("content-length");
        Response::from_parts(head, Body::from(change(body)))
    })))
    .await
}

/// Everything that a plan sends goes through the proxy; what the plan itself said of it.
async fn walk(proxy: &Running) -> apigen_conform::Report {
    let repository = repository();
    let service = Service::of_namespace(&repository, "io.acme.user.v0");
    let settings = Settings { base_url: proxy.url(), ..settings(0) };
    let network = Network::new(&proxy.url(), Pace::default()).unwrap();
    run(&service, &settings, &Plan::new(&service, &settings), &network).await
}

/// The declared answers that were seen.
fn answers(report: &apigen_conform::Report) -> Vec<(&str, Option<u16>)> {
    let seen = report.coverage.pairs.iter().filter(|it| it.count > 0);
    seen.map(|it| (it.operation.as_str(), it.status)).collect()
}

#[tokio::test]
async fn a_sound_service_is_left_alone_on_both_sides() {
    let proxy = Running::before(&changed(|it| it).await).await;
    let direct = walk(&proxy).await;
    assert_clean(&direct);
    let seen = proxy.stop().await;
    assert_clean(&seen.report);
    assert_eq!((seen.report.requests, seen.told), (direct.requests, Vec::new()));
    assert_eq!(answers(&seen.report), answers(&direct));
}

#[tokio::test]
async fn drift_is_told_once_and_reported() {
    let to = changed(|it| it.replace("\"handle\":\"", "\"nick\":\"")).await;
    let proxy = Running::before(&to).await;
    walk(&proxy).await;
    let seen = proxy.stop().await;
    let causes = seen.told.iter().filter(|it| *it == "body-as-declared get_user200/handle required").count();
    assert_eq!(causes, 1, "{:?}", seen.told);
    let found: Vec<_> = seen.report.findings.iter().filter(|it| it.law == "body-as-declared").collect();
    let finding = found.iter().find(|it| it.operation == "get_user").unwrap();
    assert!(finding.count > 1 && finding.curl[0].contains(&to), "{finding}");
    assert_eq!(seen.report.ending, Ending::Done);
}

#[tokio::test]
async fn secrets_that_pass_are_shown_to_nobody() {
    let upstream = Upstream::bind().await;
    let proxy = Running::before(&upstream.url()).await;
    let body = r#"{"type":"email","email":"ada@acme.example","password":"correct-horse-battery","odd":1,"pin_token":"pin-4711"}"#;
    let sent = format!(
        "POST /users/1/identities?access_token=tok-4711 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer bear-4711\r\n\
         cookie: sid=cook-4711\r\nx-api-key: key-4711\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    let shown = r#"{"type":"email","id":"1","email":"ben@acme.example","password":"correct-horse-battery"}"#;
    let answer = format!(
        "HTTP/1.1 201 Created\r\nset-cookie: sid=cook-4711\r\nlocation: /users/1/identities/1?access_token=tok-4711\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{shown}",
        shown.len()
    );
    let mut caller = Line::to(proxy.address).await;
    let (arrived, ()) = tokio::join!(upstream.answer(&answer), caller.write(&sent));
    assert!(arrived.contains("correct-horse-battery") && arrived.contains("bear-4711"), "{arrived}");
    caller.message().await;
    let report = proxy.stop().await.report;
    let laws: Vec<_> = report.findings.iter().map(|it| format!("{}{}", it.law, it.place)).collect();
    for law in ["write-echoed/email", "body-as-declared201/password unknown_field", "secrets-keptpassword"] {
        assert!(laws.iter().any(|it| it == law), "{law} is not among {laws:?}");
    }
    let text = format!("{}{:?}", report.text(), report.findings);
    for secret in ["4711", "correct-horse", "ada@acme", "ben@acme"] {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
    assert!(
        text.contains(r#"{"type":"email","email":"REDACTED","password":"REDACTED","odd":1,"pin_token":"REDACTED"}"#)
            && text.contains("$AUTHORIZATION"),
        "{text}"
    );
}

#[tokio::test]
async fn enough_exchanges_end_it() {
    let to = changed(|it| it).await;
    let proxy = Running::with(&to, Settings { budget: Some(2), ..Settings::default() }, |it| it).await;
    let network = Network::new(&proxy.url(), Pace::default()).unwrap();
    for _ in 0..2 {
        network.send(&Request::new("GET", "/users/1")).await.unwrap();
    }
    let report = proxy.done.await.unwrap().report;
    assert_eq!((report.requests, report.ending), (2, Ending::Done));
}
