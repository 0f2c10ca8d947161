//! Runs: what a producer publishes with one call, numbered so that consumers see a hole.
//!
//! A full queue refuses some messages of a window and may take later ones. The producer counts what comes before the
//! first refused message, and publishes the rest once more as a new run. So a consumer that sees a hole skips what is
//! left of that run: it comes again, in order.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use apigen_types::Uuid;

/// How many producers are remembered; one that is forgotten only loses the protection for the run it is in.
const PRODUCERS: usize = 1024;

/// Where a message stands: which producer published it, in which of its runs, and at which place of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) producer: Uuid,
    pub(super) run: u64,
    pub(super) index: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.producer, self.run, self.index)
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('/');
        let mut part = || parts.next().ok_or(());
        let producer = part()?.parse().map_err(drop)?;
        let (run, index) = (part()?.parse().map_err(drop)?, part()?.parse().map_err(drop)?);
        Ok(Self { producer, run, index })
    }
}

/// What a reader has seen of the producers of its queue.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// The run that each is in, and the index that comes next; absent behind a hole.
    producers: BTreeMap<Uuid, (u64, Option<u64>)>,
}

impl Runs {
    /// Whether the message continues what was seen, so that it may be handed out.
    pub(super) fn continues(&mut self, place: Place) -> bool {
        let next = match self.producers.get(&place.producer) {
            // The first that is seen: what came before it was handed out by somebody else.
            None => Some(place.index),
            Some((run, next)) if *run == place.run => *next,
            Some(_) => Some(0),
        };
        let continues = next == Some(place.index);
        if self.producers.len() >= PRODUCERS {
            self.producers.clear();
        }
        self.producers.insert(place.producer, (place.run, continues.then_some(place.index + 1)));
        continues
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(run: u64, index: u64) -> Place {
        Place { producer: Uuid::nil(), run, index }
    }

    #[test]
    fn a_place_is_a_text_and_back() {
        assert_eq!(place(3, 4).to_string().parse(), Ok(place(3, 4)));
        for text in ["", "x/1/2", "00000000-0000-0000-0000-000000000000/1", "00000000-0000-0000-0000-000000000000/1/x"]
        {
            assert_eq!(text.parse::<Place>(), Err(()), "{text}");
        }
    }

    #[test]
    fn what_comes_behind_a_hole_is_skipped_until_the_next_run() {
        let mut runs = Runs::default();
        let seen = [(1, 5), (1, 6), (1, 8), (1, 9), (2, 0), (2, 1), (3, 1), (3, 2), (4, 0)];
        let handed_out: Vec<_> = seen.into_iter().filter(|(run, index)| runs.continues(place(*run, *index))).collect();
        assert_eq!(handed_out, [(1, 5), (1, 6), (2, 0), (2, 1), (4, 0)]);
    }
}
