//! The `apigen` command line: arguments in, text and exit code out.

mod approvals;
mod baseline;
mod commands;
mod console;
mod error;
mod lsp;
mod output;
mod render;
mod settings;
#[cfg(test)]
mod tests;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

use crate::commands::Command;
use crate::console::note;

/// The system's allocator grows the heap of a thread by a page at a time, each time with a lock on all memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// One repository of JSON definitions, made law: lint, generate, prove, publish.
#[derive(Debug, Parser)]
#[command(name = "apigen", version, max_term_width = 110, arg_required_else_help = true)]
#[command(after_help = "Exit codes: 0 clean, 1 findings at or above the threshold, 2 could not run.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    match Arguments::parse().command.run() {
        Ok(code) => code.into(),
        Err(error) => {
            note!("{error}");
            ExitCode::from(2)
        }
    }
}
