//! One module per command.

mod fmt;
mod generate;
mod init;
mod lint;
mod rule;
mod rust;
mod target;
mod up;

use clap::Subcommand;

use crate::error::{CliError, Verdict};

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(init::Init),
    Fmt(fmt::Fmt),
    Lint(lint::Lint),
    Rule(rule::Rule),
    Rust(rust::Rust),
    Generate(generate::Generate),
    Up(up::Up),
}

impl Command {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        match self {
            Self::Init(it) => it.run(),
            Self::Fmt(it) => it.run(),
            Self::Lint(it) => it.run(),
            Self::Rule(it) => it.run(),
            Self::Rust(it) => it.run(),
            Self::Generate(it) => it.run(),
            Self::Up(it) => it.run(),
        }
    }
}
