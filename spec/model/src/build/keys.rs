//! The keys of every construct, as the language defines them. What a section's keys say (names, codes) is not among
//! them, although elements of an expanded file have it as a key.

/// A construct in words, and the keys it may have.
#[derive(Debug)]
pub(crate) struct Construct {
    /// What messages call it.
    pub(crate) word: &'static str,
    /// Its keys.
    pub(crate) keys: &'static [&'static str],
}

macro_rules! constructs {
    ($($name:ident $word:literal [$($key:literal)*])*) => {
        $(pub(crate) const $name: Construct = Construct { word: $word, keys: &[$($key),*] };)*
    };
}

constructs! {
    DEFINITION "definition" [
        "name" "key" "$schema" "namespace" "base_url" "description" "info" "imports" "headers" "attributes" "enums"
        "interfaces" "models" "unions" "resources" "annotations" "templates" "apidoc" "spec_version" "owner"
        "stability" "streams" "consumes" "tables" "reserved" "lint_ignore" "organization" "application" "version"
    ]
    INFO "info" ["contact" "license" "description"]
    CONTACT "contact" ["name" "url" "email"]
    LICENSE "license" ["name" "url"]
    IMPORT "import" [
        "uri" "namespace" "organization" "application" "version" "enums" "interfaces" "unions" "models" "annotations"
        "lint_ignore"
    ]
    KEYED "reference" ["key"]
    ATTRIBUTE "attribute" ["name" "value" "description" "deprecation"]
    DEPRECATION "deprecation" ["description"]
    LINT_IGNORE "lint_ignore entry" ["rule" "reason" "owner" "expires"]
    ANNOTATION "annotation" ["description" "deprecation" "attributes" "log" "url" "event" "severity" "lint_ignore"]
    HEADER "header" ["name" "type" "required" "default" "description" "attributes" "deprecation" "example" "lint_ignore"]
    ENUM "enum" ["name" "values" "plural" "description" "attributes" "deprecation" "open" "reserved" "lint_ignore"]
    ENUM_VALUE "enum value" ["name" "value" "description" "attributes" "deprecation" "lint_ignore"]
    INTERFACE "interface" ["fields" "plural" "description" "attributes" "deprecation" "lint_ignore"]
    MODEL "model" [
        "fields" "plural" "description" "attributes" "interfaces" "templates" "deprecation" "reserved"
        "lint_ignore"
    ]
    FIELD "field" [
        "name" "type" "required" "default" "description" "example" "minimum" "maximum" "attributes" "annotations"
        "deprecation" "pattern" "unique_items" "items" "read_only" "write_only" "server_assigned" "unique"
        "references" "unit" "lint_ignore"
    ]
    ITEMS "items" ["minimum" "maximum" "pattern"]
    UNION "union" [
        "types" "discriminator" "plural" "description" "attributes" "interfaces" "deprecation" "open" "reserved"
        "lint_ignore"
    ]
    UNION_TYPE "union type" [
        "type" "fields" "description" "default" "discriminator_value" "attributes" "deprecation" "lint_ignore"
    ]
    TEMPLATES "templates" ["models" "resources"]
    TEMPLATE_USE "template" ["name" "cast"]
    RESOURCE "resource" [
        "plural" "operations" "path" "description" "attributes" "templates" "deprecation" "lint_ignore"
    ]
    OPERATION "operation" [
        "method" "path" "description" "body" "parameters" "responses" "attributes" "deprecation" "name" "idempotent"
        "auth" "errors" "paginated" "emits" "max_response_time_ms" "lint_ignore"
    ]
    BODY "body" ["type" "description" "attributes" "deprecation" "lint_ignore"]
    PARAMETER "parameter" [
        "name" "type" "location" "required" "default" "description" "example" "minimum" "maximum" "attributes"
        "deprecation" "annotations" "pattern" "unique_items" "items" "references" "unit" "filter" "lint_ignore"
    ]
    FILTER "filter" ["field" "op"]
    RESPONSE "response" ["type" "headers" "description" "attributes" "deprecation" "lint_ignore"]
    AUTH "auth" ["scheme" "scopes" "public"]
    DECLARED_ERROR "error" ["code" "status" "retryable" "description" "attributes" "deprecation" "lint_ignore"]
    PAGINATED "paginated" ["limit" "offset" "cursor" "next"]
    EMIT "emitted event" ["stream" "event" "within_ms" "description" "attributes" "deprecation" "lint_ignore"]
    STREAM "stream" [
        "type" "key" "encoding" "source" "retention" "compatibility" "description" "attributes" "deprecation"
        "lint_ignore"
    ]
    TABLE "table" [
        "model" "primary_key" "indexes" "journal" "hash_code" "partition" "description" "attributes"
        "deprecation" "lint_ignore"
    ]
    INDEX "index" ["name" "fields" "unique" "where" "description" "attributes" "deprecation" "lint_ignore"]
    PARTITION "partition" ["field" "by" "interval" "description" "attributes" "deprecation" "lint_ignore"]
}
