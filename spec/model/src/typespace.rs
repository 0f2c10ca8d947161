//! The named types: enums, interfaces, models and unions.

use smol_str::SmolStr;

use crate::{Field, Meta, Origin, Type, TypeId};

/// A set of strings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enum {
    /// Its name.
    pub name: SmolStr,
    /// The plural of the name.
    pub plural: SmolStr,
    /// The values, in source order.
    pub values: Vec<EnumValue>,
    /// Whether it may grow without breaking readers.
    pub open: bool,
    /// Whether the definition itself says so, either way.
    pub open_declared: bool,
    /// Value names that may not come back.
    pub reserved: Vec<SmolStr>,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

/// One value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumValue {
    /// Its name.
    pub name: SmolStr,
    /// Its form on the wire, when that differs from the name.
    pub value: Option<SmolStr>,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

impl EnumValue {
    /// The form on the wire.
    pub fn wire(&self) -> &str {
        self.value.as_deref().unwrap_or(&self.name)
    }
}

/// A list of fields that models and unions promise to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// Its name.
    pub name: SmolStr,
    /// The plural of the name.
    pub plural: SmolStr,
    /// The promised fields.
    pub fields: Vec<Field>,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

/// A JSON object with declared fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Its name.
    pub name: SmolStr,
    /// The plural of the name.
    pub plural: SmolStr,
    /// The fields: those of templates first, then its own in source order.
    pub fields: Vec<Field>,
    /// The interfaces it promises to have.
    pub interfaces: Vec<InterfaceRef>,
    /// The templates that were merged into it.
    pub templates: Vec<TemplateUse>,
    /// Field names that may not come back.
    pub reserved: Vec<SmolStr>,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

/// The mention of an interface by a model or union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterfaceRef {
    /// The name as written.
    pub name: SmolStr,
    /// The interface, when the repository has it.
    pub target: Option<TypeId>,
    /// Whether the name belongs to a service that is not in this repository.
    pub external: bool,
    /// Where it was written.
    pub origin: Origin,
}

/// The mention of a template by a model or resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateUse {
    /// The template's name.
    pub name: SmolStr,
    /// Types renamed inside the template, from and to.
    pub cast: Vec<(SmolStr, SmolStr)>,
    /// Where it was written.
    pub origin: Origin,
}

/// One of several types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Union {
    /// Its name.
    pub name: SmolStr,
    /// The plural of the name.
    pub plural: SmolStr,
    /// The member types, in source order.
    pub types: Vec<UnionType>,
    /// The field that tells members apart; without it a value is wrapped as `{type: value}`.
    pub discriminator: Option<SmolStr>,
    /// The interfaces that every member promises to have.
    pub interfaces: Vec<InterfaceRef>,
    /// Whether it may grow without breaking readers.
    pub open: bool,
    /// Whether the definition itself says so, either way.
    pub open_declared: bool,
    /// Discriminator values that may not come back.
    pub reserved: Vec<SmolStr>,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

/// One member of a union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnionType {
    /// The member's type.
    pub ty: Type,
    /// The type as written, which is also its default discriminator value.
    pub name: SmolStr,
    /// Whether a value without discriminator is of this type.
    pub default: bool,
    /// The discriminator value, when it differs from the type's name.
    pub discriminator_value: Option<SmolStr>,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

impl UnionType {
    /// The value of the discriminator, or the key of the wrapper, that stands for this member.
    pub fn wire(&self) -> &str {
        self.discriminator_value.as_deref().unwrap_or(&self.name)
    }
}

impl Union {
    /// The member that values without discriminator belong to.
    pub fn default_type(&self) -> Option<&UnionType> {
        self.types.iter().find(|it| it.default)
    }
}

/// A named type of any kind.
#[derive(Debug, Clone, Copy)]
pub enum Named<'a> {
    /// An enum.
    Enum(&'a Enum),
    /// An interface.
    Interface(&'a Interface),
    /// A model.
    Model(&'a Model),
    /// A union.
    Union(&'a Union),
}

impl<'a> Named<'a> {
    /// The type's name.
    pub fn name(self) -> &'a SmolStr {
        match self {
            Self::Enum(it) => &it.name,
            Self::Interface(it) => &it.name,
            Self::Model(it) => &it.name,
            Self::Union(it) => &it.name,
        }
    }

    /// The plural of the name.
    pub fn plural(self) -> &'a SmolStr {
        match self {
            Self::Enum(it) => &it.plural,
            Self::Interface(it) => &it.plural,
            Self::Model(it) => &it.plural,
            Self::Union(it) => &it.plural,
        }
    }

    /// What is said about the type.
    pub fn meta(self) -> &'a Meta {
        match self {
            Self::Enum(it) => &it.meta,
            Self::Interface(it) => &it.meta,
            Self::Model(it) => &it.meta,
            Self::Union(it) => &it.meta,
        }
    }

    /// The interfaces that a model or union promises to have; nothing otherwise.
    pub fn interfaces(self) -> &'a [InterfaceRef] {
        match self {
            Self::Model(it) => &it.interfaces,
            Self::Union(it) => &it.interfaces,
            Self::Enum(_) | Self::Interface(_) => &[],
        }
    }

    /// The fields of a model or interface; nothing otherwise.
    pub fn fields(self) -> &'a [Field] {
        match self {
            Self::Model(it) => &it.fields,
            Self::Interface(it) => &it.fields,
            Self::Enum(_) | Self::Union(_) => &[],
        }
    }
}
