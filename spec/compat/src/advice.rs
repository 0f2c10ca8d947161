//! What the next version is called: major when somebody breaks, minor when there is more, patch otherwise.

use apigen_model::Severity;
use rustc_hash::FxHashMap;

use crate::changes::{Changes, Draft};
use crate::matching::Matching;

/// Which part of a version has to be raised, at least.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// Nothing changed.
    #[default]
    None,
    /// Only words changed.
    Patch,
    /// There is something new, or something that a reader of the definitions should look at.
    Minor,
    /// Somebody breaks.
    Major,
}

impl Bump {
    /// The word in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// Which version a definition should get next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The definition's namespace, on the new side where it has one.
    pub namespace: String,
    /// Which part of the version has to be raised, at least.
    pub bump: Bump,
    /// What the definition says, when both sides say a version.
    pub declared: Option<DeclaredVersion>,
}

/// The versions that a definition declares, against what its changes ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredVersion {
    /// The version of the old side.
    pub old: String,
    /// The version of the new side.
    pub new: String,
    /// The least version that follows the changes; none when the old one is no semantic version.
    pub least: Option<String>,
    /// Whether the new version is at least that; none when one of them is no semantic version.
    pub follows: Option<bool>,
}

/// The advice for every definition that the new side has.
pub(crate) fn advise(matching: &Matching<'_>, changes: &Changes) -> Vec<Advice> {
    let mut bumps: FxHashMap<&str, Bump> = changes.touched.iter().map(|it| (it.as_str(), Bump::Patch)).collect();
    for draft in &changes.drafts {
        let known = bumps.entry(&draft.namespace).or_default();
        *known = (*known).max(bump(draft));
    }
    let mut all = Vec::new();
    for pair in &matching.definitions {
        let Some(new) = pair.after().map(|it| matching.new.definition(it)) else { continue };
        let old = pair.before().map(|it| matching.old.definition(it));
        let bump = bumps.get(old.unwrap_or(new).namespace.as_str()).copied().unwrap_or_default();
        let versions = old.and_then(|it| it.version.as_ref()).zip(new.version.as_ref());
        let declared = versions.map(|(old, new)| declared(old, new, bump));
        all.push(Advice { namespace: new.namespace.to_string(), bump, declared });
    }
    all
}

fn bump(draft: &Draft) -> Bump {
    match draft.impacts.iter().map(|it| it.severity).max() {
        Some(Severity::Error) => Bump::Major,
        _ => Bump::Minor,
    }
}

fn declared(old: &str, new: &str, bump: Bump) -> DeclaredVersion {
    let least = parse(old).map(|it| raised(it, bump));
    let follows = least.zip(parse(new)).map(|(least, new)| new >= least);
    let text = |[major, minor, patch]: [u64; 3]| format!("{major}.{minor}.{patch}");
    DeclaredVersion { old: old.to_owned(), new: new.to_owned(), least: least.map(text), follows }
}

/// `1.2.3`, also with a leading `v` and with something after the patch version.
fn parse(version: &str) -> Option<[u64; 3]> {
    let plain = version.trim().trim_start_matches('v');
    let plain = plain.split(['-', '+']).next().unwrap_or(plain);
    let mut parts = plain.split('.').map(|it| it.parse().ok());
    let version = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(version)
}

/// Before 1.0.0 the minor version says that somebody breaks, as everywhere.
fn raised([major, minor, patch]: [u64; 3], bump: Bump) -> [u64; 3] {
    match (bump, major) {
        (Bump::None, _) => [major, minor, patch],
        (Bump::Major, 1..) => [major.saturating_add(1), 0, 0],
        (Bump::Major, 0) | (Bump::Minor, 1..) => [major, minor.saturating_add(1), 0],
        (Bump::Minor, 0) | (Bump::Patch, _) => [major, minor, patch.saturating_add(1)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follows(old: &str, new: &str, bump: Bump) -> Option<bool> {
        declared(old, new, bump).follows
    }

    #[test]
    fn a_declared_version_follows_when_it_is_at_least_what_the_changes_ask_for() {
        assert_eq!(follows("1.2.3", "2.0.0", Bump::Major), Some(true));
        assert_eq!(follows("1.2.3", "1.3.0", Bump::Major), Some(false));
        assert_eq!(follows("1.2.3", "1.3.0", Bump::Minor), Some(true));
        assert_eq!(follows("1.2.3", "1.2.4", Bump::Minor), Some(false));
        assert_eq!(follows("1.2.3", "1.2.3", Bump::Patch), Some(false));
        assert_eq!(follows("1.2.3", "1.2.3", Bump::None), Some(true));
    }

    #[test]
    fn before_the_first_major_version_the_minor_one_breaks() {
        assert_eq!(follows("0.4.1", "0.5.0", Bump::Major), Some(true));
        assert_eq!(follows("0.4.1", "0.4.2", Bump::Minor), Some(true));
        assert_eq!(follows("v0.4.1", "v0.4.2-rc1", Bump::Major), Some(false));
    }

    #[test]
    fn what_is_no_semantic_version_is_not_judged() {
        assert_eq!(declared("2026-11", "1.0.0", Bump::Major).least, None);
        assert_eq!(follows("1.0.0", "latest", Bump::Major), None);
        assert_eq!(declared("1.0.0", "latest", Bump::Major).least.as_deref(), Some("2.0.0"));
    }
}
