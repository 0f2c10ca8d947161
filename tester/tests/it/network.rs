//! Services on sockets: the same verdicts as in process, and a clear end where there is nothing to judge.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use apigen_conform::{Answer, Ending, Exchange, Failure, Pending, Plan, Request, Service, Settings, run};
use apigen_tester::{InProcess, Network, Pace};
use axum::Router;
use axum::body::Body;
use axum::response::{IntoResponse as _, Redirect};
use tokio::net::TcpListener;

use crate::mocks::{assert_clean, mock, repository, settings};

/// Serves a router on a free port until the test ends.
pub(crate) async fn served(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

#[tokio::test]
async fn the_network_brings_what_the_router_says() {
    let repository = repository();
    let service = Service::of_namespace(&repository, "io.acme.user.v0");
    let base_url = served(mock(&service)).await;
    let settings = Settings { base_url, ..settings(3) };
    let plan = Plan::new(&service, &settings);
    let network = Network::new(&settings.base_url, Pace::default()).unwrap();
    let over_network = run(&service, &settings, &plan, &network).await;
    let in_process = apigen_tester::in_process(&service, mock(&service), &settings).await;
    assert_clean(&over_network);
    assert_eq!(over_network.requests, in_process.requests);
    assert_eq!(over_network.coverage, in_process.coverage);
    assert_eq!(over_network.left_behind, [""; 0]);
}

#[tokio::test]
async fn nothing_is_judged_where_nobody_listens() {
    let repository = repository();
    let service = Service::of_namespace(&repository, "io.acme.user.v0");
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let network = Network::new(&base, Pace::default()).unwrap();
    let settings = settings(0);
    let report = run(&service, &settings, &Plan::new(&service, &settings), &network).await;
    assert!(matches!(report.ending, Ending::NothingJudged(_)), "{}", report.headline());
    assert_eq!(report.requests, 1);
}

#[tokio::test]
async fn a_service_that_goes_away_was_judged_until_then() {
    let repository = repository();
    let service = Service::of_namespace(&repository, "io.acme.user.v0");
    let settings = settings(0);
    let going = Going { service: InProcess::new(mock(&service)), left: AtomicUsize::new(50) };
    let report = apigen_tester::prove(&service, &going, &settings).await;
    let Ending::CutShort(why) = &report.ending else { panic!("{}", report.headline()) };
    assert_eq!(why, "the service: cannot be reached: it is gone");
    assert!(report.cases > 10 && !report.skipped.is_empty(), "{}", report.headline());
}

#[tokio::test]
async fn answers_without_end_are_cut_off() {
    let endless = || async { Body::new(http_body_util::StreamBody::new(Endless)).into_response() };
    let base = served(Router::new().fallback(endless)).await;
    let pace = Pace::default().longest_body(1 << 16);
    let answer = Network::new(&base, pace).unwrap().send(&Request::new("GET", "/")).await;
    assert_eq!(answer.unwrap_err(), Failure::TooLarge(1 << 16));
}

#[tokio::test]
async fn silence_has_an_end() {
    let silent = Router::new().fallback(std::future::pending::<()>);
    let pace = Pace::default().timeout(Duration::from_millis(50));
    let network = Network::new(&served(silent).await, pace).unwrap();
    let answer = network.send(&Request::new("GET", "/")).await;
    assert_eq!(answer.unwrap_err(), Failure::Timeout(Duration::from_millis(50)));
}

#[tokio::test]
async fn redirects_are_answers() {
    let base = served(Router::new().fallback(|| async { Redirect::to("http://192.0.2.1/elsewhere") })).await;
    let network = Network::new(&base, Pace::default()).unwrap();
    let answer = network.send(&Request::new("GET", "/")).await.unwrap();
    assert_eq!((answer.status, answer.header("location")), (303, Some("http://192.0.2.1/elsewhere")));
}

#[test]
fn addresses_that_are_none_are_refused() {
    for base in ["localhost:8080", "ftp://x", "http://x/?a=b", "http://", "x"] {
        assert!(Network::new(base, Pace::default()).is_err(), "{base}");
    }
}

/// A service that answers so many requests, and is gone then.
struct Going {
    service: InProcess,
    left: AtomicUsize,
}

impl Exchange for Going {
    fn send<'a>(&'a self, request: &'a Request) -> Pending<'a, Result<Answer, Failure>> {
        let left = self.left.fetch_update(Relaxed, Relaxed, |it| it.checked_sub(1));
        match left {
            Ok(_) => self.service.send(request),
            Err(_) => Box::pin(async { Err(Failure::Unreachable("it is gone".to_owned())) }),
        }
    }

    fn pause(&self, duration: Duration) -> Pending<'_, ()> {
        self.service.pause(duration)
    }
}

/// A body that never ends.
struct Endless;

impl futures_core::Stream for Endless {
    type Item = Result<http_body::Frame<axum::body::Bytes>, std::convert::Infallible>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(Some(Ok(http_body::Frame::data(axum::body::Bytes::from_static(&[b' '; 4096])))))
    }
}
