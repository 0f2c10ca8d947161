//! Events that this process has just stored, kept until they are handled so that nobody reads them from the tables again.
//!
//! The tables stay what counts: whatever is not here is read from them, and nothing is handled that was not taken from
//! the queue.

use std::collections::BTreeMap;

use super::Stored;

/// The most bytes that are kept; what does not fit is read when its turn comes.
const MOST_BYTES: usize = 16 << 20;
/// What an event takes beside its texts and its payload, roughly.
const OVERHEAD: usize = 256;

/// Stored events by their places.
#[derive(Debug, Default)]
pub(crate) struct Recent {
    events: BTreeMap<i64, Stored>,
    bytes: usize,
}

impl Recent {
    /// Keeps events for as long as there is room.
    pub(crate) fn keep(&mut self, events: impl IntoIterator<Item = Stored>) {
        for event in events {
            let size = size(&event);
            if self.bytes + size > MOST_BYTES {
                return;
            }
            self.bytes += size;
            if let Some(before) = self.events.insert(event.seq, event) {
                self.bytes -= self::size(&before);
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Gives the events at these places, which grow, all or none; nothing up to the last of them is kept any longer.
    pub(crate) fn take(&mut self, places: &[i64]) -> Option<Vec<Stored>> {
        let Some(last) = places.last() else { return Some(Vec::new()) };
        let later = self.events.split_off(&(last + 1));
        let mut earlier = std::mem::replace(&mut self.events, later);
        self.bytes -= earlier.values().map(size).sum::<usize>();
        let events: Vec<_> = places.iter().filter_map(|it| earlier.remove(it)).collect();
        (events.len() == places.len()).then_some(events)
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

fn size(event: &Stored) -> usize {
    OVERHEAD + event.id.len() + event.discriminator.len() + event.key.len() + event.payload.len()
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

    #[test]
    fn what_is_taken_is_there_once_and_all_of_it_or_none() {
        let mut recent = Recent::default();
        recent.keep((1..=5).map(|it| stored(it, 10)));
        assert_eq!(recent.take(&[1, 3]).unwrap().iter().map(|it| it.seq).collect::<Vec<_>>(), [1, 3]);
        // The second was taken by somebody who did not ask here.
        assert_eq!(recent.take(&[2, 4]), None);
        assert_eq!(recent.take(&[5]).map(|it| it.len()), Some(1));
        assert_eq!((recent.is_empty(), recent.bytes), (true, 0));
    }

    #[test]
    fn memory_is_bounded() {
        let mut recent = Recent::default();
        recent.keep((0..100).map(|it| stored(it, MOST_BYTES / 10)));
        assert_eq!(recent.events.len(), 9);
        recent.take(&[0]);
        recent.keep([stored(100, 1000)]);
        assert!(recent.take(&[100]).is_some());
    }
}
