//! The aims of `events`, each beside what this run came to.

/// Prints a bar that is reached from below.
pub(crate) fn at_least(what: &str, value: f64, aim: f64) {
    print(what, value, value >= aim, &format!("at least {aim}"));
}

/// Prints a bar that must not be passed.
pub(crate) fn at_most(what: &str, value: f64, aim: f64) {
    print(what, value, value <= aim, &format!("at most {aim}"));
}

fn print(what: &str, value: f64, is_met: bool, aim: &str) {
    println!("  {:5}  {value:9.2}  {aim:16}  {what}", if is_met { "pass" } else { "SHORT" });
}
