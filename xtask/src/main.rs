//! `cargo xtask`: the command line of the tasks.

// A task talks to the person who started it.
#![allow(clippy::print_stderr)]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::demo::Care;
use xtask::{Result, bench, codegen, demo, new_rule, slow, test, workspace};

/// Tasks of this repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run every check and test; installs what they need.
    Test {
        /// Only these steps, e.g. `clippy tests`; all when empty.
        steps: Vec<String>,
        /// Print the steps and end.
        #[arg(long)]
        list: bool,
    },
    /// Refresh generated files: the table of rules, their pages and the README.
    Codegen {
        /// Print a diff and fail instead of writing.
        #[arg(long)]
        check: bool,
    },
    /// Start a lint rule: its file, its test document and its place in the table.
    NewRule {
        /// Kebab-case words that name what is wrong, e.g. `field-name-case`.
        id: String,
    },
    /// Measure speed and memory; prints ratios of one run.
    Bench {
        /// Only these jobs; all when empty.
        jobs: Vec<String>,
        /// How often each command is run; the median counts.
        #[arg(long, default_value_t = 11)]
        runs: usize,
        /// Print the jobs and end.
        #[arg(long)]
        list: bool,
    },
    /// Run checks that take too long for `test`.
    Slow {
        /// Only these jobs; all when empty.
        jobs: Vec<String>,
        /// Print the jobs and end.
        #[arg(long)]
        list: bool,
    },
    /// Write a synthetic repository of definitions, always the same for the same size.
    DemoRepository {
        /// Where to write it.
        dir: PathBuf,
        /// How many definition files.
        #[arg(long, default_value_t = 1000)]
        files: usize,
        /// Leave out whatever people forget where no rule is law.
        #[arg(long)]
        careless: bool,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result {
    let root = workspace::root();
    match task {
        Task::Test { list: true, .. } => test::list(),
        Task::Test { steps, .. } => test::run(&root, &steps)?,
        Task::Codegen { check: true } => codegen::check(&root)?,
        Task::Codegen { check: false } => codegen::write(&root)?,
        Task::NewRule { id } => new_rule::run(&root, &id)?,
        Task::Bench { list: true, .. } => bench::list(),
        Task::Bench { jobs, runs, .. } => bench::run(&root, &jobs, runs)?,
        Task::Slow { list: true, .. } => slow::list(),
        Task::Slow { jobs, .. } => slow::run(&root, &jobs)?,
        Task::DemoRepository { dir, files, careless } => {
            let care = if careless { Care::Careless } else { Care::Lawful };
            demo::write(&dir, files, care)?;
        }
    }
    Ok(())
}
