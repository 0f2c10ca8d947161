//! Syntax trees to one resolved repository: names, types, imports, templates, paths and polarity.
//!
//! Nothing here reads a disk, a clock or the environment, and nothing fails: [`Repository::build`] returns a model
//! and the [`Problem`]s met on the way, and every later stage accepts a partial model.

mod attribute;
mod build;
mod definition;
mod field;
mod finding;
pub mod grammar;
mod inflect;
mod json;
pub mod lifecycle;
mod listing;
pub mod names;
mod operation;
mod origin;
mod parsed;
mod patches;
mod polarity;
mod problem;
mod repository;
mod resolve;
pub mod sql;
mod stream;
mod table;
mod types;
mod typespace;

pub use attribute::{Annotation, Attribute, Deprecation, Extras, LintIgnore, Meta};
pub use definition::{
    Contact, Definition, DefinitionId, Form, Import, ImportTarget, Info, License, Stability, Templates,
};
pub use field::{Constraints, Details, Field, ItemConstraints, Reference, Traits};
pub use finding::{Finding, Fix, Place, Related, Repair, Safety, Severity, fingerprint};
pub use inflect::plural;
pub use json::Json;
pub use operation::{
    Auth, Behaviour, Body, DeclaredError, Emit, Filter, Location, Method, Operation, Pagination, Parameter, Resource,
    Response, ResponseCode,
};
pub use origin::{FileId, Origin};
pub use parsed::ParsedFile;
pub use patches::Patches;
pub use polarity::{Direction, Directions, Polarity};
pub use problem::{Problem, ProblemKind};
pub use repository::{ImportResolver, NoImports, Repository, Role, Settings, Source, SourceFile};
pub use stream::Stream;
pub use table::{Index, Partition, Table};
pub use types::{External, Primitive, Type, TypeId, TypeKind};
pub use typespace::{Enum, EnumValue, Interface, InterfaceRef, Model, Named, TemplateUse, Union, UnionType};
