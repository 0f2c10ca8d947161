//! Names that mean something in Rust or in generated code, and names that become the same in it: on the wire they are
//! what the definition says.

mod handlers;

use std::sync::Arc;

use apigen_types::Enumeration;
use golden_keywords_v0 as types;
use golden_keywords_v0::client::Client;
use golden_keywords_v0::client::self_::PostBodyError;
use serde_json::{Value, json};

use crate::server::Server;
use handlers::Handlers;

async fn start() -> (Server, Client) {
    let routes = types::server::routes::<_, ()>(&Arc::new(Handlers));
    assert_eq!(routes.conflicts(), []);
    let server = Server::start(routes.into_router()).await;
    let client = Client::builder(server.url()).build().unwrap();
    (server, client)
}

/// Reads JSON and writes it again; both have to be the same.
fn round_trip<T: serde::de::DeserializeOwned + serde::Serialize>(json: &Value) -> T {
    let value: T = serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(serde_json::to_value(&value).unwrap(), *json);
    value
}

#[tokio::test]
async fn operations_and_path_variables_may_be_keywords() {
    let (server, client) = start().await;
    let it = client.keywordses();
    assert_eq!(it.r#type("a").send().await.unwrap(), "a");
    assert_eq!(it.self_("b").send().await.unwrap(), "b");
    assert_eq!(it.self__2("c").send().await.unwrap(), "c");
    assert_eq!(it.crate_("d").send().await.unwrap(), "d");
    assert_eq!(it.r#async("e").send().await.unwrap(), "e");
    for name in ["type", "self", "Self", "super", "crate", "async", "fn", "gen", "match", "loop", "true", "static"] {
        let answer = server.raw(&format!("GET /keywords/{name}/x{name}"), &[], "").await;
        assert_eq!((answer.status, answer.json()), (200, json!(format!("x{name}"))), "{name}");
    }
}

#[tokio::test]
async fn operations_whose_names_collide_are_told_apart() {
    let (server, client) = start().await;
    let it = client.defaulteds();
    assert_eq!(it.routes_2().send().await.unwrap(), 0);
    assert_eq!(it.clone_2().send().await.unwrap(), 1);
    assert_eq!(it.send().send().await.unwrap(), 2);
    assert_eq!(it.get_request().send().await.unwrap(), 5);
    assert_eq!(it.service_2().send().await.unwrap(), 9);
    assert_eq!(it.not().send().await.unwrap(), 12);
    assert_eq!(it.u1f643().send().await.unwrap(), 16);
    for number in 0..20 {
        let answer = server.raw(&format!("POST /clashes/n{number}"), &[], "").await;
        assert_eq!((answer.status, answer.json()), (200, json!(number)));
    }
}

#[tokio::test]
async fn resources_may_have_the_names_of_generated_types_and_modules() {
    let (_server, client) = start().await;
    assert_eq!(client.client_2().get().send().await.unwrap(), [types::Client::new("client".into())]);
    assert_eq!(client.r#type().get().send().await.unwrap(), types::Result::new("result".into()));
    assert_eq!(client.routes_2().get().send().await.unwrap(), types::Option::new("option".into()));
    assert_eq!(client.r#async().get().send().await.unwrap(), types::Async::new("async".into()));
    let smiley = client.u1f642().get().send().await.unwrap();
    assert_eq!(serde_json::to_value(smiley).unwrap(), json!({"🙂": "🙃"}));
}

#[tokio::test]
async fn answers_may_be_of_types_that_hide_those_of_the_prelude() {
    let (_server, client) = start().await;
    let it = client.self_();
    let call = |value: &str| it.post_body("body", "input", &types::Self_::new(value.into())).send();
    assert_eq!(call("self").await.unwrap().value, "self");
    assert!(matches!(call("option").await, Err(PostBodyError::NotFound(it)) if it.value == "body"));
    assert!(matches!(call("result").await, Err(PostBodyError::Conflict(it)) if it.value == "input"));
}

#[tokio::test]
async fn parameters_keep_their_names_on_the_wire() {
    let (_server, client) = start().await;
    let names = "body request response answer self service context server client connection value it S send \
        timeout type Type TYPE sub not mul %D0%B8%D0%BC%D1%8F %F0%9F%99%82 %F0%9F%99%83 a%20b a%2520b \
        %5B%5D X x 1 a b c d e g status Some None Ok"
        .split(' ');
    let request = client.self_().get_params(
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19",
        "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35", "36", "37",
        "38", "39",
    );
    let request = request.input("i").call(["1", "2"]).t("t").add("+").a_b_c(["=", "b"]).empty_2("");
    let answer = request.texts("texts").send().await.unwrap();
    for (index, name) in names.enumerate() {
        let pair = format!("{name}={index}");
        assert!(answer["query"].contains(&pair), "{pair} is not in {:?}", answer["query"]);
        assert!(answer["request"][0].contains(&format!("\"{index}\"")), "{index}: {:?}", answer["request"]);
    }
    for pair in ["input=i", "call=1", "call=2", "T=t", "add=%2B", "a%26b%3Dc=%3D", "a%26b%3Dc=b", "="] {
        assert!(answer["query"].contains(&pair.to_owned()), "{pair} is not in {:?}", answer["query"]);
    }
    assert!(answer["request"][0].contains("call: [\"1\", \"2\"]"), "{:?}", answer["request"]);
}

#[tokio::test]
async fn headers_and_forms_keep_their_names_on_the_wire() {
    let (server, client) = start().await;
    let answer = client.self_().get_headers().x_type("a").r#type("b").status("c").body("d").send().await.unwrap();
    assert_eq!((answer.x_type.as_deref(), answer.r#type.as_deref()), (Some("a"), Some("b")));
    assert_eq!((answer.status_2.as_deref(), answer.body_2.as_deref()), (Some("c"), Some("d")));
    let raw = server.raw("GET /selves/headers", &["self: s", "x_under: u"], "").await;
    assert_eq!((raw.header("self"), raw.header("x_under")), (Some("s".into()), Some("u".into())));
    assert_eq!((raw.header("answer"), raw.header("it")), (Some("answer".into()), Some("it".into())));
    let sent = client.self_().post_form("1", "2", "3", "4", "5", "6").send().await.unwrap();
    assert_eq!(sent, ["1", "2", "3", "4", "5", "6"]);
    let form = "self=4&type=3&%D0%B8%D0%BC%D1%8F=5&a%26b%3Dc=6&body=1&input=2";
    let raw = server.raw("POST /selves/form", &["content-type: application/x-www-form-urlencoded"], form).await;
    assert_eq!(raw.json(), json!(sent));
}

#[tokio::test]
async fn paths_may_hold_strange_characters() {
    let (server, client) = start().await;
    let it = client.self_();
    assert_eq!(it.get_strange_and_a_b().send().await.unwrap(), "a b");
    assert_eq!(it.get_strange_and_20().send().await.unwrap(), "%20");
    assert_eq!(it.get_strange_and_x().send().await.unwrap(), "{x}");
    assert_eq!(it.get_strange_and_rest().send().await.unwrap(), "{*rest}");
    assert_eq!(it.get_strange_and_star().send().await.unwrap(), "*");
    assert_eq!(it.get_strange_and_u00fc_and_u65e5_u672c().send().await.unwrap(), "ü/日本");
    assert_eq!(it.get_strange_and_u1f642().send().await.unwrap(), "🙂");
    assert_eq!(it.get_strange_and_a_b_2().send().await.unwrap(), "a+b");
    assert_eq!(it.get_strange_and_a_b_c().send().await.unwrap(), "a&b=c");
    assert_eq!(it.get_strange().send().await.unwrap(), "'\"");
    assert_eq!(it.get_strange_and_a_b_c_d().send().await.unwrap(), "a;b,c@d!$");
    assert_eq!(it.get_strange_and_a_b_3().send().await.unwrap(), "a:b");
    assert_eq!(it.get_strange_and_minus_dot().send().await.unwrap(), "~-._");
    assert_eq!(it.get_strange_and_double().send().await.unwrap(), "//double");
    assert_eq!(it.get_strange_2().send().await.unwrap(), "\\");
    assert_eq!(it.get_strange_and_type_by_fn("f.type/..").send().await.unwrap(), "f.type/..");
    let both = it.get_strange_and_x_by_u0438_u043c_u044f_and_self("имя/?#", "%2F").send().await.unwrap();
    assert_eq!(both, "имя/?# %2F");
    for path in ["a%20b", "%61%20b", "%7Bx%7D", "a+b", "a%2Bb", "a:b", "a%3Ab"] {
        assert_eq!(server.raw(&format!("GET /selves/strange/{path}"), &[], "").await.status, 200, "{path}");
    }
}

#[test]
fn values_of_enums_keep_their_names() {
    fn all<T: Enumeration + PartialEq + std::fmt::Debug>(values: &[T]) {
        assert_eq!(values.len(), T::VALUES.len());
        for (value, wire) in values.iter().zip(T::VALUES) {
            assert_eq!((value.as_wire(), T::from_wire(wire).as_ref()), (*wire, Some(value)));
        }
    }
    all(&types::Keyword::ALL);
    all(&types::OpenKeyword::ALL);
    all(&types::Case::ALL);
    all(&types::U043fU0438U0441U044cU043cU043e::ALL);
    assert_eq!(types::Keyword::Self_.as_str(), "self");
    assert_eq!(types::Keyword::Self__2.as_str(), "Self");
    assert_eq!(types::OpenKeyword::from_wire("new"), Some(types::OpenKeyword::Unknown("new".into())));
}

#[test]
fn fields_keep_their_names() {
    let names = ["abstract", "as", "self", "Self", "super", "crate", "type", "union", "yield", "macro_rules", "raw"];
    round_trip::<types::Keywords>(&names.iter().map(|it| ((*it).to_owned(), json!(it))).collect());
    let same = ["ab", "aB", "AB", "a_b", "a-b", "a b", "a.b"];
    let it: types::Same = round_trip(&same.iter().map(|it| ((*it).to_owned(), json!(it))).collect());
    assert_eq!((it.a_b_2.as_str(), it.a_b_5.as_str()), ("a_b", "a.b"));
    let scripts =
        ["имя", "ИМЯ", "名前", "\u{e9}", "e\u{301}", "🙂", "🙃", "\u{200d}", "\u{93c}", "x\u{93c}", "Ω", "1", "٣", ""];
    let fields: Value = scripts.iter().map(|it| ((*it).to_owned(), json!(it))).collect();
    round_trip::<types::U043fU0438U0441U044cU043cU043eU043cU043eU0434U0435U043bU044c>(&fields);
    let it = types::Defaulted::default();
    assert_eq!((it.r#type, it.self_, it.self__2, it.super_, it.crate_, it.new, it.default), (1, 2, 3, 4, 5, 6, 7));
    assert_eq!((it.default_x, it.read_x, it.x, it.value), (8, 9, 10, 16));
    let secret = format!("{:?}", types::Secret::new("x1".into(), "x2".into(), "x3".into()));
    assert!(!secret.contains('x') && secret.contains("self: [redacted]"), "{secret}");
}

#[test]
fn members_of_unions_keep_their_names() {
    for name in ["Result", "Option", "String", "Vec", "Box", "Self", "Error", "str"] {
        round_trip::<types::Kinds>(&json!({"type": name, "value": "x"}));
    }
    round_trip::<types::Kinds>(&json!({"type": "string", "value": "x"}));
    round_trip::<types::Kinds>(&json!({"type": "[string]", "value": ["x"]}));
    round_trip::<types::Kinds>(&json!({"type": "map[string]", "value": {"type": "x"}}));
    round_trip::<types::Kinds>(&json!({"type": "🙂", "🙂": "你好"}));
    round_trip::<types::Kinds>(&json!({"type": "🙃", "value": {"🙂": "é"}}));
    for name in ["Self", "Option", "async", "crate", "super"] {
        round_trip::<types::Keys>(&json!({name: {"value": "x"}}));
    }
    round_trip::<types::Keys>(&json!({"[Self]": {"value": [{"value": "x"}]}}));
    round_trip::<types::Keys>(&json!({"письмо": "ß"}));
}

#[test]
fn discriminators_that_become_the_same_name_are_told_apart() {
    let values = ["a-b", "a_b", "A B", "aB", "🙂", "🙃", "self", "Self", "unknown", "\" => loop {} \u{0}"];
    for value in values {
        let it: types::Twins = round_trip(&json!({"ключ \"#": value, "value": "x"}));
        assert_eq!(it.discriminator(), value);
    }
    for value in ["a-b", "a_b", "unknown", "Unknown", "никто"] {
        let it: types::OpenTwins = round_trip(&json!({"match": value, "value": "x"}));
        assert_eq!(matches!(it, types::OpenTwins::Unknown { .. }), value == "никто");
    }
}
