//! A construct of the old side and the one of the new side that it became.

/// A construct of the old side and the one of the new side that it became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pair<T> {
    /// Only the old side has it.
    Removed(T),
    /// Only the new side has it.
    Added(T),
    /// Both sides have it under one name.
    Kept(T, T),
    /// Both sides have it; the name is another one.
    Renamed(T, T),
}

impl<T: Copy> Pair<T> {
    /// The old side.
    pub(crate) fn before(self) -> Option<T> {
        match self {
            Self::Removed(old) | Self::Kept(old, _) | Self::Renamed(old, _) => Some(old),
            Self::Added(_) => None,
        }
    }

    /// The new side.
    pub(crate) fn after(self) -> Option<T> {
        match self {
            Self::Added(new) | Self::Kept(_, new) | Self::Renamed(_, new) => Some(new),
            Self::Removed(_) => None,
        }
    }

    /// Both sides, when both have it.
    pub(crate) fn both(self) -> Option<(T, T)> {
        Some((self.before()?, self.after()?))
    }

    /// Both sides, when the name changed.
    pub(crate) fn renamed(self) -> Option<(T, T)> {
        match self {
            Self::Renamed(old, new) => Some((old, new)),
            _ => None,
        }
    }

    /// The old side, when only that has it.
    pub(crate) fn removed(self) -> Option<T> {
        match self {
            Self::Removed(old) => Some(old),
            _ => None,
        }
    }

    /// The new side, when only that has it.
    pub(crate) fn added(self) -> Option<T> {
        match self {
            Self::Added(new) => Some(new),
            _ => None,
        }
    }

    /// One side: the old one where there is one, which is whom a change hurts.
    pub(crate) fn either(self) -> T {
        match self {
            Self::Removed(it) | Self::Added(it) | Self::Kept(it, _) | Self::Renamed(it, _) => it,
        }
    }

    /// Each side found on its own side, under the same verdict of sameness.
    pub(crate) fn map_sides<U>(self, of_old: impl Fn(T) -> U, of_new: impl Fn(T) -> U) -> Pair<U> {
        match self {
            Self::Removed(old) => Pair::Removed(of_old(old)),
            Self::Added(new) => Pair::Added(of_new(new)),
            Self::Kept(old, new) => Pair::Kept(of_old(old), of_new(new)),
            Self::Renamed(old, new) => Pair::Renamed(of_old(old), of_new(new)),
        }
    }

    /// A part of both sides, under the same verdict of sameness.
    pub(crate) fn map<U>(self, part: impl Fn(T) -> U) -> Pair<U> {
        self.map_sides(&part, &part)
    }

    /// An optional part: present, gone, new, or absent from both.
    pub(crate) fn of_options(old: Option<T>, new: Option<T>) -> Option<Self> {
        match (old, new) {
            (Some(old), Some(new)) => Some(Self::Kept(old, new)),
            (Some(old), None) => Some(Self::Removed(old)),
            (None, Some(new)) => Some(Self::Added(new)),
            (None, None) => None,
        }
    }
}
