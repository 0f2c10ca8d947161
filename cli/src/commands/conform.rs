//! `apigen conform`: prove that a running service is what its definition says.

mod events;
mod interrupt;
mod proxy;
mod replay;

use std::path::{Path, PathBuf};
use std::time::Duration;

use apigen_conform::{Ending, Plan, Report, Service, Settings, judge_recorded, laws};
use apigen_model::{Repository, Severity};
use apigen_tester::{Network, Pace, read_har};
use clap::Args;

use self::interrupt::Interrupts;
use super::target::{can_be_generated, served};
use crate::console::{note, out};
use crate::error::{CliError, Verdict};
use crate::output::write_file;
use crate::render::conform::{Format, render};
use crate::workspace::Workspace;

/// Prove that a running service is what its definition says.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen conform user.json --url http://localhost:8080
  apigen conform user.json --plan-only > plan.jsonl
  APIGEN_AUTHORIZATION='Bearer t-1' apigen conform user.json --url http://localhost:8080
  apigen conform user.json --url http://localhost:8080 --format junit --out conform.xml
  apigen conform user.json --url https://api.acme.example --read-only --rate 5
  apigen conform user.json --url http://localhost:8080 --replay report.json
  apigen conform user.json --url http://localhost:8080 --har traffic.har
  apigen conform user.json --proxy 8081 --to http://localhost:8080
  apigen conform user.json --url http://localhost:8080 --events http://localhost:8080/_events
  apigen conform user.json --url http://localhost:8080 --events nats://localhost:4222

The plan follows from the definition and --seed: the same seed sends the same
requests, but for what only the service knows. What is made is removed again,
also after ctrl-c; a second ctrl-c ends at once. Requests never leave --url, and
redirects are not followed. With --proxy, requests are those of the callers, and
ctrl-c ends with the report. `docs/laws` explains every law.

Exit codes: 0 clean, 1 errors, 2 could not run, 3 nothing or not all was judged (the
service or its events cannot be reached, it lets nobody in, or nothing was asked of it),
4 the budget, the time or --min-coverage was missed, or ctrl-c came first, 130 a
second ctrl-c.")]
pub(crate) struct Conform {
    /// Files and folders; the repository around the current folder when there are none.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Where the service lives.
    #[arg(long, value_name = "URL", required_unless_present_any = ["plan_only", "proxy"])]
    url: Option<String>,
    /// The service implements these namespaces instead of all that were given.
    #[arg(long, value_name = "NAMESPACE", value_delimiter = ',')]
    namespace: Vec<String>,
    /// Print what would be done, a JSON line a case, and send nothing.
    #[arg(long)]
    plan_only: bool,
    /// What values follow from.
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// How many requests may be sent, or pass the proxy; without --proxy 70 an operation, and at least 300, when nothing is said.
    #[arg(long, value_name = "N")]
    budget: Option<usize>,
    /// How long the run may take.
    #[arg(long, value_name = "SECONDS")]
    time: Option<u64>,
    /// Send only what changes nothing: safe against production.
    #[arg(long)]
    read_only: bool,
    /// How many requests a second; 5 with --read-only, no limit otherwise, when nothing is said.
    #[arg(long, value_name = "N")]
    rate: Option<u32>,
    /// The environment variable that holds the value of the header `Authorization`.
    #[arg(long, value_name = "VARIABLE", default_value = "APIGEN_AUTHORIZATION")]
    auth: String,
    /// Judge by these laws only.
    #[arg(long, value_name = "LAW", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not judge by these laws.
    #[arg(long, value_name = "LAW", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Run only the cases that failed in a report (`--format json`), with its seed.
    #[arg(long, value_name = "FILE")]
    replay: Option<PathBuf>,
    /// Judge recorded exchanges with the service at --url (HAR 1.2) and send nothing.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["replay", "plan_only", "budget", "time", "rate"])]
    har: Option<PathBuf>,
    /// Pass on what callers send to this port of 127.0.0.1 (0 for any) to the service at --to, and judge it.
    #[arg(long, value_name = "PORT", requires = "to", conflicts_with_all = [
        "url", "har", "replay", "plan_only", "rate", "read_only", "events", "keep", "timeout", "seed",
    ])]
    proxy: Option<u16>,
    /// Where the service lives that --proxy passes everything on to.
    #[arg(long, value_name = "URL", requires = "proxy")]
    to: Option<String>,
    /// Hear what the service publishes meanwhile: lines of JSON or server-sent events from the first event on (http,
    /// https), or its streams at a broker from now on (nats, amqp, postgres), where nobody notices.
    #[arg(long, value_name = "URL", conflicts_with_all = ["har", "plan_only"])]
    events: Option<String>,
    /// The share of declared answers, in percent, that must have been seen.
    #[arg(long, value_name = "PERCENT", default_value_t = 0)]
    min_coverage: usize,
    /// Leave what was made where it is.
    #[arg(long)]
    keep: bool,
    /// How long an answer may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    timeout: u64,
    /// How the report is written.
    #[arg(long, default_value = "text")]
    format: Format,
    /// Write the report to a file.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Conform {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        self.check_laws()?;
        let workspace = Workspace::open(&self.paths)?;
        let repository = workspace.load()?;
        if !can_be_generated(&workspace, &repository) {
            note!("nothing was judged: mend the errors above first");
            return Ok(Verdict::Findings);
        }
        let definitions = served(&repository, &self.namespace)?;
        let service = Service::new(&repository, &definitions);
        let mut settings = self.settings();
        if let (Some(path), Some(url)) = (&self.har, &self.url) {
            let report = recorded(&service, &settings, path, url)?;
            return self.finish(&repository, &service, &report);
        }
        if let (Some(port), Some(to)) = (self.proxy, &self.to) {
            let report = proxy::watch(&service, &settings, port, to, self.time.map(Duration::from_secs))?;
            return self.finish(&repository, &service, &report);
        }
        let replayed = self.replay.as_deref().map(replay::read).transpose()?;
        if let Some(it) = &replayed {
            settings.seed = it.seed;
        }
        let mut plan = Plan::new(&service, &settings);
        if let Some(it) = &replayed {
            plan.cases.retain(|case| it.cases.contains(&case.id));
        }
        let Some(url) = self.url.as_ref().filter(|_| !self.plan_only) else {
            out!("{plan}");
            return Ok(Verdict::Clean);
        };
        match self.prove(&service, &settings, &plan, url)? {
            Some(report) => self.finish(&repository, &service, &report),
            None => Ok(Verdict::NothingJudged),
        }
    }

    fn check_laws(&self) -> Result<(), CliError> {
        for code in self.select.iter().chain(&self.ignore) {
            if laws().iter().all(|it| it.code != code) {
                let what = format!("there is no law `{code}`");
                return Err(CliError::usage(what, "docs/laws/README.md lists every law"));
            }
        }
        Ok(())
    }

    fn settings(&self) -> Settings {
        Settings {
            base_url: self.url.clone().or_else(|| self.to.clone()).unwrap_or_else(|| "http://localhost".to_owned()),
            seed: self.seed,
            budget: self.budget,
            read_only: self.read_only,
            credentials: std::env::var(&self.auth).ok().filter(|it| !it.is_empty()),
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            keep: self.keep,
        }
    }

    fn pace(&self) -> Pace {
        const CAREFUL: u32 = 5;
        let rate = self.rate.unwrap_or(if self.read_only { CAREFUL } else { 0 });
        let mut pace = Pace::default().timeout(Duration::from_secs(self.timeout)).rate(rate);
        if let Some(seconds) = self.time {
            pace = pace.ends_after(Duration::from_secs(seconds));
        }
        pace
    }

    /// Runs the plan; ctrl-c ends it early, but not before what it made is removed. No report when the events that were
    /// asked for cannot be heard.
    fn prove(
        &self,
        service: &Service<'_>,
        settings: &Settings,
        plan: &Plan,
        url: &str,
    ) -> Result<Option<Report>, CliError> {
        runtime()?.block_on(async {
            let pace = self.pace();
            let stopper = pace.clone();
            let mut interrupts = Interrupts::listen()?;
            tokio::spawn(async move {
                interrupts.next().await;
                note!("interrupted: cleaning up before the report; once more ends at once");
                stopper.stop();
                interrupts.end_at_next().await;
            });
            let network = Network::new(url, pace);
            let mut network =
                network.map_err(|it| CliError::usage(it.to_string(), "write it as http://localhost:8080"))?;
            if let Some(events) = &self.events {
                match events::of(events, service, settings, Duration::from_secs(self.timeout)) {
                    Ok(it) => network = network.hearing(it),
                    Err(why) => {
                        note!("nothing was judged: {why}");
                        return Ok(None);
                    }
                }
            }
            Ok(Some(apigen_conform::run(service, settings, plan, &network).await))
        })
    }

    fn finish(&self, repository: &Repository, service: &Service<'_>, report: &Report) -> Result<Verdict, CliError> {
        let text = render(self.format, repository, service, report);
        if let Some(path) = &self.out {
            write_file(path, &text)?;
        } else {
            out!("{text}");
        }
        note!("{}", report.headline());
        for it in &report.left_behind {
            note!("left behind: {it}");
        }
        Ok(self.verdict(report))
    }

    fn verdict(&self, report: &Report) -> Verdict {
        match report.ending {
            Ending::NothingJudged(_) => Verdict::NothingJudged,
            _ if report.findings.iter().any(|it| it.severity == Severity::Error) => Verdict::Findings,
            Ending::Short | Ending::Interrupted => Verdict::Short,
            Ending::CutShort(_) => Verdict::NothingJudged,
            Ending::Done if report.coverage.percent() < self.min_coverage => Verdict::Short,
            Ending::Done => Verdict::Clean,
        }
    }
}

/// What waits for answers and signals.
fn runtime() -> Result<tokio::runtime::Runtime, CliError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.map_err(|it| CliError::usage(format!("cannot start: {it}"), "free some threads or memory"))
}

/// Judges a recording.
fn recorded(service: &Service<'_>, settings: &Settings, path: &Path, url: &str) -> Result<Report, CliError> {
    let text = std::fs::read_to_string(path).map_err(|it| CliError::io("read", path, it))?;
    let all = read_har(&text, url).map_err(|it| {
        CliError::usage(format!("cannot use {}: {it}", path.display()), "save it as HAR in a browser or a proxy")
    })?;
    Ok(judge_recorded(service, settings, &all))
}
