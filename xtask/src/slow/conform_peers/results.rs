//! What peers found so far, in a file, and as a table.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::SOUND;
use crate::Result;

/// One run of one peer.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    /// How often the defect made a difference.
    pub(super) struck: u64,
    pub(super) requests: u64,
    pub(super) seconds: f64,
    /// Seconds of processor time.
    pub(super) cpu: f64,
    /// What was reported: operation and kind.
    pub(super) failures: BTreeSet<String>,
}

/// Everything so far, by peer and defect.
#[derive(Debug)]
pub(super) struct Results {
    file: PathBuf,
    runs: BTreeMap<(String, String), Outcome>,
}

impl Results {
    pub(super) fn read(file: &Path) -> Result<Self> {
        let text = if file.is_file() { fs::read_to_string(file)? } else { String::new() };
        let runs = text.lines().filter_map(parse).collect();
        Ok(Self { file: file.to_owned(), runs })
    }

    pub(super) fn has(&self, peer: &str, defect: &str) -> bool {
        self.runs.contains_key(&(peer.to_owned(), defect.to_owned()))
    }

    pub(super) fn add(&mut self, peer: &str, defect: &str, outcome: Outcome) -> Result {
        let mut file = OpenOptions::new().create(true).append(true).open(&self.file)?;
        let failures: Vec<_> = outcome.failures.iter().map(|it| it.replace(['\t', '\n', '|'], " ")).collect();
        let Outcome { struck, requests, seconds, cpu, .. } = &outcome;
        writeln!(file, "{peer}\t{defect}\t{struck}\t{requests}\t{seconds:.2}\t{cpu:.2}\t{}", failures.join("|"))?;
        self.runs.insert((peer.to_owned(), defect.to_owned()), outcome);
        Ok(())
    }

    /// One line a defect, one column a peer, and the sums.
    pub(super) fn print(&self, peers: &[&str], defects: &[String]) {
        println!("\n{}", row("defect", peers.iter().copied()));
        for defect in defects {
            println!("{}", row(defect, peers.iter().map(|peer| self.verdict(peer, defect))));
        }
        for peer in peers {
            self.print_sums(peer, defects);
        }
    }

    fn print_sums(&self, peer: &str, defects: &[String]) {
        let runs: Vec<_> = defects.iter().filter_map(|it| self.get(peer, it)).collect();
        let found = defects.iter().filter(|it| self.verdict(peer, it) == "found").count();
        let unmet = runs.iter().filter(|it| it.struck == 0).count();
        let noise = self.get(peer, SOUND).map_or(0, |it| it.failures.len());
        let each = |sum: f64| sum / u32::try_from(runs.len().max(1)).map_or(1.0, f64::from);
        #[allow(clippy::cast_precision_loss)] // Counts of requests are small.
        let requests: f64 = runs.iter().map(|it| it.requests as f64).sum();
        let (cpu, wall): (f64, f64) = (runs.iter().map(|it| it.cpu).sum(), runs.iter().map(|it| it.seconds).sum());
        println!(
            "{peer}: {found} of {} found, {unmet} never met, {noise} reports on the sound service; \
             a run: {:.0} requests, {:.1} s of processor, {:.1} s",
            runs.len(),
            each(requests),
            each(cpu),
            each(wall),
        );
    }

    fn get(&self, peer: &str, defect: &str) -> Option<&Outcome> {
        self.runs.get(&(peer.to_owned(), defect.to_owned()))
    }

    fn verdict(&self, peer: &str, defect: &str) -> &'static str {
        let (Some(run), Some(sound)) = (self.get(peer, defect), self.get(peer, SOUND)) else { return "not run" };
        let is_new = run.failures.iter().any(|it| !sound.failures.contains(it));
        match (is_new, run.struck) {
            (true, _) => "found",
            (false, 0) => "never met",
            (false, _) => "missed",
        }
    }
}

fn row<'a>(first: &str, cells: impl Iterator<Item = &'a str>) -> String {
    cells.fold(format!("{first:28}"), |row, cell| row + &format!("{cell:>16}"))
}

fn parse(line: &str) -> Option<((String, String), Outcome)> {
    let parts: Vec<_> = line.split('\t').collect();
    let [peer, defect, struck, requests, seconds, cpu, failures] = parts[..] else { return None };
    let failures = failures.split('|').filter(|it| !it.is_empty()).map(str::to_owned).collect();
    let numbers = (struck.parse().ok()?, requests.parse().ok()?, seconds.parse().ok()?, cpu.parse().ok()?);
    let (struck, requests, seconds, cpu) = numbers;
    Some(((peer.to_owned(), defect.to_owned()), Outcome { struck, requests, seconds, cpu, failures }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_is_what_the_sound_service_does_not_show() {
        let line = |defect: &str, failures: &str| parse(&format!("p\t{defect}\t1\t2\t0.5\t0.1\t{failures}")).unwrap();
        let runs = [line("-", "noise"), line("seen", "noise|new"), line("unseen", "noise")].into_iter().collect();
        let results = Results { file: PathBuf::new(), runs };
        let verdicts = ["seen", "unseen", "other"].map(|it| results.verdict("p", it));
        assert_eq!(verdicts, ["found", "missed", "not run"]);
    }
}
