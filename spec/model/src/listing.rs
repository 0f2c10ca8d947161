//! What operations list, and what lists can be sorted by.

use crate::{Json, Operation, Repository, Type};

impl Repository {
    /// The types of what an operation lists: of the elements of its first success, or of the lists in it.
    pub fn listed<'a>(&'a self, operation: &'a Operation) -> impl Iterator<Item = &'a Type> {
        let success = operation.successes().next().map(|it| &it.ty);
        let page = success.and_then(|it| self.model_of(it)).map_or(&[][..], |it| &it.fields);
        success.into_iter().chain(page.iter().map(|it| &it.ty)).filter_map(Type::element)
    }

    /// The type of what an operation lists, where no other could be meant; lists of primitives come beside it.
    pub fn only_listed<'a>(&'a self, operation: &'a Operation) -> Option<&'a Type> {
        let success = &operation.successes().next()?.ty;
        let mut listed = self.listed(operation).filter(|it| success.is_list() || it.primitive().is_none());
        listed.next().filter(|_| listed.next().is_none())
    }
}

impl Operation {
    /// The fields that the attribute `sort` offers.
    pub fn sorts(&self) -> impl Iterator<Item = &str> {
        let values = self.meta.attribute("sort").and_then(|it| it.value.get("values"));
        let values = values.map_or(&[][..], Json::elements).iter();
        values.filter_map(|it| it.get("value").and_then(Json::as_str))
    }
}
