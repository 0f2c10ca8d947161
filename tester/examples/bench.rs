//! How fast services are judged: `cargo xtask bench conform` runs it. Only ratios of one run, and counts, mean anything.
#![allow(clippy::print_stdout, clippy::cast_precision_loss)]

use std::path::Path;
use std::time::{Duration, Instant};

use apigen_conform::check::{Checker, Way};
use apigen_conform::{Plan, Service, Settings};
use apigen_generator::mock::describe;
use apigen_model::{NoImports, Repository, Role, SourceFile, Type};

const NAMES: [&str; 4] = ["user", "common", "error", "healthcheck"];

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    plan(1_200);
    check(&demo()?)?;
    run(&demo()?)
}

fn build(files: Vec<SourceFile>) -> Repository {
    Repository::build(files, &apigen_model::Settings::default(), &NoImports)
}

/// The user service of the demo company.
fn demo() -> Result<Repository> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-definitions");
    let file = |name: &str| {
        let path = format!("{name}.json");
        Ok(SourceFile { bytes: std::fs::read(folder.join(&path))?, path, role: Role::Checked })
    };
    Ok(build(NAMES.into_iter().map(file).collect::<Result<_>>()?))
}

/// Plans a definition of so many operations.
fn plan(operations: usize) {
    let resource = |at: usize| {
        let fields = (0..12).map(|field| {
            format!(
                r#"{{"name":"field_{field}","type":"string","minimum":1,"maximum":{},"required":false}}"#,
                field + 20
            )
        });
        let fields = fields.collect::<Vec<_>>().join(",");
        let model = format!(r#""thing_{at}":{{"fields":[{{"name":"id","type":"uuid","read_only":true}},{fields}]}}"#);
        let one =
            r#""responses":{"200":{"type":"thing"},"422":{"type":"unit"}}"#.replace("thing", &format!("thing_{at}"));
        let body = format!(r#""body":{{"type":"thing_{at}"}}"#);
        let all = format!(
            r#"{{"method":"GET","responses":{{"200":{{"type":"[thing_{at}]"}}}}}},{{"method":"POST",{body},{one}}},
            {{"method":"GET","path":"/:id",{one}}},{{"method":"PUT","path":"/:id",{body},{one}}}"#
        );
        (model, format!(r#""thing_{at}":{{"operations":[{all}]}}"#))
    };
    let (models, resources): (Vec<_>, Vec<_>) = (0..operations / 4).map(resource).unzip();
    let text = format!(
        r#"{{"name":"big","namespace":"io.acme.big.v0","models":{{{}}},"resources":{{{}}}}}"#,
        models.join(","),
        resources.join(",")
    );
    let began = Instant::now();
    let file = SourceFile { path: "big.json".to_owned(), bytes: text.into_bytes(), role: Role::Checked };
    let repository = build(vec![file]);
    let service = Service::of_namespace(&repository, "io.acme.big.v0");
    let plan = Plan::new(&service, &Settings::default());
    let bytes = plan.to_string().len();
    let (count, cases) = (service.operations.len(), plan.cases.len());
    println!("plan: {count} operations, {cases} cases, {bytes} bytes in {:.2} s", began.elapsed().as_secs_f64());
}

/// Checks a body, against what `serde_json` takes to parse it.
fn check(repository: &Repository) -> Result<()> {
    let user = r#"{"id":"usr-0f8b2c1d9a7e4f5660718293a4b5c6d7","handle":"ada_lovelace","status":"active","role":"customer",
        "language":"en","created_at":"2026-11-21T10:00:00Z","updated_at":"2026-11-21T10:00:00.125Z"}"#;
    let body = format!("[{}]", vec![user; 25].join(","));
    let definition = repository.by_namespace("io.acme.user.v0").ok_or("the demo has no users")?;
    let user_type = repository.local(definition.id, "user").ok_or("the demo has no users")?;
    let ty = Type::List(Box::new(Type::Named(user_type)));
    let checker = Checker::new(repository, Way::Response);
    let ours = fastest(|| {
        let document = apigen_syntax::Document::parse(body.clone().into_bytes());
        assert!(checker.faults_of_document(&document, &ty).is_empty());
    });
    let theirs = fastest(|| drop(std::hint::black_box(serde_json::from_str::<serde_json::Value>(&body))));
    println!("check: {:.2} times what serde_json takes to parse a body of {} bytes", ours / theirs, body.len());
    Ok(())
}

fn fastest(mut work: impl FnMut()) -> f64 {
    let mut round = || {
        let began = Instant::now();
        (0..200).for_each(|_| work());
        began.elapsed()
    };
    (0..20).map(|_| round()).min().unwrap_or(Duration::ZERO).as_secs_f64()
}

/// Runs a whole plan against the mock in the same process: requests a CPU second, the mock's share included.
fn run(repository: &Repository) -> Result<()> {
    let service = Service::of_namespace(repository, "io.acme.user.v0");
    let ids: Vec<_> = service.definitions.iter().map(|it| it.id).collect();
    let engine = apigen_mock::Service::parse(&describe(repository, &ids).to_string())?;
    let server = apigen_mock::Server::new(Box::leak(Box::new(engine)));
    let settings = Settings { credentials: Some("Bearer t".to_owned()), ..Settings::default() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut rates = Vec::new();
    for _ in 0..7 {
        server.reset();
        let began = Instant::now();
        let report = runtime.block_on(apigen_tester::in_process(&service, server.router(), &settings));
        rates.push(report.requests as f64 / began.elapsed().as_secs_f64());
    }
    rates.sort_by(f64::total_cmp);
    println!("run: {:.0} requests a second, the mock included, on one thread", rates[rates.len() - 1]);
    Ok(())
}
