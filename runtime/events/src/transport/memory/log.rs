//! What a stream in memory keeps, and how far each consumer is: plain data without waiting or sharing.

use std::collections::{BTreeMap, VecDeque};

use tokio::time::Instant;

use crate::ConsumerName;
use crate::address::Limits;
use crate::message::Frame;
use crate::transport::{PublishError, Published};

/// How many messages are kept at most, whatever the stream's own limit: there is one memory.
const MOST_KEPT: u64 = 100_000;

/// Identifies a subscription among all that a stream ever had.
pub(super) type Holder = u64;

/// Frames by number, from the oldest kept one on.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// The number of the oldest frame; the first ever is 0.
    first: u64,
    frames: VecDeque<(Instant, Frame)>,
    groups: BTreeMap<ConsumerName, Group>,
    holders: Holder,
}

/// How far a consumer is, and which of its subscriptions is handed messages.
#[derive(Debug)]
struct Group {
    /// The number of the first frame that is not acknowledged.
    position: u64,
    holder: Option<Hold>,
}

#[derive(Debug, Clone, Copy)]
struct Hold {
    holder: Holder,
    /// The number of the first frame that was not handed out.
    handed_out: u64,
}

/// What a subscription gets when it asks.
#[derive(Debug)]
pub(super) enum Taken {
    /// These; none when there are none, or another subscription holds the position.
    Frames(Vec<Frame>),
    /// So many were dropped before they were taken.
    Lapsed(u64),
}

impl Log {
    /// Appends what there is room for: the oldest frames that nobody waits for make room.
    pub(super) fn append(&mut self, frames: Vec<Frame>, limits: Limits) -> Published {
        let now = Instant::now();
        self.expire(now, limits);
        let most = limits.backlog.min(MOST_KEPT);
        let all = frames.len();
        for (confirmed, frame) in frames.into_iter().enumerate() {
            if self.len() >= most && !self.make_room() {
                let why = format!("{most} messages wait for the slowest consumer");
                return Published::until(confirmed, PublishError::Busy(why));
            }
            self.frames.push_back((now, frame));
        }
        Published::all(all)
    }

    pub(super) fn register(&mut self, consumer: &ConsumerName) -> Holder {
        let position = self.first;
        self.groups.entry(consumer.clone()).or_insert(Group { position, holder: None });
        self.holders += 1;
        self.holders
    }

    /// Whether that subscription is the one that is handed messages.
    pub(super) fn is_held_by(&self, consumer: &ConsumerName, holder: Holder) -> bool {
        let hold = self.groups.get(consumer).and_then(|group| group.holder);
        hold.is_some_and(|hold| hold.holder == holder)
    }

    /// The next frames for a subscription that holds the consumer's position, or takes it as nobody does.
    pub(super) fn take(&mut self, consumer: &ConsumerName, holder: Holder, max: usize) -> Taken {
        let (first, end) = (self.first, self.end());
        let Some(group) = self.groups.get_mut(consumer) else { return Taken::Frames(Vec::new()) };
        let position = group.position;
        let hold = group.holder.get_or_insert(Hold { holder, handed_out: position });
        if hold.holder != holder {
            return Taken::Frames(Vec::new());
        }
        if hold.handed_out < first {
            let missed = first - hold.handed_out;
            hold.handed_out = first;
            return Taken::Lapsed(missed);
        }
        let start = hold.handed_out;
        hold.handed_out = end.min(start + max as u64);
        Taken::Frames(self.copies(start, max))
    }

    /// Moves the position behind what the subscription was handed, if it is still the one that is handed messages.
    pub(super) fn acknowledge(&mut self, consumer: &ConsumerName, holder: Holder) {
        let Some(group) = self.groups.get_mut(consumer) else { return };
        if let Some(hold) = group.holder.filter(|hold| hold.holder == holder) {
            group.position = hold.handed_out;
        }
    }

    pub(super) fn release(&mut self, consumer: &ConsumerName, holder: Holder) {
        if let Some(group) = self.groups.get_mut(consumer) {
            group.holder = group.holder.filter(|hold| hold.holder != holder);
        }
    }

    pub(super) fn release_all(&mut self) {
        self.groups.values_mut().for_each(|group| group.holder = None);
    }

    /// The number of the frame that is published next.
    pub(super) fn end(&self) -> u64 {
        self.first + self.len()
    }

    /// The frames from that number on, for somebody who holds no position.
    pub(super) fn look(&self, start: u64, max: usize) -> Taken {
        match self.first.checked_sub(start) {
            Some(missed) if missed > 0 => Taken::Lapsed(missed),
            _ => Taken::Frames(self.copies(start, max)),
        }
    }

    fn len(&self) -> u64 {
        self.frames.len() as u64
    }

    fn copies(&self, start: u64, max: usize) -> Vec<Frame> {
        let skip = usize::try_from(start - self.first).unwrap_or(usize::MAX);
        self.frames.iter().skip(skip).take(max).map(|(_, frame)| frame.clone()).collect()
    }

    /// Drops the oldest frame if every consumer has acknowledged it.
    fn make_room(&mut self) -> bool {
        let needed = self.groups.values().map(|group| group.position).min();
        let free = needed.is_none_or(|needed| needed > self.first);
        free && self.drop_oldest()
    }

    fn expire(&mut self, now: Instant, limits: Limits) {
        while self.frames.front().is_some_and(|(published, _)| now - *published > limits.retention) {
            self.drop_oldest();
        }
    }

    fn drop_oldest(&mut self) -> bool {
        let dropped = self.frames.pop_front().is_some();
        self.first += u64::from(dropped);
        dropped
    }
}
