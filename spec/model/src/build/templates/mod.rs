//! Templates: merged into the models and resources that use them, which always win.

mod models;
mod overlay;
mod resources;

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

pub(super) use models::{interfaces, merge_models};
pub(super) use resources::merge_resources;

use crate::{Field, TemplateUse, Type};

/// Types renamed inside a template. Nothing said: the template's name becomes the using type's.
#[derive(Clone, Default)]
struct Cast {
    renames: Vec<(SmolStr, SmolStr)>,
}

impl Cast {
    fn of(template: &TemplateUse, user: &str, outer: &Self) -> Self {
        let own = template.cast.iter().map(|(from, to)| (from.clone(), outer.name(to).into_owned().into()));
        let mut renames: Vec<_> = own.collect();
        renames.push((template.name.clone(), user.into()));
        Self { renames }
    }

    fn name<'a>(&self, name: &'a str) -> Cow<'a, str> {
        let renamed = self.renames.iter().find(|(from, _)| from == name);
        renamed.map_or(Cow::Borrowed(name), |(_, to)| Cow::Owned(to.to_string()))
    }

    fn ty(&self, ty: &mut Type) {
        let Type::Unresolved(name) = ty.base() else { return };
        if let Some((_, to)) = self.renames.iter().find(|(from, _)| from == name) {
            *ty = ty.with_base(Type::parse(to).unwrap_or_else(|| Type::Unresolved(to.clone())));
        }
    }

    fn field(&self, field: &Field) -> Field {
        let mut field = field.clone();
        self.ty(&mut field.ty);
        if let Some(reference) = field.details.as_mut().and_then(|it| it.references.as_mut()) {
            self.ty(&mut reference.target);
        }
        field
    }
}

/// A template that a model or resource is merged with.
struct Merged<'t, T> {
    template: &'t T,
    mention: &'t TemplateUse,
    cast: Cast,
    /// Its place when what templates bring is laid out: after the templates that it names itself.
    rank: usize,
}

/// A step of the search for templates.
enum Step<'t> {
    Enter(&'t TemplateUse, Cast),
    Leave(usize),
}

/// The templates that uses lead to, the more significant first: each before those that it names itself. None comes
/// twice, so a template that uses itself, or is reached on many ways, does no harm.
fn reach<'t, T>(
    uses: &'t [TemplateUse],
    owner: &str,
    find: impl Fn(&str) -> Option<(&'t T, &'t [TemplateUse])>,
) -> Vec<Merged<'t, T>> {
    let (mut all, mut seen, mut left) = (Vec::<Merged<'t, T>>::new(), FxHashSet::default(), 0);
    let enter = |uses: &'t [TemplateUse], outer: &Cast| -> Vec<Step<'t>> {
        uses.iter().rev().map(|it| Step::Enter(it, Cast::of(it, owner, outer))).collect()
    };
    let mut pending = enter(uses, &Cast::default());
    while let Some(step) = pending.pop() {
        match step {
            Step::Leave(index) => {
                all[index].rank = left;
                left += 1;
            }
            Step::Enter(mention, cast) => {
                let found = find(&mention.name).filter(|_| seen.insert(&mention.name));
                let Some((template, inner)) = found else { continue };
                pending.push(Step::Leave(all.len()));
                pending.extend(enter(inner, &cast));
                all.push(Merged { template, mention, cast, rank: 0 });
            }
        }
    }
    all
}
