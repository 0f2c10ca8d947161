//! The way from a request to an answer: who asks, what is asked for, what comes back.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, get, on};
use http::{HeaderValue, Method, StatusCode, header};
use serde_json::json;

use super::{Depot, TOKEN, notes, part_list, parts, shipments, suppliers};
use crate::defects::{Access, Defect, Input, Protocol, State as Kept, spoil};
use crate::log::Lines;
use crate::web::{Answer, Asked, Half};

/// What an operation does with a request; refusals are answers too.
pub(super) type Outcome = Result<Answer, Answer>;

#[derive(Debug, Clone, Copy)]
struct Operation {
    name: &'static str,
    run: fn(&Depot, &Asked) -> Outcome,
    open: bool,
    takes_body: bool,
}

const fn operation(name: &'static str, run: fn(&Depot, &Asked) -> Outcome) -> Operation {
    Operation { name, run, open: false, takes_body: false }
}

impl Operation {
    const fn with_body(self) -> Self {
        Self { takes_body: true, ..self }
    }

    const fn for_everybody(self) -> Self {
        Self { open: true, ..self }
    }

    fn at(self, method: MethodFilter) -> MethodRouter<Depot> {
        on(method, move |State(depot): State<Depot>, request: Request| answer(depot, self, request))
    }
}

pub(super) fn router(depot: Depot) -> Router {
    let read = |name, run| operation(name, run).at(MethodFilter::GET);
    let create = |name, run| operation(name, run).with_body().at(MethodFilter::POST);
    let replace = |name, run| operation(name, run).with_body().at(MethodFilter::PUT);
    let remove = |name, run| operation(name, run).at(MethodFilter::DELETE);
    let part = read("get_part", parts::get).merge(replace("update_part", parts::update));
    let patch = operation("patch_part", parts::patch).with_body().at(MethodFilter::PATCH);
    let part = part.merge(patch).merge(remove("delete_part", parts::delete));
    let supplier = read("get_supplier", suppliers::get).merge(replace("put_supplier", suppliers::put));
    let health = operation("get_healthcheck", |_, _| Ok(Answer::json(StatusCode::OK, json!({ "status": "healthy" }))));
    let routes = Router::new()
        .route("/_internal_/healthcheck", health.for_everybody().at(MethodFilter::GET))
        .route("/_events", get(events))
        .route("/parts", read("list_parts", part_list::list).merge(create("create_part", parts::create)))
        .route("/parts/{id}", part)
        .route("/parts/{part_id}/notes", read("list_notes", notes::list).merge(create("create_note", notes::create)))
        .route("/parts/{part_id}/notes/{id}", read("get_note", notes::get).merge(remove("delete_note", notes::delete)))
        .route("/suppliers", read("list_suppliers", suppliers::list))
        .route("/suppliers/{name}", supplier.merge(remove("delete_supplier", suppliers::delete)))
        .route(
            "/shipments",
            read("list_shipments", shipments::list).merge(create("create_shipment", shipments::create)),
        )
        .route("/shipments/{id}", read("get_shipment", shipments::get))
        .route("/shipments/{id}/cancellation", replace("cancel_shipment", shipments::cancel))
        .fallback(nowhere);
    // A router of its own around the routes, since what goes wrong is also what routes answer by themselves.
    let sound = Router::new().fallback_service(routes.with_state(depot.clone()));
    sound.layer(axum::middleware::from_fn_with_state(depot, protocol))
}

/// Everything that was published, and what follows.
async fn events(State(depot): State<Depot>) -> Lines {
    depot.stream()
}

async fn nowhere(State(depot): State<Depot>) -> StatusCode {
    let found = depot.switch().strikes(Protocol::MissingIsServed);
    if found { StatusCode::OK } else { StatusCode::NOT_FOUND }
}

async fn answer(depot: Depot, operation: Operation, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let head = request.method() == Method::HEAD;
    let asked = match Asked::read(request).await {
        Ok(asked) => asked,
        Err(answer) => return answer.into_response(),
    };
    if operation.name == "get_supplier" && !head && depot.switch().strikes(Protocol::Hangs) {
        std::future::pending::<()>().await;
    }
    let mut answer = run(&depot, operation, asked, &path).unwrap_or_else(|refusal| refusal);
    spoil(depot.switch(), operation.name, &mut answer);
    let told = head && operation.name == "list_parts" && depot.switch().strikes(Protocol::HeadDiffers);
    if told {
        answer.remove(&part_list::TOTAL);
    }
    answer.into_response()
}

fn run(depot: &Depot, operation: Operation, mut asked: Asked, path: &str) -> Outcome {
    let switch = depot.switch();
    if !operation.open && !may_pass(depot, operation, &asked) {
        return Err(Answer::empty(StatusCode::UNAUTHORIZED));
    }
    if operation.takes_body && !asked.is_json() {
        let overlooked = operation.name == "create_part" && switch.strikes(Protocol::MediaUnchecked);
        if !overlooked {
            return Err(Answer::empty(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
    }
    if operation.takes_body {
        part_list::check(depot, &asked, &[])?;
    }
    respell(depot, &mut asked, path);
    let ran = (operation.run)(depot, &asked);
    if operation.name == "create_note"
        && let Err(refusal) = &ran
        && refusal.status == StatusCode::UNPROCESSABLE_ENTITY
        && switch.strikes(Input::ErrorStatusWrong)
    {
        return Err(Answer::empty(StatusCode::BAD_REQUEST));
    }
    ran
}

/// Whether the caller may call the operation.
fn may_pass(depot: &Depot, operation: Operation, asked: &Asked) -> bool {
    if asked.token() == Some(TOKEN) {
        return true;
    }
    let switch = depot.switch();
    let scheme = || asked.header(header::AUTHORIZATION.as_str()).and_then(|it| it.split_once(' '));
    match (switch.defect(), operation.name) {
        (Some(Defect::Access(it @ Access::NoneChecked)), _)
        | (Some(Defect::Access(it @ Access::OneUnchecked)), "get_shipment")
        | (Some(Defect::Access(it @ Access::WriteUnchecked)), "delete_note") => switch.strikes(it),
        (Some(Defect::Access(it @ Access::AnyToken)), _) => asked.token().is_some() && switch.strikes(it),
        (Some(Defect::Access(it @ Access::AnyScheme)), _) => {
            scheme().is_some_and(|(_, token)| token == TOKEN) && switch.strikes(it)
        }
        (Some(Defect::Access(it @ Access::CheckedLate)), "get_supplier") => {
            let unknown = !depot.world().suppliers.contains_key(asked.variable("name"));
            unknown && switch.strikes(it)
        }
        _ => false,
    }
}

/// Reads the name of a supplier wrongly.
fn respell(depot: &Depot, asked: &mut Asked, path: &str) {
    let raw = path.rsplit('/').next().unwrap_or_default();
    for (_, value) in asked.path.iter_mut().filter(|(name, _)| name == "name") {
        if *value != raw && depot.switch().strikes(Kept::PathStaysEncoded) {
            raw.clone_into(value);
        }
        if value.contains('+') && depot.switch().strikes(Kept::PlusIsBlank) {
            *value = value.replace('+', " ");
        }
    }
}

/// What goes wrong beside the operations: methods, headers, bodies on the way.
async fn protocol(State(depot): State<Depot>, request: Request, next: axum::middleware::Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let Some(Defect::Protocol(on)) = depot.switch().defect() else { return next.run(request).await };
    let is = |wanted: &Method, at: &str| method == *wanted && path == at;
    let strikes = || depot.switch().strikes(on);
    match on {
        Protocol::MethodAccepted if is(&Method::PUT, "/parts") && strikes() => StatusCode::OK.into_response(),
        Protocol::HeadRefused if method == Method::HEAD && path.starts_with("/parts/") && strikes() => {
            StatusCode::METHOD_NOT_ALLOWED.into_response()
        }
        _ => distort(on, &path, next.run(request).await, strikes).await,
    }
}

async fn distort(on: Protocol, path: &str, mut response: Response, strikes: impl Fn() -> bool) -> Response {
    let refused = response.status() == StatusCode::METHOD_NOT_ALLOWED;
    let done = response.status() == StatusCode::OK;
    match on {
        Protocol::AllowMissing if refused && path == "/shipments" && strikes() => {
            response.headers_mut().remove(header::ALLOW);
            response
        }
        Protocol::AllowWrong if refused && path.starts_with("/suppliers/") && strikes() => {
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET,HEAD,PUT,DELETE,POST"));
            response
        }
        Protocol::BodyCut if done && path == "/suppliers" && strikes() => cut(response).await,
        Protocol::LengthMissing if done && path.starts_with("/shipments/") && strikes() => {
            let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default();
            let text = String::from_utf8_lossy(&body).replacen('}', ",}", 1);
            ([(header::CONTENT_TYPE, "application/json")], text).into_response()
        }
        _ => response,
    }
}

/// Half of the body under the length of the whole.
async fn cut(response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    let mut headers = parts.headers;
    headers.insert(header::CONTENT_LENGTH, body.len().into());
    (parts.status, headers, Body::new(Half::of(body.slice(..body.len() / 2)))).into_response()
}
