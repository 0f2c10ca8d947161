//! Circuit breakers, on a clock that stands still.

use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use apigen_http::client::{CircuitBreaker, CircuitState, Failure, Retry, Sleep, Timer};
use tokio::time::{Instant, advance};
use tower::util::service_fn;

use crate::sample::UserForm;
use crate::sample::UserStatus;
use crate::sample::client::{Client, CreateUserError, GetUserError};
use crate::script::Play::{self, Body, Broken, Header, Silence, Status};
use crate::script::{Asked, client, ms};

const USER: &str = r#"{"id": 7, "name": "ada", "status": "active"}"#;

/// Four tries make a window, and half of them open it for ten seconds.
fn breaker() -> CircuitBreaker {
    CircuitBreaker::new().window(4, 4).failure_percent(50).open_for(ms(10_000))
}

/// A client whose calls are one try each, since what is counted here is tries.
fn guarded(breaker: &CircuitBreaker, script: &[Play]) -> (Client, Asked) {
    let (builder, asked) = client(script);
    let builder = builder.retry(Retry::never()).timer(Paused(Instant::now()));
    (builder.circuit_breaker(breaker.clone()).build().unwrap(), asked)
}

/// The time of tokio's runtime, which stands still, and a date that moves with it from 1970 on.
struct Paused(Instant);

impl Timer for Paused {
    fn sleep(&self, duration: std::time::Duration) -> Sleep {
        Box::pin(tokio::time::sleep(duration))
    }

    fn elapsed(&self) -> std::time::Duration {
        self.0.elapsed()
    }

    fn date(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.0.elapsed()
    }
}

async fn get(client: &Client) -> Result<i64, Failure> {
    match client.users().get_user(7).send().await {
        Ok(user) => Ok(user.id),
        Err(GetUserError::Failed(it)) => Err(it),
        Err(_) => Ok(0),
    }
}

async fn get_times(client: &Client, times: usize) {
    for _ in 0..times {
        let _ = get(client).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_fails_is_left_in_peace_until_it_is_back() {
    let breaker = breaker();
    let (client, asked) = guarded(&breaker, &[Status(500), Status(502), Status(503), Broken, Broken, Body(200, USER)]);
    get_times(&client, 4).await;
    assert!(matches!(breaker.state(), CircuitState::Open { .. }));
    advance(ms(9_999)).await;
    get_times(&client, 100).await;
    assert_eq!(asked.times(), 4, "nothing is sent");
    advance(ms(1)).await;
    assert_eq!(breaker.state(), CircuitState::HalfOpen);
    get_times(&client, 100).await;
    assert_eq!(asked.times(), 5, "one is sent, and breaks");
    advance(ms(10_000)).await;
    assert_eq!(get(&client).await.unwrap(), 7);
    assert_eq!(breaker.state(), CircuitState::Closed);
    get_times(&client, 10).await;
    assert_eq!(asked.times(), 16);
}

#[tokio::test(start_paused = true)]
async fn the_error_says_what_is_refused_why_and_until_when() {
    let (client, _) = guarded(&breaker(), &[Body(200, USER), Broken]);
    get_times(&client, 4).await;
    let failure = get(&client).await.unwrap_err();
    let text = "not sent: 3 of the last 4 tries at users.example have failed, so none is sent until \
                Thu, 01 Jan 1970 00:00:10 GMT";
    assert_eq!((failure.to_string().as_str(), failure.kind()), (text, "circuit_open"));
    let Failure::CircuitOpen { tries: 0, source } = failure else { panic!("{failure:?}") };
    assert_eq!((source.host.as_str(), source.failures, source.tries), ("users.example", 3, 4));
    assert_eq!(source.until, Some(SystemTime::UNIX_EPOCH + ms(10_000)));
}

#[tokio::test(start_paused = true)]
async fn while_one_finds_out_the_others_are_refused() {
    let breaker = breaker();
    let (client, asked) = guarded(&breaker, &[Broken, Broken, Broken, Broken, Silence]);
    get_times(&client, 4).await;
    advance(ms(10_000)).await;
    let (slow, refused) = tokio::join!(get(&client), get(&client));
    assert!(matches!(slow, Err(Failure::Timeout { tries: 1 })));
    let text = "not sent: 4 of the last 4 tries at users.example have failed, so none is sent until one that is on its \
                way has succeeded";
    assert_eq!(refused.unwrap_err().to_string(), text);
    assert_eq!((asked.times(), matches!(breaker.state(), CircuitState::Open { .. })), (5, true), "open again");
}

#[tokio::test(start_paused = true)]
async fn answers_that_are_the_callers_fault_show_that_the_server_works() {
    for play in [Status(400), Status(404), Status(429), Body(200, "not JSON"), Header(301, "location", "/")] {
        let breaker = breaker();
        let (client, asked) = guarded(&breaker, &[play]);
        get_times(&client, 20).await;
        assert_eq!((asked.times(), breaker.state()), (20, CircuitState::Closed));
    }
}

#[tokio::test(start_paused = true)]
async fn tries_and_calls_that_take_too_long_count() {
    let breaker = breaker();
    let (builder, asked) = client(&[Silence]);
    let builder = builder.retry(Retry::never()).circuit_breaker(breaker.clone());
    let client = builder.try_timeout(ms(60_000)).timeout(ms(50)).build().unwrap();
    get_times(&client, 6).await;
    assert_eq!(asked.times(), 4, "the call had no time left");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_its_caller_gives_up_tells_nothing() {
    let breaker = breaker();
    let (client, asked) = guarded(&breaker, &[Silence]);
    for _ in 0..20 {
        tokio::time::timeout(ms(50), get(&client)).await.unwrap_err();
    }
    assert_eq!((asked.times(), breaker.state()), (20, CircuitState::Closed));
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_its_caller_gives_up_leaves_it_to_the_next() {
    let (client, asked) = guarded(&breaker(), &[Broken, Broken, Broken, Broken, Silence, Body(200, USER)]);
    get_times(&client, 4).await;
    advance(ms(10_000)).await;
    tokio::time::timeout(ms(50), get(&client)).await.unwrap_err();
    assert_eq!((get(&client).await.unwrap(), asked.times()), (7, 6));
}

#[tokio::test(start_paused = true)]
async fn retries_count_as_tries_and_end_when_the_circuit_opens() {
    let (builder, asked) = client(&[Broken]);
    let breaker = breaker().window(2, 2);
    let client = builder.retry(Retry::default().tries(5)).circuit_breaker(breaker).build().unwrap();
    let failure = get(&client).await.unwrap_err();
    assert!(matches!(failure, Failure::CircuitOpen { tries: 2, .. }), "{failure:?}");
    assert!(failure.to_string().starts_with("no answer (2 tries), and not sent again: 2 of the last 2 tries"));
    assert_eq!(asked.times(), 2);
}

#[tokio::test(start_paused = true)]
async fn each_operation_may_have_a_circuit() {
    let breaker = breaker().per_operation();
    let (client, asked) = guarded(&breaker, &[Broken, Broken, Broken, Broken, Status(409)]);
    get_times(&client, 10).await;
    let form = UserForm { name: "ada".into(), status: UserStatus::Active };
    let created = client.users().create_user(&form).send().await;
    assert!(matches!(created, Err(CreateUserError::Conflict)), "{created:?}");
    assert_eq!(asked.times(), 5);
    let failure = get(&client).await.unwrap_err().to_string();
    assert!(failure.contains("4 of the last 4 tries of GET /users/:id at users.example have failed"), "{failure}");
    let circuits = breaker.circuits();
    let names: Vec<_> = circuits.iter().map(|it| (it.operation.unwrap(), it.state == CircuitState::Closed)).collect();
    assert_eq!(names, [(("GET", "/users/:id"), false), (("POST", "/users"), true)]);
}

#[tokio::test(start_paused = true)]
async fn each_server_has_a_circuit_which_its_clients_may_share() {
    let breaker = breaker();
    let at = |host: &str| {
        let failing = service_fn(async |_| http::Response::builder().status(500).body(String::new()));
        let builder = Client::builder(format!("http://{host}")).retry(Retry::never());
        builder.service(failing).circuit_breaker(breaker.clone()).build().unwrap()
    };
    get_times(&at("a.example"), 4).await;
    assert!(
        matches!(get(&at("A.example")).await, Err(Failure::CircuitOpen { .. })),
        "another client of the same server"
    );
    assert!(get(&at("b.example")).await.is_ok());
    let hosts: Vec<_> = breaker.circuits().into_iter().map(|it| it.host).collect();
    assert_eq!(hosts, ["a.example", "b.example"]);
}

#[tokio::test(start_paused = true)]
async fn changes_are_told() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&told);
    let breaker = breaker().on_change(move |it| log.lock().unwrap().push(format!("{} {}", it.host, it.state)));
    let (client, _) = guarded(&breaker, &[Broken, Broken, Broken, Broken, Body(200, USER)]);
    get_times(&client, 9).await;
    advance(ms(10_000)).await;
    get_times(&client, 9).await;
    let open = "users.example open until Thu, 01 Jan 1970 00:00:10 GMT";
    assert_eq!(*told.lock().unwrap(), [open, "users.example half-open", "users.example closed"]);
}
