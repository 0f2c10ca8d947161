//! How fast services are judged, row by row of what is aimed at: `cargo xtask bench conform` runs it.
//!
//! Only ratios of one run, counts, and CPU time mean anything: the machine may be shared.
#![allow(clippy::print_stdout, clippy::cast_precision_loss)]

mod check;
mod clock;
mod plan;
mod run;

use apigen_model::{NoImports, Repository, Role, SourceFile};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    // First, while nothing else has taken memory.
    plan::large();
    plan::many_parameters();
    check::against_serde_json()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run::in_process());
    runtime.block_on(run::over_the_network())
}

fn repository(files: Vec<SourceFile>) -> Repository {
    Repository::build(files, &apigen_model::Settings::default(), &NoImports)
}

/// A definition that stands alone.
fn alone(text: &str) -> Repository {
    repository(vec![SourceFile { path: "service.json".to_owned(), bytes: text.into(), role: Role::Checked }])
}
