//! JSON of a generated union against the form that `serde` derives, in one run: `bench-union-json [ROUNDS]`.
//!
//! Both unions have the same members, so the figures differ only by what happens around the discriminator.
#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use apigen_bench::Result;
use io_acme_user_v0::{User, UserDeleted, UserEvent, UserUpserted};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Values that one measurement reads or writes.
const VALUES: usize = 2_000;

#[derive(Serialize, Deserialize)]
#[serde(tag = "discriminator", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "as the generated union")]
enum Derived {
    UserUpserted(UserUpserted),
    UserDeleted(UserDeleted),
}

fn main() -> Result {
    let rounds = std::env::args().nth(1).map_or(Ok(15), |it| it.parse::<usize>())?.max(3);
    let text = serde_json::to_string(&(0..VALUES).map(event).collect::<Vec<_>>())?;
    let last = discriminator_last(&text)?;
    println!("{VALUES} values, {} KB; the least of {rounds} rounds", text.len() / 1000);
    report("read", rounds, || read::<UserEvent>(&text), || read::<Derived>(&text))?;
    report("read, discriminator last", rounds, || read::<UserEvent>(&last), || read::<Derived>(&last))?;
    let (ours, theirs) = (serde_json::from_str::<Vec<UserEvent>>(&text)?, serde_json::from_str::<Vec<Derived>>(&text)?);
    if serde_json::to_string(&ours)? != serde_json::to_string(&theirs)? {
        return Err("the two forms differ".into());
    }
    report("write", rounds, || write(&ours), || write(&theirs))
}

fn event(number: usize) -> UserEvent {
    let (id, time) = (format!("evt-{number:032x}"), apigen_types::DateTime::from_unix_millis(1_795_256_160_000));
    let time = time.unwrap_or_else(apigen_types::DateTime::now);
    if number % 4 == 3 {
        return UserDeleted::new(id, time, format!("usr-{number:032x}")).into();
    }
    let user = User::new(format!("usr-{number:032x}"), format!("user_{number}"), time, time);
    UserUpserted::new(id, time, user).into()
}

fn discriminator_last(text: &str) -> Result<String> {
    let mut values: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(text)?;
    for value in &mut values {
        if let Some(tag) = value.shift_remove("discriminator") {
            value.insert("discriminator".to_owned(), tag);
        }
    }
    Ok(serde_json::to_string(&values)?)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<Duration> {
    let start = Instant::now();
    let values: Vec<T> = serde_json::from_str(black_box(text))?;
    let elapsed = start.elapsed();
    black_box(values);
    Ok(elapsed)
}

fn write<T: Serialize>(values: &[T]) -> Result<Duration> {
    let start = Instant::now();
    black_box(serde_json::to_string(black_box(values))?);
    Ok(start.elapsed())
}

/// Measures both in turn and takes the least: on a busy machine only the longer of the two is interrupted as a rule, so
/// that a median would compare schedulers.
fn report(
    what: &str,
    rounds: usize,
    ours: impl Fn() -> Result<Duration>,
    theirs: impl Fn() -> Result<Duration>,
) -> Result {
    let (mut generated, mut derived) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        generated.push(ours()?);
        derived.push(theirs()?);
    }
    let [generated, derived] = [generated, derived].map(least);
    let ratio = derived.as_secs_f64() / generated.as_secs_f64();
    let [generated, derived] = [generated, derived].map(|it| it.as_secs_f64() * 1e6);
    println!("{what:25} generated {generated:9.0} us   derived {derived:9.0} us   {ratio:.2}x as fast (aim 1.00)");
    Ok(())
}

fn least(times: Vec<Duration>) -> Duration {
    times.into_iter().min().unwrap_or_default()
}
