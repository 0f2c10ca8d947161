//! What a run has shown of a definition: operations and statuses, parameters, laws.

use std::collections::{BTreeMap, BTreeSet};

use apigen_model::{Location, Parameter};

use crate::Service;

/// What a run has shown of a definition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Every declared answer of every operation, in order.
    pub pairs: Vec<Pair>,
    /// How many parameters were sent, of how many that are declared.
    pub parameters: (usize, usize),
    /// How often each law was kept or broken where it could have been either.
    pub laws: BTreeMap<&'static str, usize>,
}

/// A declared answer of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The operation.
    pub operation: String,
    /// The status; none stands for `default`.
    pub status: Option<u16>,
    /// How often it was seen.
    pub count: usize,
}

impl Coverage {
    /// What was seen of what a service declares.
    pub(crate) fn new(
        service: &Service<'_>,
        seen: &BTreeMap<(usize, u16), usize>,
        parameters: &BTreeSet<(usize, String)>,
        laws: BTreeMap<&'static str, usize>,
    ) -> Self {
        let mut pairs = Vec::new();
        for (index, call) in service.operations.iter().enumerate() {
            let declared: BTreeSet<_> = call.operation.responses.iter().map(|it| it.code.status()).collect();
            for status in declared {
                let is_it = |key: u16| status.map_or(!call.declares(key), |it| it == key);
                let counts = seen.iter().filter(|((at, key), _)| *at == index && is_it(*key));
                let count = counts.map(|it| it.1).sum();
                pairs.push(Pair { operation: call.name.clone(), status, count });
            }
        }
        let (mut sent, mut declared) = (0, 0);
        for (index, call) in service.operations.iter().enumerate() {
            let was_called = seen.keys().any(|it| it.0 == index);
            let was_sent = |it: &&Parameter| match it.location {
                Location::Path => was_called,
                _ => parameters.contains(&(index, it.field.name.to_string())),
            };
            declared += call.operation.parameters.len();
            sent += call.operation.parameters.iter().filter(was_sent).count();
        }
        Self { pairs, parameters: (sent, declared), laws }
    }

    /// The share of declared answers that were seen, in percent; those that nobody can cause count too.
    pub fn percent(&self) -> usize {
        let seen = self.pairs.iter().filter(|it| it.count > 0).count();
        (seen * 100).checked_div(self.pairs.len()).unwrap_or(100)
    }
}
