//! One exchange on its way through: the request as it came, the answer as it came back.

use std::sync::Arc;
use std::time::Duration;

use apigen_conform::Failure;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST};
use http::{HeaderValue, Method, Request, Response, StatusCode, Version};
use http_body::Body as _;
use http_body_util::{Either, Empty, Full};
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::headers::leave_connection;
use super::target::Target;
use super::tee::Tee;
use super::traffic::{Head, Passage, Traffic};
use crate::in_process::headers;
use crate::network::{NetworkError, chain};

/// How long a connection to the service may take to be made; how long it may stay without use.
const CONNECT: Duration = Duration::from_secs(10);
const IDLE: Duration = Duration::from_secs(4);

type Sent = Either<Tee, Empty<Bytes>>;
type Answered = Response<Either<Tee, Full<Bytes>>>;

/// Passes requests on to one service.
#[derive(Debug)]
pub(super) struct Forwarder {
    target: Target,
    traffic: Arc<Traffic>,
    /// Keeps connections, for requests that can be sent again when one of them was just being closed.
    kept: Client<HttpsConnector<HttpConnector>, Sent>,
    /// Makes a connection for each request.
    fresh: Client<HttpsConnector<HttpConnector>, Sent>,
}

impl Forwarder {
    pub(super) fn new(target: Target, traffic: Arc<Traffic>) -> Result<Self, NetworkError> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(CONNECT));
        tcp.set_nodelay(true);
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_platform_verifier(rustls::crypto::ring::default_provider())
            .map_err(|it| NetworkError(format!("cannot use TLS: {it}")))?
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let mut builder = Client::builder(TokioExecutor::new());
        builder.http1_preserve_header_case(true).set_host(false).pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE);
        let kept = builder.build(connector.clone());
        let fresh = builder.pool_max_idle_per_host(0).build(connector);
        Ok(Self { target, traffic, kept, fresh })
    }

    /// The answer to a request: what the service says, or why it says nothing.
    pub(super) async fn forward(&self, request: Request<Incoming>) -> Answered {
        let way = match self.target.way(request.uri()) {
            Ok(it) if request.method() != Method::CONNECT => it,
            Ok(_) => return own(StatusCode::NOT_IMPLEMENTED, "tunnels are not passed on"),
            Err(it) => return own(it.status, it.why),
        };
        let (mut head, body) = request.into_parts();
        leave_connection(&mut head.headers);
        let mut seen = apigen_conform::Request::new(head.method.as_str(), way.below);
        seen.headers = headers(&head.headers);
        let passage = self.traffic.begin(seen);
        head.uri = way.uri;
        head.version = Version::HTTP_11;
        if let Ok(host) = HeaderValue::from_str(self.target.host()) {
            head.headers.insert(HOST, host);
        }
        match self.send(head, body, &passage).await {
            Ok(answer) if answer.status() != StatusCode::SWITCHING_PROTOCOLS => self.answer(answer, passage),
            Ok(_) => {
                passage.unjudged("it went over to another protocol".to_owned());
                own(StatusCode::BAD_GATEWAY, "the service went over to another protocol, which is not passed on")
            }
            Err(error) => fail(passage, &error),
        }
    }

    async fn send(
        &self,
        head: http::request::Parts,
        body: Incoming,
        passage: &Passage,
    ) -> Result<Response<Incoming>, Error> {
        let is_safe = matches!(head.method, Method::GET | Method::HEAD | Method::OPTIONS);
        if !body.is_end_stream() {
            let body = Either::Left(Tee::request(body, passage.sent().clone()));
            return self.fresh.request(Request::from_parts(head, body)).await;
        }
        let request = || Request::from_parts(head.clone(), Either::Right(Empty::new()));
        if !is_safe {
            return self.fresh.request(request()).await;
        }
        match self.kept.request(request()).await {
            // A kept connection may be closed just when it is used: that says nothing about the service.
            Err(error) if !error.is_connect() => self.fresh.request(request()).await,
            other => other,
        }
    }

    /// The answer as it comes, judged when its last byte has passed.
    fn answer(&self, answer: Response<Incoming>, passage: Passage) -> Answered {
        let (mut parts, body) = answer.into_parts();
        leave_connection(&mut parts.headers);
        parts.version = Version::HTTP_11;
        let head = Head { status: parts.status.as_u16(), headers: headers(&parts.headers), taken: passage.taken() };
        let body = Tee::answer(body, self.traffic.copy(), passage, head);
        Response::from_parts(parts, Either::Left(body))
    }
}

/// The answer where the service gave none.
fn fail(passage: Passage, error: &Error) -> Answered {
    let why = chain(error);
    if error.is_connect() {
        let text = format!("the service cannot be reached: {why}");
        passage.failed(Failure::Unreachable(why));
        return own(StatusCode::BAD_GATEWAY, &text);
    }
    let text = format!("the service gave no answer: {why}");
    match passage.sent().state() {
        super::copy::State::Broken(_) => passage.unjudged("the request ended early".to_owned()),
        _ => passage.failed(Failure::Broken(why)),
    }
    own(StatusCode::BAD_GATEWAY, &text)
}

/// An answer of the proxy's own, told from those of the service by its words.
fn own(status: StatusCode, why: &str) -> Answered {
    let mut answer = Response::new(Either::Right(Full::from(format!("apigen conform --proxy: {why}\n"))));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    answer
}
