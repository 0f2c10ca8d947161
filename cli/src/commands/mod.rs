//! One module per command.

mod asyncapi;
mod conform;
mod diff;
mod events;
mod fmt;
mod generate;
mod init;
mod lint;
mod lsp;
mod mock;
mod rule;
mod rust;
mod sql;
mod target;
mod up;

use apigen_model::Severity;
use clap::{Subcommand, ValueEnum};

use crate::error::{CliError, Verdict};

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(init::Init),
    Fmt(fmt::Fmt),
    Lint(lint::Lint),
    Lsp(lsp::Lsp),
    Diff(diff::Diff),
    Rule(rule::Rule),
    Rust(rust::Rust),
    Sql(sql::Sql),
    Asyncapi(asyncapi::Asyncapi),
    Events(events::Events),
    Generate(generate::Generate),
    Conform(conform::Conform),
    Mock(mock::Mock),
    Up(up::Up),
}

impl Command {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        match self {
            Self::Init(it) => it.run(),
            Self::Fmt(it) => it.run(),
            Self::Lint(it) => it.run(),
            Self::Lsp(it) => it.run(),
            Self::Diff(it) => it.run(),
            Self::Rule(it) => it.run(),
            Self::Rust(it) => it.run(),
            Self::Sql(it) => it.run(),
            Self::Asyncapi(it) => it.run(),
            Self::Events(it) => it.run(),
            Self::Generate(it) => it.run(),
            Self::Conform(it) => it.run(),
            Self::Mock(it) => it.run(),
            Self::Up(it) => it.run(),
        }
    }
}

/// The severity from which on findings make the exit code 1.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Threshold {
    #[value(alias = "warning")]
    Warn,
    Error,
}

impl Threshold {
    fn severity(self) -> Severity {
        match self {
            Self::Warn => Severity::Warning,
            Self::Error => Severity::Error,
        }
    }
}
