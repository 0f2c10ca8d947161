//! Two schemas to the steps that lead from one to the other while both releases run.
//!
//! `between` makes the schema that both the previous and the next release can live with. What leads there is the
//! *expand* phase, before the next release starts; what leads on is the *contract* phase, when the previous release is
//! gone. So safety is a property of one schema, and each dialect only has to know how to change one schema to another.

mod between;
mod compare;
mod files;
mod postgres;
mod sqlite;
mod step;

pub use between::between;
pub use files::{Numbered, number_of, numbered};
pub use step::{Operation, Phase, Plan, Step};

use crate::Engine;
use crate::schema::Schema;

/// Whether steps may lose data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destruction {
    /// What would lose data is withheld, and said.
    Withheld,
    /// What nobody needs any more is dropped.
    Allowed,
}

/// The steps from one schema to another, whose files are numbered from `first` on.
pub fn plan(engine: Engine, old: &Schema, new: &Schema, destruction: Destruction, first: u32) -> Plan {
    let both = between(old, new);
    let mut plan = Plan { steps: Vec::new(), withheld: Vec::new(), impossible: compare::impossible(old, new) };
    let target = match destruction {
        Destruction::Allowed => new.clone(),
        Destruction::Withheld => {
            plan.withheld = compare::losses(old, new);
            between::keeping(&both, new)
        }
    };
    for (phase, from, to) in [(Phase::Expand, old, &both), (Phase::Contract, &both, &target)] {
        plan.steps.extend(match engine {
            Engine::Postgres => postgres::steps(phase, from, to, destruction, first),
            Engine::Sqlite => sqlite::steps(phase, from, to, destruction, first),
        });
    }
    plan
}
