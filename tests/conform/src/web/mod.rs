//! What the services share with each other: a request that has arrived as a whole, an answer, a clock.

mod answer;
mod asked;
mod clock;
mod half;

pub(crate) use answer::Answer;
pub(crate) use asked::Asked;
pub(crate) use clock::Clock;
pub(crate) use half::Half;
