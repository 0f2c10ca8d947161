//! Templates of resources: their paths and operations.

use rustc_hash::FxHashMap;

use super::super::resource::RawResource;
use super::{Cast, Merged, overlay, reach};
use crate::{Operation, TemplateUse};

/// Merges the templates that each resource names, and those that these templates name in turn.
pub(in crate::build) fn merge_resources(templates: &[RawResource], resources: &mut [RawResource]) {
    let mut known: FxHashMap<&str, (&RawResource, &[TemplateUse])> = FxHashMap::default();
    for it in templates {
        known.entry(&it.resource.name).or_insert((it, &it.resource.templates));
    }
    for it in resources.iter_mut().filter(|it| !it.resource.templates.is_empty()) {
        let uses = std::mem::take(&mut it.resource.templates);
        let merged = reach(&uses, &it.resource.name.clone(), |name| known.get(name).copied());
        for Merged { template, .. } in &merged {
            it.path = it.path.take().or_else(|| template.path.clone());
            overlay::meta(&mut it.resource.meta, template.resource.meta.clone());
        }
        let operations = |it: &Merged<'_, RawResource>| {
            it.template.resource.operations.iter().map(|operation| cast(operation, &it.cast)).collect::<Vec<_>>()
        };
        overlay::operations(&mut it.resource.operations, merged.iter().flat_map(operations));
        it.resource.templates = uses;
    }
}

fn cast(operation: &Operation, cast: &Cast) -> Operation {
    let mut operation = operation.clone();
    for parameter in &mut operation.parameters {
        parameter.field = cast.field(&parameter.field);
    }
    for response in &mut operation.responses {
        cast.ty(&mut response.ty);
        response.headers = response.headers.iter().map(|it| cast.field(it)).collect();
    }
    if let Some(body) = &mut operation.body {
        cast.ty(&mut body.ty);
    }
    operation
}
