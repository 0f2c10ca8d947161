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

/// What a message is to a reader that has seen others before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// It follows what was seen, so it may be handed out.
    Follows,
    /// Something before it was refused, and comes again with it.
    BehindHole,
    /// It stood before what was seen: somebody else gave it back, or it was long on its way. Whether it was handed out
    /// before, and whether it comes again, nobody knows.
    ComesLate,
}

/// What a reader has seen of the producers of its queue.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs {
    producers: BTreeMap<Uuid, Seen>,
    /// What the reader before this one saw last of them: messages that it acknowledged do not come again.
    earlier: BTreeMap<Uuid, Seen>,
}

/// What a reader has seen of a producer.
#[derive(Debug, Clone, Copy)]
struct Seen {
    run: u64,
    /// The index behind the last that followed.
    next: u64,
    has_hole: bool,
    /// Whether a run was seen from its beginning; before that, one may have been handed to somebody else in part.
    from_beginning: bool,
}

impl Runs {
    /// What a reader knows that begins where this one ended.
    pub(super) fn begun_again(mut self) -> Self {
        for (producer, seen) in std::mem::take(&mut self.producers) {
            let earlier = self.earlier.entry(producer).or_insert(seen);
            if (earlier.run, earlier.next) < (seen.run, seen.next) {
                *earlier = seen;
            }
        }
        if self.earlier.len() >= PRODUCERS {
            self.earlier.clear();
        }
        self
    }

    /// Where the message stands to what was seen.
    pub(super) fn see(&mut self, place: Place) -> Sight {
        let before = self.producers.get(&place.producer).copied();
        let (sight, seen) = match before {
            Some(seen) if place.run < seen.run || (place.run == seen.run && place.index < seen.next) => {
                return Sight::ComesLate;
            }
            Some(seen) if place.run == seen.run => seen.same_run(place.index),
            Some(seen) => {
                let earlier =
                    self.earlier.get(&place.producer).filter(|it| it.run == place.run).map_or(0, |it| it.next);
                Seen { run: place.run, next: 0, has_hole: false, ..seen }.new_run(place.index, earlier)
            }
            // The first that is seen: what came before it was handed out by somebody else.
            None => Seen { run: place.run, next: 0, has_hole: false, from_beginning: false }.new_run(place.index, 0),
        };
        if self.producers.len() >= PRODUCERS {
            self.producers.clear();
        }
        self.producers.insert(place.producer, seen);
        sight
    }
}

impl Seen {
    fn same_run(self, index: u64) -> (Sight, Self) {
        if self.has_hole || index > self.next {
            return (Sight::BehindHole, Self { has_hole: true, ..self });
        }
        (Sight::Follows, Self { next: index + 1, ..self })
    }

    /// The first that is seen of a run, of which `earlier` ones were seen before.
    fn new_run(self, index: u64, earlier: u64) -> (Sight, Self) {
        if index > earlier && self.from_beginning {
            return (Sight::BehindHole, Self { has_hole: true, ..self });
        }
        (Sight::Follows, Self { next: index + 1, from_beginning: self.from_beginning || index == 0, ..self })
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

    fn sights(seen: &[(u64, u64)]) -> Vec<Sight> {
        let mut runs = Runs::default();
        seen.iter().map(|(run, index)| runs.see(place(*run, *index))).collect()
    }

    #[test]
    fn what_comes_behind_a_hole_is_skipped_until_the_next_run() {
        use Sight::{BehindHole, Follows};
        let seen = [(1, 5), (1, 6), (1, 8), (1, 9), (2, 0), (2, 1), (3, 1), (3, 2), (4, 0)];
        assert_eq!(
            sights(&seen),
            [Follows, Follows, BehindHole, BehindHole, Follows, Follows, BehindHole, BehindHole, Follows]
        );
    }

    #[test]
    fn what_stood_before_is_late_and_never_taken_for_what_comes_again() {
        use Sight::{BehindHole, ComesLate, Follows};
        assert_eq!(sights(&[(1, 15), (1, 5), (1, 16)]), [Follows, ComesLate, Follows]);
        assert_eq!(sights(&[(1, 0), (1, 2), (1, 0)]), [Follows, BehindHole, ComesLate]);
        assert_eq!(sights(&[(2, 0), (1, 3), (2, 1)]), [Follows, ComesLate, Follows]);
    }

    #[test]
    fn a_reader_that_begins_in_the_middle_takes_the_middle_of_the_next_run_too() {
        use Sight::{BehindHole, Follows};
        // What was before them is acknowledged: the late rest of one run, then the rest of the next.
        assert_eq!(sights(&[(1, 3), (2, 10), (3, 0), (4, 1)]), [Follows, Follows, Follows, BehindHole]);
    }

    #[test]
    fn what_was_seen_before_the_reader_began_again_is_no_hole() {
        let mut runs = Runs::default();
        assert_eq!(runs.see(place(8, 0)), Sight::Follows);
        // A run of a connection that broke is written late, after it was published once more.
        assert_eq!(runs.see(place(7, 0)), Sight::ComesLate);
        let mut runs = runs.begun_again();
        assert_eq!(
            [place(7, 0), place(8, 1), place(8, 3)].map(|it| runs.see(it)),
            [Sight::Follows, Sight::Follows, Sight::BehindHole]
        );
    }
}
