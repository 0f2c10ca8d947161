//! Templates of models: their fields, what they promise, and the interfaces that they are.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::{Merged, overlay, reach};
use crate::{Interface, InterfaceRef, Model, TemplateUse, Type};

/// Merges the templates that each model names, and those that these templates name in turn.
pub(in crate::build) fn merge_models(templates: &[Model], models: &mut [Model]) {
    let mut known: FxHashMap<&str, (&Model, &[TemplateUse])> = FxHashMap::default();
    for it in templates {
        known.entry(&it.name).or_insert((it, &it.templates));
    }
    for model in models.iter_mut().filter(|it| !it.templates.is_empty()) {
        let uses = std::mem::take(&mut model.templates);
        merge(model, &reach(&uses, &model.name.clone(), |name| known.get(name).copied()));
        model.templates = uses;
    }
}

fn merge(model: &mut Model, merged: &[Merged<'_, Model>]) {
    let fields = merged.iter().flat_map(|it| it.template.fields.iter().map(|field| it.cast.field(field)));
    overlay::fields(&mut model.fields, fields);
    for it in merged {
        overlay::meta(&mut model.meta, it.template.meta.clone());
    }
    lay_out(model, merged);
    promise(model, merged);
}

/// A field that a template has stands where the template has it; the model's other fields follow.
fn lay_out(model: &mut Model, merged: &[Merged<'_, Model>]) {
    let mut order: Vec<&Merged<'_, Model>> = merged.iter().collect();
    order.sort_by_key(|it| it.rank);
    let ranks = overlay::ranks(order.iter().map(|it| it.template.fields.as_slice()));
    model.fields.sort_by_key(|it| ranks.get(&it.name).copied().unwrap_or(usize::MAX));
}

fn promise(model: &mut Model, merged: &[Merged<'_, Model>]) {
    let mut known: FxHashSet<SmolStr> = model.interfaces.iter().map(|it| it.name.clone()).collect();
    for Merged { template, mention, .. } in merged {
        let own = InterfaceRef { name: mention.name.clone(), target: None, external: false, origin: mention.origin };
        let all = template.interfaces.iter().cloned().chain([own]);
        model.interfaces.extend(all.filter(|it| known.insert(it.name.clone())));
    }
}

/// A model template is an interface of the same name too. Fields whose types uses of the template rename differ from
/// user to user, so nobody promises them.
pub(in crate::build) fn interfaces(templates: &[Model], models: &[Model]) -> Vec<Interface> {
    let mut renamed: FxHashSet<(&str, &str)> = FxHashSet::default();
    renamed.extend(templates.iter().map(|it| (it.name.as_str(), it.name.as_str())));
    for used in templates.iter().chain(models).flat_map(|it| &it.templates) {
        renamed.extend(used.cast.iter().map(|(from, _)| (used.name.as_str(), from.as_str())));
    }
    let interface = |it: &Model| {
        let varies = |ty: &Type| matches!(ty.base(), Type::Unresolved(name) if renamed.contains(&(&*it.name, name)));
        Interface {
            name: it.name.clone(),
            plural: it.plural.clone(),
            fields: it.fields.iter().filter(|field| !varies(&field.ty)).cloned().collect(),
            meta: it.meta.clone(),
        }
    };
    templates.iter().map(interface).collect()
}
