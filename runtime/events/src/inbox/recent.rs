//! Batches that this process has just stored, kept until they are handled so that nobody reads them from the tables again.
//!
//! The tables stay what counts: whatever is not here is read from them, and nothing is handled that was not taken from
//! there.

use std::collections::VecDeque;

use super::Stored;

/// The most bytes that are kept; what does not fit is read when its turn comes.
const MOST_BYTES: usize = 16 << 20;
/// What an event takes beside its texts and its payload, roughly.
const OVERHEAD: usize = 256;

/// Stored events in the order of their places, those together that were stored together.
#[derive(Debug, Default)]
pub(crate) struct Recent {
    batches: VecDeque<Vec<Stored>>,
    bytes: usize,
    /// Whether there may be others than these, whose places nobody knows.
    has_gap: bool,
}

impl Recent {
    /// Keeps a batch if there is room; an empty one stands for events whose places are not known.
    pub(crate) fn keep(&mut self, batch: Vec<Stored>) {
        let size = size(&batch);
        if batch.is_empty() || self.bytes + size > MOST_BYTES {
            self.has_gap = true;
        } else {
            self.bytes += size;
            self.batches.push_back(batch);
        }
    }

    /// Whether something was stored that was not kept, since this was asked last.
    pub(crate) fn had_gap(&mut self) -> bool {
        std::mem::take(&mut self.has_gap)
    }

    /// Gives the oldest batches with no more events than that, and the place of each.
    pub(crate) fn take(&mut self, limit: usize) -> (Vec<i64>, Vec<Stored>) {
        let (mut places, mut events) = (Vec::new(), Vec::new());
        while let Some(batch) = self.batches.pop_front_if(|it| events.len() + it.len() <= limit) {
            self.bytes -= size(&batch);
            places.extend(batch.first().map(|it| it.seq));
            events.extend(batch);
        }
        (places, events)
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

fn size(batch: &[Stored]) -> usize {
    let size = |it: &Stored| OVERHEAD + it.id.len() + it.discriminator.len() + it.key.len() + it.payload.len();
    batch.iter().map(size).sum()
}

#[cfg(test)]
mod tests {
    use apigen_types::DateTime;
    use bytes::Bytes;

    use super::*;

    fn stored(seq: i64, payload: usize) -> Stored {
        Stored {
            seq,
            id: format!("event-{seq}"),
            time: DateTime::now(),
            discriminator: "word".to_owned(),
            key: "ada".to_owned(),
            key_hash: 7,
            sequence: seq,
            payload: Bytes::from(vec![b'x'; payload]),
            trace_parent: None,
            replay_id: String::new(),
        }
    }

    fn batch(places: std::ops::RangeInclusive<i64>, payload: usize) -> Vec<Stored> {
        places.map(|it| stored(it, payload)).collect()
    }

    #[test]
    fn whole_batches_are_taken_as_long_as_they_fit() {
        let mut recent = Recent::default();
        for places in [1..=3, 4..=5, 6..=9] {
            recent.keep(batch(places, 10));
        }
        let (places, events) = recent.take(6);
        assert_eq!((places, events.len()), (vec![1, 4], 5));
        assert_eq!(recent.take(3), (Vec::new(), Vec::new()));
        assert_eq!(recent.take(4).0, [6]);
        assert_eq!((recent.batches.len(), recent.bytes), (0, 0));
    }

    #[test]
    fn memory_is_bounded() {
        let mut recent = Recent::default();
        (0..100).for_each(|it| recent.keep(batch(it..=it, MOST_BYTES / 10)));
        assert_eq!(recent.batches.len(), 9);
        recent.take(1);
        recent.keep(batch(100..=100, 1000));
        assert_eq!(recent.batches.len(), 9);
    }
}
