//! How many cases property tests try.

use proptest::prelude::ProptestConfig;

/// A configuration with so many cases, and more or fewer by as much as `PROPTEST_CASES` differs from the usual 256.
#[must_use]
pub fn cases(usual: u32) -> ProptestConfig {
    let usually = 256;
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|it| it.parse::<u32>().ok()).unwrap_or(usually);
    let cases = (u64::from(usual) * u64::from(asked)).div_ceil(u64::from(usually));
    ProptestConfig {
        cases: u32::try_from(cases).unwrap_or(u32::MAX),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}
