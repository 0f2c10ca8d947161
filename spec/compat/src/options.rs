//! What a comparison is asked for.

use crate::Category;

/// What a comparison is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whose verdicts.
    pub profile: Profile,
    /// Which failures count.
    pub category: Category,
}

impl Default for Options {
    fn default() -> Self {
        Self { profile: Profile::Recommended, category: Category::Source }
    }
}

/// Whose verdicts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Profile {
    /// Ours: by direction of use.
    #[default]
    Recommended,
    /// Those of apibuilder: breaking or not, whatever the direction.
    Apibuilder,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Self; 2] = [Self::Recommended, Self::Apibuilder];

    /// The name in options.
    pub fn name(self) -> &'static str {
        match self {
            Self::Recommended => "recommended",
            Self::Apibuilder => "apibuilder",
        }
    }

    /// The profile of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}
