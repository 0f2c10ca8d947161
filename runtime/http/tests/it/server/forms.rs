//! Forms and queries: lists, enums, and names that nobody declared.

use apigen_http::server::{
    Auth, Content, Input, Limits, Parameter, Receive, Refusal, Routes, Schema, UnknownParameters,
};
use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};

use super::{accept, route, send};

struct Login;

impl Receive for Login {
    const AUTH: Auth = Auth::Undeclared;
    const CONTENT: Content = Content::Form;
    const REFUSAL: &'static Refusal = &Refusal::problem(422);

    fn receive(input: &mut Input<'_>) -> Option<Self> {
        static NAME: Parameter = Parameter::form("name", &Schema::text(Limits::range(1, 5)));
        static KIND: Schema = Schema::Enum { values: &["user", "admin"], open: false };
        static KINDS: Parameter =
            Parameter::form("kind", &Schema::List { items: &KIND, limits: Limits::to(2), unique: true });
        static TRIES: Parameter = Parameter::query("tries", &Schema::Integer(Limits::from(0))).or(&["3"]);
        let (name, kinds, tries) =
            (input.required::<String>(&NAME), input.list::<String>(&KINDS), input.required::<i32>(&TRIES));
        name.and(kinds).and(tries).map(|_| Self)
    }
}

fn login() -> Routes {
    route(Method::POST, "/login", accept::<Login>)
}

async fn wrong(routes: Routes, query: &str, form: impl Into<Body>) -> Vec<String> {
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let answer = send(routes.into_router(), &format!("POST /login{query}"), &headers, form).await;
    if answer.status == 204 {
        return Vec::new();
    }
    assert_eq!(answer.status, 422, "{}", answer.body);
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    let line = |it: &Value| format!("{} {} {}", it["location"], it["pointer"], it["rule"]).replace('"', "");
    body["violations"].as_array().unwrap().iter().map(line).collect()
}

#[tokio::test]
async fn a_form_is_read_like_a_query() {
    assert!(wrong(login(), "?tries=1", "name=a+b%21&kind=user&kind=admin").await.is_empty());
    assert_eq!(
        wrong(login(), "?tries=-1", "name=abcdef&kind=user&kind=root&kind=user").await,
        [
            "body /name maximum",
            "body /kind maximum",
            "body /kind/1 enum",
            "body /kind/2 unique_items",
            "query /tries minimum"
        ]
    );
    assert_eq!(wrong(login(), "", "").await, ["body /name required"]);
    let json = send(login().into_router(), "POST /login", &[("content-type", "application/json")], "{}").await;
    assert_eq!(json.status, 415);
}

#[tokio::test]
async fn a_name_that_nobody_declared_is_a_violation() {
    let found = wrong(login(), "?trys=1&utm=a&utm=b&%ff=1", "name=a&nmae=b").await;
    assert_eq!(
        found,
        [
            "query /trys unknown_field",
            "query /utm unknown_field",
            "query /\u{fffd} unknown_field",
            "body /nmae unknown_field"
        ]
    );
}

#[tokio::test]
async fn of_more_names_than_are_reported_the_first_are() {
    let names: Vec<_> = (0..5_000).rev().map(|it| format!("n{it:04}&n{it:04}=1")).collect();
    let found = wrong(login(), "", names.join("&") + "&name=a").await;
    let expected: Vec<_> = (0..100).map(|it| format!("body /n{it:04} unknown_field")).collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_service_may_pass_over_names_that_nobody_declared() {
    let lenient = login().configure(|_, settings| settings.unknown_parameters = UnknownParameters::Ignored);
    assert!(wrong(lenient, "?trys=1", "name=a&nmae=b").await.is_empty());
}

#[tokio::test]
async fn an_operation_without_parameters_knows_no_names_either() {
    let routes = route(Method::GET, "/plain", accept::<super::Nothing>);
    let answer = send(routes.into_router(), "GET /plain?a=1", &[], "").await;
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!((answer.status, &body["violations"][0]["pointer"]), (400, &json!("/a")));
}
