//! Services written by hand, each beside its definition: what the tester of services is proven on.
//!
//! None of this is generated and none of it uses our runtime, so that a mistake that the generator, the runtime and the
//! tester share would show. [`depot`] uses the whole language and has a switch for each of its [`defects`]; the others
//! are clean and of another style; [`bad`] servers are of no use at all. [`log`] is how services publish.

pub mod bad;
pub mod defects;
pub mod depot;
pub mod ledger;
pub mod log;
mod rules;
pub mod shelf;
mod web;
