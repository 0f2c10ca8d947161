//! Random definitions of a shop: an enum, a union of two models, and a model that clients send and receive.

use apigen_model::{NoImports, Repository, Role, Settings, SourceFile};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// The models: the one that operations carry, one inside it, and the members of the union.
pub(super) const MODELS: [&str; 4] = ["order", "item", "card", "cash"];
/// Types that any field can have; those of the first model can also have the rest.
const TYPES: [&str; 17] = [
    "string",
    "uuid",
    "integer",
    "long",
    "decimal",
    "double",
    "boolean",
    "date-iso8601",
    "json",
    "object",
    "[string]",
    "map[long]",
    "status",
    "[status]",
    "payment",
    "item",
    "[item]",
];
/// How many of them refer to no model.
const PLAIN: usize = 14;
const FIELDS: [&str; 6] = ["id", "note", "size", "state", "extra", "tags"];
pub(super) const VALUES: [&str; 4] = ["open", "paid", "sent", "lost"];

/// A definition.
#[derive(Debug, Clone)]
pub(super) struct Shop {
    /// The fields of each model.
    pub(super) models: [Vec<Field>; 4],
    /// The values of the enum, each with its form on the wire.
    pub(super) values: Vec<(&'static str, Option<&'static str>)>,
    pub(super) enum_open: bool,
    /// The members of the union, each with its discriminator value.
    pub(super) members: Vec<(&'static str, Option<&'static str>)>,
    pub(super) union_open: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) ty: &'static str,
    pub(super) required: bool,
    pub(super) minimum: Option<i64>,
    pub(super) maximum: Option<i64>,
}

/// A random edit; numbers are positions, and wrap around.
#[derive(Debug, Clone)]
pub(super) enum Edit {
    AddField { model: usize, name: usize, ty: usize, required: bool },
    RemoveField { model: usize, field: usize },
    RenameField { model: usize, field: usize, name: usize },
    Retype { model: usize, field: usize, ty: usize },
    TogglePresence { model: usize, field: usize },
    Limit { model: usize, field: usize, minimum: Option<i64>, maximum: Option<i64> },
    AddValue(usize),
    RemoveValue(usize),
    Rewire(usize),
    ToggleEnum,
    AddMember,
    RemoveMember(usize),
    Retell(usize),
    ToggleUnion,
}

impl Arbitrary for Edit {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        let at = || 0..12_usize;
        let bound = || prop::option::of(0..6_i64);
        prop_oneof![
            (at(), at(), 0..17_usize, any::<bool>()).prop_map(|(model, name, ty, required)| Self::AddField {
                model,
                name,
                ty,
                required
            }),
            (at(), at()).prop_map(|(model, field)| Self::RemoveField { model, field }),
            (at(), at(), at()).prop_map(|(model, field, name)| Self::RenameField { model, field, name }),
            (at(), at(), 0..17_usize).prop_map(|(model, field, ty)| Self::Retype { model, field, ty }),
            (at(), at()).prop_map(|(model, field)| Self::TogglePresence { model, field }),
            (at(), at(), bound(), bound()).prop_map(|(model, field, minimum, maximum)| Self::Limit {
                model,
                field,
                minimum,
                maximum
            }),
            at().prop_map(Self::AddValue),
            at().prop_map(Self::RemoveValue),
            at().prop_map(Self::Rewire),
            Just(Self::ToggleEnum),
            Just(Self::AddMember),
            at().prop_map(Self::RemoveMember),
            at().prop_map(Self::Retell),
            Just(Self::ToggleUnion),
        ]
        .boxed()
    }
}

pub(super) fn any_shop() -> impl Strategy<Value = Shop> {
    let fields = |types: usize| {
        let ty = prop::sample::select(TYPES[..types].to_vec());
        let field = (prop::sample::select(FIELDS.to_vec()), ty, any::<bool>(), prop::option::of(0..4_i64));
        prop::collection::vec(field, 1..5).prop_map(|all| {
            let mut fields: Vec<Field> = Vec::new();
            for (name, ty, required, minimum) in all {
                if fields.iter().all(|it| it.name != name) {
                    fields.push(Field { name, ty, required, minimum, maximum: minimum.map(|it| it + 3) });
                }
            }
            fields
        })
    };
    let models = (fields(TYPES.len()), fields(PLAIN), fields(PLAIN), fields(PLAIN));
    (models, 1..4_usize, any::<bool>(), 1..3_usize, any::<bool>()).prop_map(
        |((order, item, card, cash), values, enum_open, members, union_open)| Shop {
            models: [order, item, card, cash],
            values: VALUES[..values].iter().map(|it| (*it, None)).collect(),
            enum_open,
            members: ["card", "cash"][..members].iter().map(|it| (*it, None)).collect(),
            union_open,
        },
    )
}

impl Shop {
    /// A plain one.
    pub(super) fn sample() -> Self {
        let field = |name, ty| Field { name, ty, required: true, minimum: None, maximum: None };
        Self {
            models: [vec![field("id", "uuid")], vec![field("id", "uuid")], vec![field("id", "uuid")], Vec::new()],
            values: vec![("open", None)],
            enum_open: false,
            members: vec![("card", None)],
            union_open: false,
        }
    }

    pub(super) fn model(&self, name: &str) -> &[Field] {
        let at = MODELS.iter().position(|it| *it == name).unwrap();
        &self.models[at]
    }

    pub(super) fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::AddValue(at) => {
                let name = VALUES[at % VALUES.len()];
                if self.values.iter().all(|it| it.0 != name) {
                    self.values.push((name, None));
                }
            }
            Edit::RemoveValue(at) if self.values.len() > 1 => {
                self.values.remove(at % self.values.len());
            }
            Edit::Rewire(at) => {
                let at = at % self.values.len();
                self.values[at].1 = if self.values[at].1.is_none() { Some("other") } else { None };
                let others = self.values.iter().filter(|it| it.1.is_some()).count();
                if others > 1 {
                    self.values[at].1 = None;
                }
            }
            Edit::ToggleEnum => self.enum_open = !self.enum_open,
            Edit::AddMember if self.members.iter().all(|it| it.0 != "cash") => self.members.push(("cash", None)),
            Edit::RemoveMember(at) if self.members.len() > 1 => {
                self.members.remove(at % self.members.len());
            }
            Edit::Retell(at) => {
                let at = at % self.members.len();
                self.members[at].1 = if at == 0 { Some("first") } else { Some("second") };
            }
            Edit::ToggleUnion => self.union_open = !self.union_open,
            Edit::RemoveValue(_) | Edit::AddMember | Edit::RemoveMember(_) => {}
            _ => self.apply_to_field(edit),
        }
    }

    fn apply_to_field(&mut self, edit: &Edit) {
        let (Edit::AddField { model, .. }
        | Edit::RemoveField { model, .. }
        | Edit::RenameField { model, .. }
        | Edit::Retype { model, .. }
        | Edit::TogglePresence { model, .. }
        | Edit::Limit { model, .. }) = edit
        else {
            return;
        };
        let types = if model % 4 == 0 { TYPES.len() } else { PLAIN };
        let fields = &mut self.models[model % 4];
        let free = |name: &usize, fields: &[Field]| {
            let name = FIELDS[name % FIELDS.len()];
            fields.iter().all(|it| it.name != name).then_some(name)
        };
        if let Edit::AddField { name, ty, required, .. } = edit {
            if let Some(name) = free(name, fields) {
                let ty = TYPES[ty % types];
                fields.push(Field { name, ty, required: *required, minimum: None, maximum: None });
            }
            return;
        }
        if fields.is_empty() {
            return;
        }
        let count = fields.len();
        match edit {
            Edit::RemoveField { field, .. } => {
                fields.remove(field % count);
            }
            Edit::RenameField { field, name, .. } => {
                if let Some(name) = free(name, fields) {
                    fields[field % count].name = name;
                }
            }
            Edit::Retype { field, ty, .. } => fields[field % count].ty = TYPES[ty % types],
            Edit::TogglePresence { field, .. } => fields[field % count].required ^= true,
            Edit::Limit { field, minimum, maximum, .. } => {
                let field = &mut fields[field % count];
                field.minimum = *minimum;
                field.maximum = maximum.map(|it| it.max(minimum.unwrap_or(0)));
            }
            _ => {}
        }
    }

    fn definition(&self, reversed: bool) -> Value {
        let field = |it: &Field| {
            let mut field = json!({ "name": it.name, "type": it.ty, "required": it.required });
            let limits = [("minimum", it.minimum), ("maximum", it.maximum)];
            for (key, limit) in limits.into_iter().filter(|_| it.is_limited()) {
                if let Some(limit) = limit {
                    field[key] = json!(limit);
                }
            }
            field
        };
        let named = |(name, wire): &(&str, Option<&str>), key: &str, of: &str| {
            let mut it = json!({ key: name });
            if let Some(wire) = wire {
                it[of] = json!(wire);
            }
            it
        };
        let mut models: Vec<(String, Value)> = MODELS
            .iter()
            .zip(&self.models)
            .map(|(name, fields)| {
                ((*name).to_owned(), json!({ "fields": fields.iter().map(field).collect::<Vec<_>>() }))
            })
            .collect();
        if reversed {
            models.reverse();
        }
        let values: Vec<Value> = self.values.iter().map(|it| named(it, "name", "value")).collect();
        let members: Vec<Value> = self.members.iter().map(|it| named(it, "type", "discriminator_value")).collect();
        json!({
            "name": "shop",
            "enums": { "status": { "values": values, "open": self.enum_open } },
            "unions": { "payment": { "discriminator": "kind", "types": members, "open": self.union_open } },
            "models": models.into_iter().collect::<Map<String, Value>>(),
            "resources": { "order": { "operations": [
                { "method": "POST", "body": { "type": "order" }, "responses": { "201": { "type": "order" } } },
            ] } },
        })
    }

    pub(super) fn repository(&self) -> Repository {
        build("shop.json", self.definition(false).to_string())
    }

    /// The same with other white space, in another order and in another file.
    pub(super) fn written_otherwise(&self) -> Repository {
        build("elsewhere/shop.json", format!("// moved\n{:#}\n", self.definition(true)))
    }
}

impl Field {
    /// Whether the language allows limits here, and the schema checks them.
    pub(super) fn is_limited(&self) -> bool {
        matches!(self.ty, "string" | "integer" | "long")
    }
}

fn build(path: &str, text: String) -> Repository {
    let source = SourceFile { path: path.to_owned(), bytes: text.into_bytes(), role: Role::Checked };
    Repository::build(vec![source], &Settings::default(), &NoImports)
}
