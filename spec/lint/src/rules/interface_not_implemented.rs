//! ## What it does
//! Reports a model that names an interface and lacks one of its fields, has it with another type, or has it required
//! where the interface has it optional, or the other way round.
//! Fields that come from a template are as the template says.
//!
//! ## Why is this bad?
//! Code that is written against the interface meets values that are not as promised.
//!
//! ## Origin
//! apibuilder V9, also for interfaces of imports.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#interfaces`

use apigen_model::{Field, Interface, InterfaceRef, Model, Safety, Severity};
use apigen_syntax::edit::insert_element;
use apigen_syntax::{Edit, quote};

use crate::check::Check;
use crate::context::Context;
use crate::promises::{Gap, gaps};
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "interface-not-implemented",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "code written against the interface relies on its fields",
    options: &[],
    source: include_str!("interface_not_implemented.rs"),
    check: Check::Model(check),
};

fn check(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    for promise in &model.interfaces {
        let Some(interface) = promise.target.and_then(|it| ctx.repository.interface(it)) else { continue };
        if !is_template(ctx, promise) {
            let checked = Checked { ctx, model, promise, interface };
            for gap in gaps(&model.fields, interface) {
                checked.report(gap, out);
            }
        }
    }
}

/// Whether the interface is what a template of this definition is, whose fields are merged in.
fn is_template(ctx: &Context<'_>, promise: &InterfaceRef) -> bool {
    let declared = ctx.definition.declared_interfaces().len();
    promise.target.is_some_and(|it| it.definition == ctx.definition.id && it.index as usize >= declared)
}

struct Checked<'a> {
    ctx: &'a Context<'a>,
    model: &'a Model,
    promise: &'a InterfaceRef,
    interface: &'a Interface,
}

impl Checked<'_> {
    fn report(&self, gap: Gap<'_>, out: &mut Report<'_>) {
        match gap {
            Gap::Missing(wanted) => self.report_missing(wanted, out),
            Gap::Type(own, wanted) => {
                let (is, should) = (self.ctx.label(&own.ty), self.ctx.label(&wanted.ty));
                let says = format!("is `{is}`, but `{should}`");
                self.report_different(own, wanted, "type", &says, &format!("make it `{should}`"), out);
            }
            Gap::Required(own, wanted) => {
                let word = |it: &Field| if it.required { "required" } else { "optional" };
                let says = format!("is {}, but {}", word(own), word(wanted));
                self.report_different(own, wanted, "required", &says, &format!("make it {}", word(wanted)), out);
            }
        }
    }

    fn report_missing(&self, wanted: &Field, out: &mut Report<'_>) {
        let message = format!(
            "model `{}` has no field `{}` of interface `{}`",
            self.model.name, wanted.name, self.interface.name
        );
        let place = self.ctx.whole(self.promise.origin);
        let draft = out
            .at(place, self.promise.origin, message)
            .about(wanted.name.as_str())
            .related(self.ctx.name(wanted.meta.origin), "the field of the interface")
            .help("add the field");
        if let Some(edits) = self.insertion(wanted) {
            draft.fix(Safety::Unsafe, edits);
        }
    }

    fn insertion(&self, wanted: &Field) -> Option<Vec<Edit>> {
        let (name, ty) = (quote(&wanted.name), quote(&self.ctx.label(&wanted.ty)));
        let required = if wanted.required { "" } else { ", \"required\": false" };
        let fields = self.ctx.repository.node(self.model.meta.origin).get("fields")?;
        insert_element(fields, &format!("{{ \"name\": {name}, \"type\": {ty}{required} }}"))
    }

    fn report_different(&self, own: &Field, wanted: &Field, key: &str, says: &str, help: &str, out: &mut Report<'_>) {
        let message = format!("field `{}` {says} in interface `{}`", own.name, self.interface.name);
        out.at(self.ctx.member(own.meta.origin, key), own.meta.origin, message)
            .about(self.promise.name.as_str())
            .related(self.ctx.member(wanted.meta.origin, key), "the field of the interface")
            .help(help);
    }
}
