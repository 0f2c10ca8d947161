//! `apigen up`: the main job from end to end on embedded defaults.

mod demo;
mod embedded;

use std::path::Path;

use apigen_lint::lint;
use apigen_model::Severity;
use clap::Args;

use crate::baseline;
use crate::commands::generate::generate;
use crate::commands::target::Mode;
use crate::console::outln;
use crate::error::{CliError, Verdict};
use crate::render::{self, Format, Judged};
use crate::settings::FILE_NAME;
use crate::workspace::Workspace;

/// The folder that holds the definitions when the current one does not.
const DEFINITIONS: &str = "api-definitions";

/// Lint, check what is generated, start the services of the demo company, and see them work together.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen up                 goes on serving until ctrl-c
  apigen up --once          ends after the summary, with 0 or 1
  apigen up --port 8080     on 8080, 8081 and 8082
  apigen up --transport nats://localhost     events go through a broker

The repository is the one around the current folder, else `api-definitions` in it, else an embedded copy of the demo.")]
pub(crate) struct Up {
    /// End after the summary.
    #[arg(long)]
    once: bool,
    /// The port of the first service, the others follow; 0 for any free ones.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u16).range(..=65533))]
    port: u16,
    /// What carries events between the services: `memory:`, `postgres://…`, `nats://…` or `amqp://…`.
    #[arg(long, value_name = "URL", env = "TRANSPORT_URL", default_value = "memory:", hide_env_values = true)]
    transport: String,
}

impl Up {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        let embedded = embedded::Copy::unless_there_is(repository().as_ref())?;
        let root = embedded.as_ref().map_or_else(repository, |it| Some(it.path()));
        let paths: Vec<_> = root.into_iter().collect();
        let workspace = Workspace::open(&paths)?;
        let mut summary = Summary::default();
        summary.add(&judge(&workspace)?);
        summary.add(&current(&workspace, embedded.is_some())?);
        demo::run(&self.transport, self.port, self.once, &mut summary)?;
        Ok(summary.verdict())
    }
}

/// The repository to work on: the one around the current folder, or the definitions below it.
fn repository() -> Option<std::path::PathBuf> {
    let here = std::env::current_dir().ok()?;
    let around = here.ancestors().find(|it| it.join(FILE_NAME).is_file());
    let below = here.join(DEFINITIONS);
    around.map(Path::to_owned).or_else(|| below.join(FILE_NAME).is_file().then_some(below))
}

/// One line of the summary.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) outcome: Result<String, String>,
}

/// What happened, line by line.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    failed: bool,
}

impl Summary {
    /// Prints a line as soon as it is known.
    pub(crate) fn add(&mut self, step: &Step) {
        let (mark, text) = match &step.outcome {
            Ok(text) => ("ok  ", text),
            Err(text) => ("FAIL", text),
        };
        self.failed |= step.outcome.is_err();
        outln!("{mark}  {:<9} {text}", step.name);
    }

    /// Prints a line about what a step led to, and gives that back.
    pub(crate) fn told<T>(&mut self, name: &'static str, told: Result<(T, String), String>) -> Option<T> {
        let (result, outcome) = match told {
            Ok((result, text)) => (Some(result), Ok(text)),
            Err(text) => (None, Err(text)),
        };
        self.add(&Step { name, outcome });
        result
    }

    fn verdict(&self) -> Verdict {
        if self.failed { Verdict::Findings } else { Verdict::Clean }
    }
}

fn judge(workspace: &Workspace) -> Result<Step, CliError> {
    let repository = workspace.load()?;
    let mut outcome = lint(&repository, &workspace.settings.lint());
    if let Some(stored) = baseline::read(workspace)? {
        stored.baseline.accept(&mut outcome);
    }
    let deny = Severity::Error;
    let judged = Judged { workspace, repository: &repository, outcome: &outcome, remarks: &[], fixed: 0, deny };
    let report = judged.report();
    let text = report.headline();
    if report.verdict() == Verdict::Clean {
        return Ok(Step { name: "lint", outcome: Ok(text) });
    }
    render::print(Format::Text, &report, 20);
    Ok(Step { name: "lint", outcome: Err(text) })
}

fn current(workspace: &Workspace, embedded: bool) -> Result<Step, CliError> {
    if !workspace.settings.has_target() {
        return Ok(Step { name: "generate", outcome: Ok(format!("{FILE_NAME} names no target")) });
    }
    let generated = generate(workspace, if embedded { Mode::Write } else { Mode::Check })?;
    let outcome = match generated.verdict {
        Verdict::Clean => Ok(generated.summary),
        Verdict::Findings | Verdict::NothingJudged | Verdict::Short => Err(generated.summary),
    };
    Ok(Step { name: "generate", outcome })
}
