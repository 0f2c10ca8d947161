//! The table of constructs and keys.

use super::Shape::{
    Any, Casts, Data, Flag, List, ListOrTexts, Number, One, OneOrFlag, OneOrText, Section, Texts, Type,
};
use super::{Construct, Entry, Key, Shape, Text};
use crate::{Filter, Partition, Stream, TypeKind};

const FREE: Shape = Shape::Text(Text::Free);
const NAME: Shape = Shape::Text(Text::Name);

const fn of(names: &'static [&'static str]) -> Shape {
    Shape::Text(Text::OneOf(names))
}

const fn of_any_case(names: &'static [&'static str]) -> Shape {
    Shape::Text(Text::OneOfAnyCase(names))
}

/// A key that may be absent.
const fn may(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, required: false, shape, about }
}

/// A key that has to be there.
const fn must(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, required: true, shape, about }
}

const DESCRIPTION: Key = may("description", FREE, "what it is, in Markdown, for people");
const ATTRIBUTES: Key = may("attributes", List(&ATTRIBUTE), "free-form data for tools");
const DEPRECATED: Key = may("deprecation", One(&DEPRECATION), "says that it is on its way out");
const IGNORE: Key = may("lint_ignore", List(&LINT_IGNORE), "rules that do not apply here, each with its reason");
const PLURAL: Key = may("plural", FREE, "the plural of the name, from which default paths are made");
const RESERVED: Key = may("reserved", Texts(Text::Free), "names that may not come back");
const OPEN: Key = may("open", Flag, "whether it may grow without breaking readers");
const REQUIRED: Key = may("required", Flag, "whether it must be present; yes when absent");
const DEFAULT: Key = may("default", Any, "the value that counts when none is given");
const EXAMPLE: Key = may("example", Any, "a sample value");
const MINIMUM: Key = may("minimum", Number, "the smallest number, length or count");
const MAXIMUM: Key = may("maximum", Number, "the largest number, length or count");
const PATTERN: Key = may("pattern", FREE, "a regular expression that the text must match");
const UNIQUE_ITEMS: Key = may("unique_items", Flag, "whether the elements of the list must differ");
const ITEM_LIMITS: Key = may("items", One(&ITEMS), "limits on each element");
const ANNOTATED: Key = may("annotations", Texts(Text::Annotation), "declared annotations that apply");
const REFERENCES: Key =
    may("references", Shape::Text(Text::Reference), "the field, as `type.field`, whose value this is");
const UNIT: Key = may("unit", FREE, "the unit of the number, such as `ms` or `percent`");
const TYPE: Key = must("type", Type, "the name of a type, or an inline declaration of one");
const PROMISES: Key = may("interfaces", Texts(Text::Interface), "the interfaces that it promises to have");
const TEMPLATED: Key = may("templates", List(&TEMPLATE_USE), "the templates that are merged into it");

macro_rules! constructs {
    ($($name:ident $word:literal [$($key:expr),* $(,)?])*) => {
        $(
            #[doc = concat!("The keys of: ", $word, ".")]
            pub static $name: Construct = Construct { word: $word, keys: &[$($key),*] };
        )*
        /// Every construct.
        pub static ALL: &[&Construct] = &[$(&$name),*];
    };
}

constructs! {
    DEFINITION "definition" [
        must("name", FREE, "the service's name, for people"),
        may("key", FREE, "the service's name in URLs; made from the name when absent"),
        may("$schema", FREE, "the JSON Schema that editors check this file against"),
        may("namespace", Shape::Text(Text::Namespace), "the prefix of qualified names, such as `io.acme.user.v0`"),
        may("base_url", FREE, "where the service is served"),
        DESCRIPTION,
        may("info", One(&INFO), "contact and licence"),
        may("imports", List(&IMPORT), "the definitions whose types are used"),
        may("headers", List(&HEADER), "headers that every request carries"),
        ATTRIBUTES,
        may("enums", Section(&ENUM, Entry::Type(TypeKind::Enum)), "sets of strings, by name"),
        may("interfaces", Section(&INTERFACE, Entry::Type(TypeKind::Interface)), "lists of promised fields, by name"),
        may("models", Section(&MODEL, Entry::Type(TypeKind::Model)), "JSON objects with declared fields, by name"),
        may("unions", Section(&UNION, Entry::Type(TypeKind::Union)), "types that are one of several, by name"),
        may("resources", Section(&RESOURCE, Entry::Resource), "operations, by the type that they are about"),
        may("annotations", Section(&ANNOTATION, Entry::Annotation), "annotations that fields may carry, by name"),
        may("templates", One(&TEMPLATES), "models and resources that others are merged with"),
        may("apidoc", Any, "the version of the tool that wrote an expanded file"),
        may("spec_version", FREE, "the version of the definition language"),
        may("owner", FREE, "the team that answers for the file"),
        may("stability", of(&["experimental", "beta", "stable"]), "how much change is allowed"),
        may("streams", Section(&STREAM, Entry::Stream), "event streams that this service owns, by name"),
        may("consumes", Texts(Text::Stream), "streams of other services that this one reads"),
        may("tables", Section(&TABLE, Entry::Table), "how models are stored, by the name of the table"),
        RESERVED,
        IGNORE,
        may("organization", One(&KEYED), "the organization, in an expanded file"),
        may("application", One(&KEYED), "the service's name in URLs, in an expanded file"),
        may("version", FREE, "the published version, in an expanded file"),
    ]
    INFO "info" [
        may("contact", One(&CONTACT), "whom to ask"),
        may("license", One(&LICENSE), "the terms of use"),
        DESCRIPTION,
    ]
    CONTACT "contact" [
        may("name", FREE, "a person's or team's name"),
        may("url", FREE, "a page to ask on"),
        may("email", FREE, "an address to write to"),
    ]
    LICENSE "license" [must("name", FREE, "its name, such as `MIT`"), may("url", FREE, "where its text stands")]
    IMPORT "import" [
        must("uri", Shape::Text(Text::Import), "a relative path, a namespace, or an address that `apigen.lock` pins"),
        may("namespace", FREE, "the namespace, in an expanded file"),
        may("organization", One(&KEYED), "the organization, in an expanded file"),
        may("application", One(&KEYED), "the application, in an expanded file"),
        may("version", FREE, "the version that an expanded file was made with"),
        may("enums", Texts(Text::Free), "the names of its enums, in an expanded file"),
        may("interfaces", Texts(Text::Free), "the names of its interfaces, in an expanded file"),
        may("unions", Texts(Text::Free), "the names of its unions, in an expanded file"),
        may("models", Texts(Text::Free), "the names of its models, in an expanded file"),
        may("annotations", ListOrTexts(&ANNOTATION, Text::Free), "its annotations, in an expanded file"),
        IGNORE,
    ]
    KEYED "reference" [must("key", FREE, "the name in URLs")]
    ATTRIBUTE "attribute" [
        must("name", FREE, "the tool or topic that the data is for"),
        must("value", Data, "the data, which is an object"),
        DESCRIPTION,
        DEPRECATED,
    ]
    DEPRECATION "deprecation" [may("description", FREE, "what to use instead, and until when")]
    LINT_IGNORE "lint_ignore entry" [
        must("rule", Shape::Text(Text::Rule), "the id of the rule that does not apply"),
        must("reason", FREE, "why it does not apply here"),
        may("owner", FREE, "who decided that"),
        may("expires", FREE, "the last day, as `2027-01-31`, on which this counts"),
    ]
    ANNOTATION "annotation" [
        DESCRIPTION,
        DEPRECATED,
        ATTRIBUTES,
        may("log", of(&["redact"]), "what logs do with the value"),
        may("url", of(&["forbid"]), "whether the value may stand in a URL"),
        may("event", of(&["forbid"]), "whether the value may stand in an event"),
        may("severity", of(&["info", "warning", "error"]), "the severity of a change to a field that carries it"),
        IGNORE,
    ]
    HEADER "header" [
        must("name", FREE, "the header's name"), TYPE, REQUIRED, DEFAULT, DESCRIPTION, ATTRIBUTES, DEPRECATED, EXAMPLE,
        IGNORE,
    ]
    ENUM "enum" [
        may("name", FREE, "the enum's name once more, as some files have it"),
        must("values", List(&ENUM_VALUE), "the values"),
        PLURAL, DESCRIPTION, ATTRIBUTES, DEPRECATED, OPEN, RESERVED, IGNORE,
    ]
    ENUM_VALUE "enum value" [
        must("name", NAME, "the value's name"),
        may("value", FREE, "the form on the wire, when that differs from the name"),
        DESCRIPTION, ATTRIBUTES, DEPRECATED, IGNORE,
    ]
    INTERFACE "interface" [
        may("fields", List(&FIELD), "the promised fields"),
        PLURAL, DESCRIPTION, ATTRIBUTES, DEPRECATED, IGNORE,
    ]
    MODEL "model" [
        may("fields", List(&FIELD), "the fields"),
        PLURAL, DESCRIPTION, ATTRIBUTES, PROMISES, TEMPLATED, DEPRECATED, RESERVED, IGNORE,
    ]
    FIELD "field" [
        must("name", NAME, "the name on the wire"),
        TYPE, REQUIRED, DEFAULT, DESCRIPTION, EXAMPLE, MINIMUM, MAXIMUM, ATTRIBUTES, ANNOTATED, DEPRECATED, PATTERN,
        UNIQUE_ITEMS, ITEM_LIMITS,
        may("read_only", Flag, "whether only the server sends it"),
        may("write_only", Flag, "whether it is only sent to the server"),
        may("server_assigned", Flag, "whether the server sets it when the resource is created"),
        may("unique", Flag, "whether no two resources share the value"),
        REFERENCES, UNIT, IGNORE,
    ]
    ITEMS "items" [MINIMUM, MAXIMUM, PATTERN]
    UNION "union" [
        must("types", List(&UNION_TYPE), "the types that it may be"),
        may("discriminator", FREE, "the field that tells the types apart; without it a value is wrapped"),
        PLURAL, DESCRIPTION, ATTRIBUTES, PROMISES, DEPRECATED, OPEN, RESERVED, IGNORE,
    ]
    UNION_TYPE "union type" [
        TYPE,
        may("fields", List(&FIELD), "the fields of a model that is declared here"),
        DESCRIPTION,
        may("default", Flag, "whether a value without discriminator is of this type"),
        may("discriminator_value", FREE, "the discriminator's value, when it differs from the type's name"),
        ATTRIBUTES, DEPRECATED, IGNORE,
    ]
    TEMPLATES "templates" [
        may("models", Section(&MODEL, Entry::ModelTemplate), "templates of models, by name"),
        may("resources", Section(&RESOURCE, Entry::ResourceTemplate), "templates of resources, by name"),
    ]
    TEMPLATE_USE "template" [
        must("name", Shape::Text(Text::Template), "the template"),
        may("cast", Casts, "types that are renamed inside the template, from and to"),
    ]
    RESOURCE "resource" [
        PLURAL,
        may("operations", List(&OPERATION), "the operations"),
        may("path", Shape::Text(Text::Path), "what precedes each operation's path; from the plural when absent"),
        DESCRIPTION, ATTRIBUTES, TEMPLATED, DEPRECATED, IGNORE,
    ]
    OPERATION "operation" [
        must("method", of_any_case(&["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE"]),
            "the HTTP method"),
        may("path", Shape::Text(Text::Path), "what follows the resource's path; `:name` is a variable"),
        DESCRIPTION,
        may("body", One(&BODY), "what the request carries"),
        may("parameters", List(&PARAMETER), "values in path, query, form or headers"),
        may("responses", Section(&RESPONSE, Entry::Response), "what is answered, by status code"),
        ATTRIBUTES, DEPRECATED,
        may("name", FREE, "its name in generated code"),
        may("idempotent", Flag, "whether repeating it has the effect of doing it once"),
        may("auth", One(&AUTH), "who may call it"),
        may("errors", ListOrTexts(&DECLARED_ERROR, Text::Free), "the errors that a caller should expect"),
        may("paginated", OneOrFlag(&PAGINATED), "how the list is cut into pages"),
        may("emits", List(&EMIT), "the events that a successful call causes"),
        may("max_response_time_ms", Number, "the time within which it answers"),
        IGNORE,
    ]
    BODY "body" [TYPE, DESCRIPTION, ATTRIBUTES, DEPRECATED, IGNORE]
    PARAMETER "parameter" [
        must("name", FREE, "the parameter's name"),
        TYPE,
        may("location", of_any_case(&["path", "query", "form", "header"]), "where the request carries it"),
        REQUIRED, DEFAULT, DESCRIPTION, EXAMPLE, MINIMUM, MAXIMUM, ATTRIBUTES, DEPRECATED, ANNOTATED, PATTERN,
        UNIQUE_ITEMS, ITEM_LIMITS, REFERENCES, UNIT,
        may("filter", One(&FILTER), "the field that it filters by, and how"),
        IGNORE,
    ]
    FILTER "filter" [
        must("field", Shape::Text(Text::ListedField), "a field of what the operation lists"),
        may("op", of(&Filter::OPS), "the comparison; `eq` when absent"),
    ]
    RESPONSE "response" [
        TYPE,
        may("headers", List(&HEADER), "the response's headers"),
        DESCRIPTION, ATTRIBUTES, DEPRECATED, IGNORE,
    ]
    AUTH "auth" [
        may("scheme", FREE, "the scheme, such as `bearer`"),
        may("scopes", Texts(Text::Free), "the scopes, all of which a caller needs"),
        may("public", FREE, "why everybody may call it"),
    ]
    DECLARED_ERROR "error" [
        must("code", FREE, "the value of `code` in the error's body"),
        may("status", Number, "the status that carries it"),
        may("retryable", Flag, "whether the same call may succeed later"),
        DESCRIPTION, ATTRIBUTES, DEPRECATED, IGNORE,
    ]
    PAGINATED "paginated" [
        may("limit", FREE, "the parameter that holds the page size"),
        may("offset", FREE, "the parameter that holds the position of the first element"),
        may("cursor", FREE, "the parameter that holds what the page before returned"),
        may("next", FREE, "the field of the response that holds the next position"),
    ]
    EMIT "emitted event" [
        must("stream", Shape::Text(Text::Stream), "the stream, by name or qualified name"),
        must("event", Shape::Text(Text::Event), "the member of the stream's union"),
        may("within_ms", Number, "the time within which it is published"),
        DESCRIPTION, ATTRIBUTES, DEPRECATED, IGNORE,
    ]
    STREAM "stream" [
        must("type", Type, "the union of its events"),
        may("key", Shape::Text(Text::EventKey), "the path to the value that orders events, such as `user.id`"),
        may("encoding", of(&Stream::ENCODINGS), "how events are written"),
        may("source", Shape::Text(Text::Table), "the table whose changes it publishes"),
        may("retention", FREE, "how long events are kept, such as `7d`"),
        may("compatibility", of(&Stream::COMPATIBILITY), "which changes to its events are allowed"),
        DESCRIPTION, ATTRIBUTES, DEPRECATED, IGNORE,
    ]
    TABLE "table" [
        must("model", Type, "the model of a row"),
        may("primary_key", Texts(Text::Column), "the fields that identify a row"),
        may("indexes", List(&INDEX), "further indexes"),
        may("journal", Flag, "whether every insert, update and delete is recorded"),
        may("hash_code", Flag, "whether a write that changes nothing does nothing"),
        may("partition", OneOrText(&PARTITION, Text::Column), "the field by which the table is cut into parts"),
        DESCRIPTION, ATTRIBUTES, DEPRECATED, IGNORE,
    ]
    INDEX "index" [
        may("name", FREE, "its name, when it has one"),
        must("fields", Texts(Text::Column), "the indexed fields, in order"),
        may("unique", Flag, "whether no two rows may agree in the fields"),
        may("where", FREE, "the rows it covers, as an SQL condition"),
        DESCRIPTION, ATTRIBUTES, DEPRECATED, IGNORE,
    ]
    PARTITION "partition" [
        may("field", Shape::Text(Text::Column), "the date or time field that the table is cut by"),
        may("by", Shape::Text(Text::Column), "the same as `field`, as some files have it"),
        may("interval", of(&Partition::INTERVALS), "the length of a part"),
        DESCRIPTION, ATTRIBUTES, DEPRECATED, IGNORE,
    ]
}
