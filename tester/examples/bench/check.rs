//! How long checking an answer takes, against what parsing its body takes alone.

use std::path::Path;
use std::time::Duration;

use apigen_conform::check::{Checker, Way};
use apigen_model::{Repository, Role, SourceFile, Type};

use crate::clock::Begun;
use crate::{Result, repository};

const NAMES: [&str; 4] = ["user", "common", "error", "healthcheck"];

const USER: &str = r#"{"id":"usr-0f8b2c1d9a7e4f5660718293a4b5c6d7","handle":"ada_lovelace","status":"active",
    "role":"customer","language":"en","created_at":"2026-11-21T10:00:00Z","updated_at":"2026-11-21T10:00:00.125Z"}"#;

/// Checks a list of users, against what `serde_json` takes to parse it.
pub(crate) fn against_serde_json() -> Result<()> {
    let repository = demo()?;
    let definition = repository.by_namespace("io.acme.user.v0").ok_or("the demo has no users")?;
    let user = repository.local(definition.id, "user").ok_or("the demo has no users")?;
    let ty = Type::List(Box::new(Type::Named(user)));
    let checker = Checker::new(&repository, Way::Response);
    let body = format!("[{}]", vec![USER; 25].join(","));
    let ours = fastest(|| {
        let document = apigen_syntax::Document::parse(body.clone().into_bytes());
        assert!(checker.faults_of_document(&document, &ty).is_empty());
    });
    let theirs = fastest(|| drop(std::hint::black_box(serde_json::from_str::<serde_json::Value>(&body))));
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!("check of an answer         {ratio:8.2} times serde_json's parse (aim 3), {} bytes", body.len());
    Ok(())
}

/// The user service of the demo company.
fn demo() -> Result<Repository> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-definitions");
    let file = |name: &str| {
        let path = format!("{name}.json");
        Ok(SourceFile { bytes: std::fs::read(folder.join(&path))?, path, role: Role::Checked })
    };
    Ok(repository(NAMES.into_iter().map(file).collect::<Result<_>>()?))
}

fn fastest(mut work: impl FnMut()) -> Duration {
    let mut round = || {
        let begun = Begun::now();
        (0..200).for_each(|_| work());
        begun.taken().cpu
    };
    (0..20).map(|_| round()).min().unwrap_or_default()
}
