//! One walk over a definition that serves all rules: every thing is visited once and shown to the rules of its kind.

use apigen_model::{Definition, Field, Form, Meta, Named, Operation, Origin, Resource, Type, Union};

use crate::check::{
    AttributeOf, Carrier, Check, CheckOf, FieldOf, Holder, Name, NameKind, OperationOf, ParameterOf, Site, TypeUse,
};
use crate::context::Context;
use crate::report::{Draft, Report};
use crate::vocabulary::topics;

macro_rules! plan {
    ($($list:ident: $check:ident($ty:ty)),* $(,)?) => {
        /// The functions of the running rules, by the kind of thing they look at, each with its rule's number.
        #[derive(Default)]
        pub(crate) struct Plan {
            $(pub(crate) $list: Vec<(usize, $ty)>,)*
        }

        impl Plan {
            /// Adds a rule.
            pub(crate) fn add(&mut self, rule: usize, check: Check) {
                match check {
                    $(Check::$check(it) => self.$list.push((rule, it)),)*
                    Check::Each(all) => all.iter().for_each(|it| self.add(rule, *it)),
                }
            }
        }
    };
}

plan! {
    problems: Problem(fn(&apigen_model::Repository, &apigen_model::Problem, &mut Report<'_>)),
    definitions: Definition(fn(&Context<'_>, &mut Report<'_>)),
    imports: Import(CheckOf<apigen_model::Import>),
    annotations: Annotation(CheckOf<apigen_model::Annotation>),
    enums: Enum(CheckOf<apigen_model::Enum>),
    models: Model(CheckOf<apigen_model::Model>),
    unions: Union(CheckOf<Union>),
    fields: Field(for<'a> fn(&Context<'a>, &FieldOf<'a>, &mut Report<'_>)),
    resources: Resource(CheckOf<Resource>),
    operations: Operation(for<'a> fn(&Context<'a>, &OperationOf<'a>, &mut Report<'_>)),
    parameters: Parameter(for<'a> fn(&Context<'a>, &ParameterOf<'a>, &mut Report<'_>)),
    responses: Response(CheckOf<apigen_model::Response>),
    slots: Slot(CheckOf<Field>),
    type_uses: TypeUse(for<'a> fn(&Context<'a>, &TypeUse<'a>, &mut Report<'_>)),
    names: Name(for<'a> fn(&Context<'a>, &Name<'a>, &mut Report<'_>)),
    attributes: Attribute(for<'a> fn(&Context<'a>, &AttributeOf<'a>, &mut Report<'_>)),
    metas: Meta(CheckOf<Meta>),
    streams: Stream(CheckOf<apigen_model::Stream>),
    tables: Table(CheckOf<apigen_model::Table>),
    idle: Idle(fn(&apigen_model::Repository, &crate::suppress::Entry<'_>, &mut Report<'_>)),
    repository: Repository(fn(&apigen_model::Repository, crate::config::Options<'_>, &mut Report<'_>)),
}

/// Shows everything in a definition to the rules of a plan.
pub(crate) fn walk<'a>(plan: &Plan, contexts: &[Context<'a>], definition: &'a Definition, drafts: &mut Vec<Draft>) {
    let mut walk = Walk { plan, contexts, form: definition.form, drafts };
    walk.definition(definition);
}

struct Walk<'a, 'w> {
    plan: &'w Plan,
    /// The context of every rule, by its number.
    contexts: &'w [Context<'a>],
    form: Form,
    drafts: &'w mut Vec<Draft>,
}

/// Shows one thing to each function of a list.
macro_rules! show {
    ($walk:ident, $list:ident $(, $thing:expr)?) => {
        for (rule, check) in &$walk.plan.$list {
            check(&$walk.contexts[*rule], $($thing,)? &mut Report { rule: *rule, drafts: $walk.drafts });
        }
    };
}

impl<'a> Walk<'a, '_> {
    fn definition(&mut self, it: &'a Definition) {
        show!(self, definitions);
        self.meta(Carrier::Definition, &it.meta);
        for import in &it.imports {
            show!(self, imports, import);
        }
        it.headers.iter().for_each(|it| self.header(it, Holder::Definition));
        for annotation in &it.annotations {
            show!(self, annotations, annotation);
            self.name(NameKind::Annotation, &annotation.name, annotation.meta.origin, "");
            self.meta(Carrier::Annotation, &annotation.meta);
        }
        self.types(it);
        it.resources.iter().for_each(|it| self.resource(it));
        self.storage(it);
    }

    fn types(&mut self, it: &'a Definition) {
        for it in &it.enums {
            self.enumeration(it);
        }
        for it in &it.interfaces {
            self.name(NameKind::Interface, &it.name, it.meta.origin, "");
            self.meta(Carrier::Interface, &it.meta);
            self.fields(Named::Interface(it));
        }
        for it in &it.models {
            show!(self, models, it);
            self.name(NameKind::Model, &it.name, it.meta.origin, "");
            self.meta(Carrier::Model, &it.meta);
            self.fields(Named::Model(it));
        }
        for it in &it.unions {
            self.union(it);
        }
    }

    fn enumeration(&mut self, it: &'a apigen_model::Enum) {
        show!(self, enums, it);
        self.name(NameKind::Enum, &it.name, it.meta.origin, "");
        self.meta(Carrier::Enum, &it.meta);
        for value in &it.values {
            self.name(NameKind::EnumValue, &value.name, value.meta.origin, "name");
            if let Some(wire) = &value.value {
                self.name(NameKind::EnumWire, wire, value.meta.origin, "value");
            }
            self.meta(Carrier::EnumValue, &value.meta);
        }
    }

    fn union(&mut self, it: &'a Union) {
        show!(self, unions, it);
        self.name(NameKind::Union, &it.name, it.meta.origin, "");
        self.meta(Carrier::Union, &it.meta);
        if let Some(discriminator) = &it.discriminator {
            self.name(NameKind::Discriminator, discriminator, it.meta.origin, "discriminator");
        }
        for member in &it.types {
            if let Some(value) = &member.discriminator_value {
                self.name(NameKind::DiscriminatorValue, value, member.meta.origin, "discriminator_value");
            }
            self.meta(Carrier::UnionType, &member.meta);
            self.used(&member.ty, Site::UnionType, member.meta.origin, "type", &member.name, Holder::Union);
        }
    }

    fn fields(&mut self, owner: Named<'a>) {
        for field in owner.fields() {
            // Outside of the macro, which would ask again for each rule.
            let topics = topics(&field.name);
            show!(self, fields, &FieldOf { owner, field, topics });
            self.name(NameKind::Field, &field.name, field.meta.origin, "name");
            self.meta(Carrier::Field, &field.meta);
            self.slot(field, Site::Field, Holder::Type);
        }
    }

    fn slot(&mut self, field: &'a Field, site: Site, holder: Holder) {
        show!(self, slots, field);
        self.used(&field.ty, site, field.meta.origin, "type", &field.name, holder);
        if let Some(reference) = field.references() {
            self.used(&reference.target, Site::Reference, field.meta.origin, "references", &field.name, holder);
        }
    }

    fn header(&mut self, it: &'a Field, holder: Holder) {
        self.name(NameKind::Header, &it.name, it.meta.origin, "name");
        self.meta(Carrier::Header, &it.meta);
        self.slot(it, Site::Header, holder);
    }

    fn resource(&mut self, it: &'a Resource) {
        show!(self, resources, it);
        self.meta(Carrier::Resource, &it.meta);
        let key = if self.form == Form::Expanded { "type" } else { "" };
        self.used(&it.ty, Site::Resource, it.meta.origin, key, &it.name, Holder::Definition);
        for operation in &it.operations {
            self.operation(it, operation);
        }
    }

    fn operation(&mut self, resource: &'a Resource, operation: &'a Operation) {
        show!(self, operations, &OperationOf { resource, operation });
        self.meta(Carrier::Operation, &operation.meta);
        let holder = Holder::Operation;
        for parameter in operation.parameters.iter().filter(|it| !it.implicit) {
            show!(self, parameters, &ParameterOf { resource, operation, parameter });
            self.name(NameKind::Parameter, &parameter.field.name, parameter.field.meta.origin, "name");
            self.meta(Carrier::Parameter, &parameter.field.meta);
            self.slot(&parameter.field, Site::Parameter, holder);
        }
        if let Some(body) = &operation.body {
            self.meta(Carrier::Body, &body.meta);
            self.used(&body.ty, Site::Body, body.meta.origin, "type", "body", holder);
        }
        for response in operation.responses.iter().filter(|it| !it.implicit) {
            show!(self, responses, response);
            self.meta(Carrier::Response, &response.meta);
            self.used(&response.ty, Site::Response, response.meta.origin, "type", "response", holder);
            response.headers.iter().for_each(|it| self.header(it, holder));
        }
    }

    fn storage(&mut self, it: &'a Definition) {
        for stream in &it.streams {
            show!(self, streams, stream);
            self.name(NameKind::Stream, &stream.name, stream.meta.origin, "");
            self.meta(Carrier::Stream, &stream.meta);
            self.used(&stream.ty, Site::Stream, stream.meta.origin, "type", &stream.name, Holder::Definition);
        }
        for table in &it.tables {
            show!(self, tables, table);
            self.name(NameKind::Table, &table.name, table.meta.origin, "");
            self.meta(Carrier::Table, &table.meta);
            self.used(&table.model, Site::Table, table.meta.origin, "model", &table.name, Holder::Definition);
        }
    }

    fn name(&mut self, kind: NameKind, text: &'a str, origin: Origin, key: &'static str) {
        show!(self, names, &Name { kind, text, origin, key });
    }

    fn meta(&mut self, carrier: Carrier, meta: &'a Meta) {
        show!(self, metas, meta);
        for attribute in meta.attributes() {
            show!(self, attributes, &AttributeOf { carrier, attribute });
        }
    }

    fn used(&mut self, ty: &'a Type, site: Site, origin: Origin, key: &'static str, name: &'a str, holder: Holder) {
        show!(self, type_uses, &TypeUse { ty, site, origin, key, name, holder });
    }
}
