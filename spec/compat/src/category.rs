//! What fails when a change is rolled out.

/// What fails when a change is rolled out.
///
/// The first three are ordered by strictness, so that one word selects: `Source` asks for everything, `Wire` for what
/// deployed peers and kept data notice, `Data` for kept data alone. The others stand beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Code that is generated again needs edits by hand.
    Source,
    /// What has to be deployed first, or at all.
    Deploy,
    /// Same shape, other meaning.
    Behaviour,
    /// A consumer cannot read what a producer writes, or wrote.
    Event,
    /// A peer that was built before the change fails.
    Wire,
    /// Rows that were written before the change do not fit any more.
    Data,
}

impl Category {
    /// Every category, from the mildest to the worst.
    pub const ALL: [Self; 6] = [Self::Source, Self::Deploy, Self::Behaviour, Self::Event, Self::Wire, Self::Data];

    /// The word in options and output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Wire => "wire",
            Self::Data => "data",
            Self::Behaviour => "behaviour",
            Self::Event => "event",
            Self::Deploy => "deploy",
        }
    }

    /// The category of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// What fails, in a clause.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Source => "code that is generated again needs edits",
            Self::Wire => "a peer built before the change fails",
            Self::Data => "rows written before the change do not fit",
            Self::Behaviour => "the same shape means something else",
            Self::Event => "a consumer cannot read what a producer writes or wrote",
            Self::Deploy => "something has to be there first",
        }
    }

    /// Whether somebody who selected a category wants to hear of this one.
    pub fn is_within(self, selected: Self) -> bool {
        match selected {
            Self::Source => true,
            Self::Wire => self != Self::Source,
            Self::Data | Self::Behaviour | Self::Event | Self::Deploy => self == selected,
        }
    }
}
