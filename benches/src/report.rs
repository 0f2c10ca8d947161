//! Rounds, their medians, and how two programs compare.

use std::fmt;
use std::time::Duration;

/// What one round came to.
#[derive(Clone, Copy)]
pub struct Load {
    /// Requests a second.
    pub rate: f64,
    /// The time within which 99 of 100 were answered.
    pub p99: Duration,
    /// The CPU time that a server took a request, where the system tells.
    pub cpu: Option<Duration>,
}

impl Load {
    /// Of a round that took so long, with the time of each request.
    pub fn new(elapsed: Duration, mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        #[allow(clippy::cast_precision_loss)] // Thousands.
        let rate = times.len() as f64 / elapsed.as_secs_f64();
        Self { rate, p99: times.get(times.len() * 99 / 100).copied().unwrap_or_default(), cpu: None }
    }
}

/// What the rounds of one program came to.
pub struct Report {
    name: &'static str,
    rates: Vec<f64>,
    p99s: Vec<f64>,
    cpus: Vec<f64>,
}

impl Report {
    /// Of a program, before the first round.
    pub fn new(name: &'static str) -> Self {
        Self { name, rates: Vec::new(), p99s: Vec::new(), cpus: Vec::new() }
    }

    /// One more round.
    pub fn add(&mut self, load: Load) {
        self.rates.push(load.rate);
        self.p99s.push(milliseconds(load.p99));
        self.cpus.extend(load.cpu.map(|it| milliseconds(it) * 1e3));
    }

    /// The ratios to another program, round by round, since neighbours in time saw the same machine.
    pub fn against(&self, other: &Self) -> String {
        let ratio = |own: &[f64], other: &[f64]| median(own.iter().zip(other).map(|(own, other)| own / other));
        let (rate, p99) = (ratio(&self.rates, &other.rates), ratio(&self.p99s, &other.p99s));
        let cpu =
            if self.cpus.is_empty() { String::new() } else { format!(" {:5.2}x CPU", ratio(&self.cpus, &other.cpus)) };
        let name = other.name;
        format!("against {name:22} {rate:5.2}x requests/s (aim 0.95) {p99:5.2}x p99 (aim 1.10){cpu}")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rate, p99) = (median(self.rates.iter().copied()), median(self.p99s.iter().copied()));
        write!(f, "{:30} {rate:9.0} requests/s {p99:8.3} ms p99", self.name)?;
        if self.cpus.is_empty() {
            return Ok(());
        }
        write!(f, " {:8.1} us CPU a request", median(self.cpus.iter().copied()))
    }
}

/// Shows what the rounds came to, and the ratios of the first program to the others.
#[allow(clippy::print_stdout)]
pub fn print(title: &str, reports: &[Report]) {
    println!("{title}");
    for report in reports {
        println!("  {report}");
    }
    for other in reports.iter().skip(1) {
        println!("  {}", reports[0].against(other));
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<_> = values.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_taken_round_by_round() {
        let report =
            |rates: &[f64]| Report { name: "it", rates: rates.to_vec(), p99s: rates.to_vec(), cpus: Vec::new() };
        let text = report(&[100.0, 10.0, 50.0]).against(&report(&[200.0, 20.0, 50.0]));
        assert!(text.contains("0.50x requests/s"), "{text}");
    }
}
