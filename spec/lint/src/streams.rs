//! The events of streams.

use apigen_model::{Definition, Model, Repository, Stream, UnionType};

use crate::unions::leaves;

/// An event of a stream: a member of its union, and the model that it is, when it is one of this repository.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Event<'a> {
    pub(crate) member: &'a UnionType,
    pub(crate) model: Option<&'a Model>,
}

/// The events of a stream, those of nested unions included.
pub(crate) fn events<'a>(repository: &'a Repository, stream: &Stream) -> Vec<Event<'a>> {
    let members = repository.union_of(&stream.ty).into_iter().flat_map(|it| &it.types);
    let all = members.flat_map(|it| leaves(repository, it));
    all.map(|member| Event { member, model: repository.model_of(&member.ty) }).collect()
}

/// The definition whose namespace a qualified stream name begins with, and the rest of the name.
pub(crate) fn publisher<'a, 'n>(repository: &'a Repository, name: &'n str) -> Option<(&'a Definition, &'n str)> {
    let mut dots = name.rmatch_indices('.').map(|(at, _)| at);
    dots.find_map(|at| repository.by_namespace(&name[..at]).map(|it| (it, &name[at + 1..])))
}
