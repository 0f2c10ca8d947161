//! One definition: a JSON file with the types, resources, streams and tables of one service.

use smol_str::SmolStr;

use crate::{
    Annotation, Enum, Field, FileId, Interface, LintIgnore, Meta, Model, Named, Origin, Resource, Stream, Table,
    TypeId, TypeKind, Union,
};

/// The position of a definition in its repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefinitionId(pub u32);

/// One JSON file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Its position in the repository.
    pub id: DefinitionId,
    /// The file it was read from.
    pub file: FileId,
    /// Which of the two forms the file has.
    pub form: Form,
    /// The service's name, for people.
    pub name: SmolStr,
    /// The service's name in URLs.
    pub key: SmolStr,
    /// The prefix of qualified names, such as `io.acme.user.v0`.
    pub namespace: SmolStr,
    /// Whether the file itself says the namespace.
    pub namespace_declared: bool,
    /// The organization, when the file says it.
    pub organization: Option<SmolStr>,
    /// The published version, when the file says it.
    pub version: Option<SmolStr>,
    /// The version of the definition language.
    pub spec_version: Option<SmolStr>,
    /// The team that answers for the file.
    pub owner: Option<SmolStr>,
    /// How much change is allowed.
    pub stability: Option<Stability>,
    /// Where the service is served.
    pub base_url: Option<SmolStr>,
    /// Contact and licence.
    pub info: Option<Box<Info>>,
    /// The definitions whose types are used.
    pub imports: Vec<Import>,
    /// Headers that every request carries.
    pub headers: Vec<Field>,
    /// Declared annotations.
    pub annotations: Vec<Annotation>,
    /// Declared enums.
    pub enums: Vec<Enum>,
    /// Declared interfaces; a model template is one too.
    pub interfaces: Vec<Interface>,
    /// Declared models, inline ones included.
    pub models: Vec<Model>,
    /// Declared unions, inline ones included.
    pub unions: Vec<Union>,
    /// Declared resources.
    pub resources: Vec<Resource>,
    /// Declared event streams.
    pub streams: Vec<Stream>,
    /// Streams of other services that this one reads, by qualified name.
    pub consumes: Vec<SmolStr>,
    /// Declared tables.
    pub tables: Vec<Table>,
    /// The templates, as declared.
    pub templates: Templates,
    /// Type names that may not come back.
    pub reserved: Vec<SmolStr>,
    /// Description, attributes, suppressions.
    pub meta: Meta,
}

/// The two forms of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// What people write: sections are objects keyed by name.
    Api,
    /// The canonical form: sections are arrays, everything is spelled out.
    Expanded,
}

/// How much change is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stability {
    /// Anything.
    Experimental,
    /// Anything that is announced.
    Beta,
    /// Nothing that breaks anybody.
    Stable,
    /// Not a stability, as written.
    Unknown(SmolStr),
}

impl Stability {
    /// The stability of that name.
    pub fn parse(name: &str) -> Self {
        match name {
            "experimental" => Self::Experimental,
            "beta" => Self::Beta,
            "stable" => Self::Stable,
            _ => Self::Unknown(SmolStr::new(name)),
        }
    }
}

/// Contact and licence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Info {
    /// For people.
    pub description: Option<SmolStr>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// The licence.
    pub license: Option<License>,
}

/// Whom to ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// A person's or team's name.
    pub name: Option<SmolStr>,
    /// A page.
    pub url: Option<SmolStr>,
    /// An address.
    pub email: Option<SmolStr>,
}

/// The terms of use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct License {
    /// Its name, such as `MIT`.
    pub name: Option<SmolStr>,
    /// Its text.
    pub url: Option<SmolStr>,
}

/// A mention of another definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// As written: a relative path, a namespace, or a registry address.
    pub uri: SmolStr,
    /// What it stands for.
    pub target: ImportTarget,
    /// The namespace an expanded file gives.
    pub namespace: Option<SmolStr>,
    /// The organization an expanded file gives.
    pub organization: Option<SmolStr>,
    /// The application an expanded file gives.
    pub application: Option<SmolStr>,
    /// The version an expanded file was made with.
    pub version: Option<SmolStr>,
    /// The names an expanded file lists, by kind.
    pub names: Vec<(TypeKind, SmolStr)>,
    /// The annotations an expanded file lists, some by name only.
    pub annotations: Vec<Annotation>,
    /// Rules that do not apply here, with the reasons.
    pub lint_ignore: Vec<LintIgnore>,
    /// Where it was written.
    pub origin: Origin,
}

/// What an import stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportTarget {
    /// A definition of this repository.
    Definition(DefinitionId),
    /// A definition that is not here; its types are known by name only.
    Missing,
}

/// The templates of a definition: models and resources that others are merged with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Templates {
    /// Templates of models.
    pub models: Vec<Model>,
    /// Templates of resources.
    pub resources: Vec<Resource>,
}

impl Definition {
    /// The named type at an address inside this definition.
    pub fn named(&self, kind: TypeKind, index: u32) -> Option<Named<'_>> {
        let index = index as usize;
        match kind {
            TypeKind::Enum => self.enums.get(index).map(Named::Enum),
            TypeKind::Model => self.models.get(index).map(Named::Model),
            TypeKind::Union => self.unions.get(index).map(Named::Union),
            TypeKind::Interface => self.interfaces.get(index).map(Named::Interface),
        }
    }

    /// Every named type of this definition with its address: enums, models, unions, interfaces.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, Named<'_>)> {
        let all = |kind: TypeKind, count: usize| {
            (0..u32::try_from(count).unwrap_or(u32::MAX)).filter_map(move |index| {
                let id = TypeId { definition: self.id, kind, index };
                self.named(kind, index).map(|named| (id, named))
            })
        };
        all(TypeKind::Enum, self.enums.len())
            .chain(all(TypeKind::Model, self.models.len()))
            .chain(all(TypeKind::Union, self.unions.len()))
            .chain(all(TypeKind::Interface, self.interfaces.len()))
    }

    /// The interfaces that the file declares as such; those that model templates are come after them.
    pub fn declared_interfaces(&self) -> &[Interface] {
        &self.interfaces[..self.interfaces.len().saturating_sub(self.templates.models.len())]
    }

    /// The major version that the namespace ends with, such as `v0`.
    pub fn major_version(&self) -> Option<&str> {
        let last = self.namespace.rsplit('.').next()?;
        let digits = last.strip_prefix('v')?;
        (!digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())).then_some(last)
    }
}
