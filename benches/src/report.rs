//! Medians of rounds, and how two servers compare.

use std::fmt;
use std::time::Duration;

use crate::load::Load;

/// What the rounds of one server came to.
pub(crate) struct Report {
    name: &'static str,
    rates: Vec<f64>,
    p99s: Vec<f64>,
}

impl Report {
    /// Of a server, before the first round.
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, rates: Vec::new(), p99s: Vec::new() }
    }

    /// One more round.
    pub(crate) fn add(&mut self, load: Load) {
        self.rates.push(load.rate);
        self.p99s.push(milliseconds(load.p99));
    }

    /// The ratios to another server, round by round, since neighbours in time saw the same machine.
    pub(crate) fn against(&self, other: &Self) -> String {
        let ratio = |own: &[f64], other: &[f64]| median(own.iter().zip(other).map(|(own, other)| own / other));
        let (rate, p99) = (ratio(&self.rates, &other.rates), ratio(&self.p99s, &other.p99s));
        format!("against {:22} {rate:5.2}x requests/s (aim 0.95) {p99:5.2}x p99 (aim 1.10)", other.name)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rate, p99) = (median(self.rates.iter().copied()), median(self.p99s.iter().copied()));
        write!(f, "{:30} {rate:9.0} requests/s {p99:8.3} ms p99", self.name)
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
        let report = |rates: &[f64]| Report { name: "it", rates: rates.to_vec(), p99s: rates.to_vec() };
        let text = report(&[100.0, 10.0, 50.0]).against(&report(&[200.0, 20.0, 50.0]));
        assert!(text.contains("0.50x requests/s"), "{text}");
    }
}
