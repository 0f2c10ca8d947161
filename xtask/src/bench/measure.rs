//! Measures whole processes: wall and CPU time, and peak memory.
//!
//! The shell's `time` counts microseconds of user and system time; `time(1)` only hundredths of a second.

use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{fs, thread, time::Duration};

use super::setup::Call;
use crate::{Result, process};

/// Runs a command some times, at first as often unmeasured as is said; exit code 1 means findings, more means trouble.
const SCRIPT: &str = "
TIMEFORMAT='%3R %3U %3S'
warm=$1; runs=$2; shift 2
run() { \"$@\" >/dev/null 2>&1; [ $? -lt 2 ] || exit 2; }
for ((i = 0; i < warm; i++)); do run \"$@\"; done
for ((i = 0; i < runs; i++)); do time run \"$@\"; done
";

/// Milliseconds of one command.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sample {
    pub(crate) wall: f64,
    pub(crate) cpu: f64,
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:8.1} ms CPU {:8.1} ms wall", self.cpu, self.wall)
    }
}

/// The medians of both times.
pub(crate) fn median(call: &Call, runs: usize) -> Result<Sample> {
    measured(call, 1, runs)
}

/// Both times of a command that takes too long to be run more than once.
pub(super) fn once(call: &Call) -> Result<Sample> {
    measured(call, 0, 1)
}

fn measured(call: &Call, warm: usize, runs: usize) -> Result<Sample> {
    let mut shell = Command::new("bash");
    shell.args(["-c", SCRIPT, "bash", &warm.to_string(), &runs.to_string()]).args(call).stdout(Stdio::null());
    let output = shell.output()?;
    if !output.status.success() {
        return Err(format!("cannot measure {call:?}").into());
    }
    let samples = samples(&String::from_utf8(output.stderr)?)?;
    let middle = |pick: fn(&Sample) -> f64| middle(samples.iter().map(pick).collect());
    Ok(Sample { wall: middle(|it| it.wall), cpu: middle(|it| it.cpu) })
}

/// The most memory that a command held, in bytes.
pub(super) fn peak_memory(call: &Call) -> Result<u64> {
    if process::exists("/usr/bin/time", "--version") {
        return peak_by_time(call);
    }
    peak_by_polling(call)
}

/// The bytes of the JSON files below a path.
pub(super) fn input_size(path: &Path) -> Result<u64> {
    if path.is_file() {
        let json = path.extension().is_some_and(|it| it == "json");
        return Ok(if json { path.metadata()?.len() } else { 0 });
    }
    let mut size = 0;
    for entry in path.read_dir()? {
        size += input_size(&entry?.path())?;
    }
    Ok(size)
}

fn peak_by_time(call: &Call) -> Result<u64> {
    let mut command = Command::new("/usr/bin/time");
    let output = command.args(["--quiet", "--format", "%M"]).args(call).output()?;
    let text = String::from_utf8_lossy(&output.stderr);
    let kilobytes: u64 = text.lines().last().unwrap_or_default().trim().parse()?;
    Ok(kilobytes * 1024)
}

/// Without `time(1)` the kernel is asked again and again; what it says last before the end counts.
fn peak_by_polling(call: &Call) -> Result<u64> {
    let mut command = Command::new(&call[0]);
    let mut child = command.args(&call[1..]).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait()?.is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        peak = peak.max(high_water_mark(&text).unwrap_or_default());
        thread::sleep(Duration::from_micros(200));
    }
    Ok(peak * 1024)
}

fn high_water_mark(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

fn samples(text: &str) -> Result<Vec<Sample>> {
    text.lines().map(sample).collect()
}

/// Reads `real user system` in seconds.
fn sample(line: &str) -> Result<Sample> {
    let numbers: Vec<f64> = line.split(' ').map(str::parse).collect::<std::result::Result<_, _>>()?;
    match numbers[..] {
        [wall, user, system] => Ok(Sample { wall: wall * 1e3, cpu: (user + system) * 1e3 }),
        _ => Err(format!("not a time: `{line}`").into()),
    }
}

fn middle(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_measured() {
        let sample = median(&vec!["sleep".into(), "0.05".into()], 3).unwrap();
        assert!(sample.wall >= 50.0, "{sample}");
        assert!(sample.cpu < sample.wall, "{sample}");
    }

    #[test]
    fn findings_are_no_trouble_and_usage_errors_are() {
        let exit = |code: &str| median(&vec!["bash".into(), "-c".into(), code.into()], 1);
        assert!(exit("exit 1").is_ok());
        assert!(exit("exit 2").is_err());
    }

    #[test]
    fn times_are_read_in_seconds() {
        assert_eq!(sample("0.250 0.100 0.025").unwrap(), Sample { wall: 250.0, cpu: 125.0 });
        assert!(sample("bash: line 1").is_err());
    }

    #[test]
    fn both_ways_see_the_same_memory() {
        let call: Call =
            ["bash", "-c", "x=$(head -c 20000000 /dev/zero | tr '\\0' x); sleep 0.1"].map(Into::into).to_vec();
        let polled = peak_by_polling(&call).unwrap();
        assert!(polled > 20_000_000, "{polled}");
        assert_eq!(high_water_mark("Name:\tx\nVmHWM:\t    1234 kB\n"), Some(1234));
    }
}
