//! Runs the transcripts under `tests/cli`: commands as people type them, with everything they print.
//!
//! `TRYCMD=overwrite` rewrites expectations.

#[test]
fn commands_print_what_the_transcripts_show() {
    let cases = trycmd::TestCases::new();
    cases.register_bin("apigen", trycmd::cargo::cargo_bin!("apigen"));
    cases.case("../tests/cli/*.trycmd");
}
