//! Definitions by namespace; then, among those that are left, by key, by namespace without the version, and the only
//! one on each side.

use apigen_model::{Definition, DefinitionId, Repository, Role};

use crate::pair::Pair;

/// Ways to recognise a definition, the surest first.
const IDENTITIES: [fn(&Definition) -> &str; 3] = [|it| &it.namespace, |it| &it.key, without_version];

pub(super) fn pairs(old: &Repository, new: &Repository) -> Vec<Pair<DefinitionId>> {
    let (old, new) = (judged(old), judged(new));
    let mut partner: Vec<Option<usize>> = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    for identity in IDENTITIES {
        by(identity, &old, &new, &mut partner, &mut taken);
    }
    let rest: Vec<usize> = (0..new.len()).filter(|it| !taken[*it]).collect();
    if let ([alone], [only]) = (&positions(&partner)[..], &rest[..]) {
        partner[*alone] = Some(*only);
        taken[*only] = true;
    }
    let of_old = old.iter().zip(&partner).map(|(old, partner)| match partner {
        Some(at) if old.namespace == new[*at].namespace => Pair::Kept(old.id, new[*at].id),
        Some(at) => Pair::Renamed(old.id, new[*at].id),
        None => Pair::Removed(old.id),
    });
    let of_new = new.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(new, _)| Pair::Added(new.id));
    of_old.chain(of_new).collect()
}

/// The definitions that are only there for others to refer to, by namespace: their types are the same on both sides,
/// whatever became of them.
pub(super) fn context(old: &Repository, new: &Repository) -> Vec<Pair<DefinitionId>> {
    let is_context = |in_: &Repository, it: &Definition| in_.source(it.file).role != Role::Checked;
    let all = old.definitions().iter().filter_map(|it| Some((it, new.by_namespace(&it.namespace)?)));
    let left = all.filter(|(was, is)| is_context(old, was) || is_context(new, is));
    left.map(|(was, is)| Pair::Kept(was.id, is.id)).collect()
}

/// The definitions that findings are wanted about; the others are there for them to refer to.
fn judged(repository: &Repository) -> Vec<&Definition> {
    repository.definitions().iter().filter(|it| repository.source(it.file).role == Role::Checked).collect()
}

fn positions(partner: &[Option<usize>]) -> Vec<usize> {
    (0..partner.len()).filter(|it| partner[*it].is_none()).collect()
}

/// Pairs what shares an identity, in order when several do.
fn by(
    identity: fn(&Definition) -> &str,
    old: &[&Definition],
    new: &[&Definition],
    partner: &mut [Option<usize>],
    taken: &mut [bool],
) {
    let mut free: rustc_hash::FxHashMap<&str, std::collections::VecDeque<usize>> = rustc_hash::FxHashMap::default();
    for (at, it) in new.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        free.entry(identity(it)).or_default().push_back(at);
    }
    for (it, partner) in old.iter().zip(partner).filter(|(_, partner)| partner.is_none()) {
        let name = identity(it);
        if let Some(at) =
            free.get_mut(name).filter(|_| !name.is_empty()).and_then(std::collections::VecDeque::pop_front)
        {
            *partner = Some(at);
            taken[at] = true;
        }
    }
}

fn without_version(it: &Definition) -> &str {
    let version = it.major_version().map_or(0, |it| it.len() + 1);
    &it.namespace[..it.namespace.len().saturating_sub(version)]
}
