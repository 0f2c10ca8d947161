//! Every kind of change, on both databases: the previous release works against the new schema and the next release
//! too, data survives, and drift is loud before and silent after.
//!
//! The documents in `tests/migrations` say what changes; `UPDATE=1` writes the steps into them.

mod again;
mod document;
mod release;
mod run;

use apigen_generator_sql::Engine;
use apigen_test_servers::Postgres;

use self::document::Document;

fn documents() -> Vec<Document> {
    let folder = apigen_test_support::root().join("tests/migrations");
    let wanted = std::env::var("MIGRATION").unwrap_or_default();
    let mut paths: Vec<_> = folder.read_dir().unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    paths.retain(|it| it.extension().is_some_and(|it| it == "md") && it.to_string_lossy().contains(&wanted));
    paths.iter().map(|it| Document::read(it)).collect()
}

#[test]
fn documents_show_the_steps() {
    let documents = documents();
    assert!(documents.len() >= 30 || std::env::var_os("MIGRATION").is_some(), "{} kinds of change", documents.len());
    for it in &documents {
        it.check_steps();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn both_releases_work_on_postgres() {
    for document in documents() {
        let url = Postgres::shared().database();
        run::run(&document, Engine::Postgres, &url).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn both_releases_work_on_sqlite() {
    for document in documents() {
        run::run(&document, Engine::Sqlite, "sqlite::memory:").await;
    }
}
