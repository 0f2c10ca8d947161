//! Runs: what a producer publishes with one call, numbered so that consumers see a hole.
//!
//! A full queue refuses some messages of a window and may take later ones. The producer counts what comes before the
//! first refused message, and publishes the rest once more as a new run. So a consumer that sees a hole skips what is
//! left of that run: it comes again, in order.
//!
//! Runs are numbered for each channel, on which the broker keeps their order: what it still gets over a connection that
//! broke stands anywhere between what is published anew. The first message of a channel is published alone, so that it
//! is never one that was refused.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use apigen_types::Uuid;

/// How many channels are remembered; one that is forgotten only loses the protection for the run it is in.
const CHANNELS: usize = 1024;

/// Where a message stands: over which channel it was published, in which run of that, and at which place of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) channel: Uuid,
    pub(super) run: u64,
    pub(super) index: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.channel, self.run, self.index)
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('/');
        let mut part = || parts.next().ok_or(());
        let channel = part()?.parse().map_err(drop)?;
        let (run, index) = (part()?.parse().map_err(drop)?, part()?.parse().map_err(drop)?);
        Ok(Self { channel, run, index })
    }
}

/// What a message is to a reader that has seen others before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// It follows what was seen, so it may be handed out.
    Follows,
    /// Something before it was refused, and comes again with it.
    BehindHole,
    /// It stood before what was seen: somebody else gave it back. Whether it was handed out before, nobody knows.
    ComesLate,
}

/// What a reader has seen of its queue.
#[derive(Debug, Default)]
pub(super) struct Runs {
    channels: BTreeMap<Uuid, Seen>,
}

/// What a reader has seen of a channel.
#[derive(Debug, Clone, Copy)]
struct Seen {
    run: u64,
    /// The index behind the last that followed.
    next: u64,
    has_hole: bool,
}

impl Runs {
    /// Where the message stands to what was seen.
    pub(super) fn see(&mut self, place: Place) -> Sight {
        let run = Seen { run: place.run, next: 0, has_hole: false };
        let seen = match self.channels.get(&place.channel) {
            Some(seen) if (place.run, place.index) < (seen.run, seen.next) => return Sight::ComesLate,
            Some(seen) if place.run == seen.run => *seen,
            Some(_) => run,
            // The first that is seen: what came before it was handed out by somebody else.
            None => Seen { next: place.index, ..run },
        };
        if self.channels.len() >= CHANNELS {
            self.channels.clear();
        }
        let has_hole = seen.has_hole || place.index > seen.next;
        let next = if has_hole { seen.next } else { place.index + 1 };
        self.channels.insert(place.channel, Seen { next, has_hole, ..seen });
        if has_hole { Sight::BehindHole } else { Sight::Follows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(run: u64, index: u64) -> Place {
        Place { channel: Uuid::nil(), run, index }
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
    fn what_comes_late_over_another_channel_is_no_hole() {
        use Sight::Follows;
        let new = |index| Place { channel: Uuid::max(), ..place(1, index) };
        // The whole run came over a connection that broke, and was published once more over the next one.
        let mut runs = Runs::default();
        assert_eq!([new(0), place(8, 0), place(8, 1), new(1)].map(|it| runs.see(it)), [Follows; 4]);
        // The same to who begins when the first of them is acknowledged.
        let mut runs = Runs::default();
        assert_eq!([place(8, 0), place(8, 1), new(1)].map(|it| runs.see(it)), [Follows; 3]);
    }
}
