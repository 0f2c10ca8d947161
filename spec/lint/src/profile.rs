//! Profiles: which rules run when nobody configured anything.

use serde::Deserialize;

/// A named selection of rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// What cannot be generated, and nothing else.
    Minimal,
    /// What every company wants.
    #[default]
    Recommended,
    /// Everything but one house's conventions.
    Strict,
    /// The house rules of Flow Commerce, with their exemptions.
    Flow,
}

impl Profile {
    /// Every profile, from few rules to many.
    pub const ALL: [Self; 4] = [Self::Minimal, Self::Recommended, Self::Strict, Self::Flow];

    /// The name in configurations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Recommended => "recommended",
            Self::Strict => "strict",
            Self::Flow => "flow",
        }
    }

    /// The profile of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// The profiles that a rule belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profiles(u8);

impl Profiles {
    /// All of them: what the rule reports cannot be generated.
    pub const EVERY: Self = Self(0b1111);
    /// `recommended` and `strict`.
    pub const RECOMMENDED: Self = Self(0b0110);
    /// `strict` alone.
    pub const STRICT: Self = Self(0b0100);
    /// `flow` alone: one house's convention.
    pub const FLOW: Self = Self(0b1000);
    /// `flow` and `strict`.
    pub const FLOW_AND_STRICT: Self = Self(0b1100);
    /// `flow`, `recommended` and `strict`.
    pub const FLOW_AND_RECOMMENDED: Self = Self(0b1110);

    /// Whether the rule belongs to a profile.
    pub fn contains(self, profile: Profile) -> bool {
        self.0 & (1 << profile as u8) != 0
    }

    /// The profiles, from few rules to many.
    pub fn iter(self) -> impl Iterator<Item = Profile> {
        Profile::ALL.into_iter().filter(move |it| self.contains(*it))
    }
}
