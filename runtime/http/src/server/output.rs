//! What answers must not say: fields that only callers send.

use serde_json::{Map, Value};

use apigen_types::schema::{Access, Field, Member, Schema};

/// Removes the write-only fields of a value, however deep they lie.
pub(crate) fn prune(value: &mut Value, schema: &Schema) {
    match (schema.resolved(), &mut *value) {
        (Schema::List { items, .. }, Value::Array(it)) => it.iter_mut().for_each(|it| prune(it, items)),
        (Schema::Map { items, .. }, Value::Object(it)) => it.values_mut().for_each(|it| prune(it, items)),
        (Schema::Model(fields), Value::Object(it)) => model(it, fields),
        (Schema::Union { discriminator: Some(name), members, .. }, Value::Object(it)) => {
            let tag = it.get(*name).and_then(Value::as_str);
            if let Some(member) = tag.and_then(|tag| Member::nearest(members, name, tag)) {
                content(value, member.schema);
            }
        }
        (Schema::Union { discriminator: None, members, .. }, Value::Object(it)) => {
            for member in *members {
                it.get_mut(member.name).into_iter().for_each(|it| content(it, member.schema));
            }
        }
        _ => {}
    }
}

/// The member of a union: what is no named type stands under `value`.
fn content(value: &mut Value, schema: &Schema) {
    match schema.resolved() {
        Schema::Model(_) | Schema::Union { .. } => prune(value, schema),
        _ => value.get_mut("value").into_iter().for_each(|it| prune(it, schema)),
    }
}

fn model(object: &mut Map<String, Value>, fields: &[Field]) {
    for field in fields {
        if field.access == Access::WriteOnly {
            object.shift_remove(field.name);
        } else if let Some(it) = object.get_mut(field.name) {
            prune(it, field.schema);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    static LOGIN: Schema = Schema::Model(&[
        Field::required("name", &Schema::TEXT),
        Field::required("password", &Schema::TEXT).write_only(),
        Field::optional(
            "others",
            &Schema::List { items: &ANY_LOGIN, limits: apigen_types::schema::Limits::NONE, unique: false },
        ),
    ]);
    static ANY_LOGIN: Schema = Schema::Union {
        discriminator: Some("kind"),
        members: &[Member { name: "login", schema: &LOGIN, default: false }],
        open: true,
    };

    #[test]
    fn what_only_callers_send_is_removed_at_any_depth() {
        let mut value = json!({
            "name": "a",
            "password": "p",
            "others": [{"kind": "login", "name": "b", "password": "q"}, {"kind": "key", "password": "not ours"}],
        });
        prune(&mut value, &LOGIN);
        let others = json!([{"kind": "login", "name": "b"}, {"kind": "key", "password": "not ours"}]);
        assert_eq!(value, json!({"name": "a", "others": others}));
    }

    #[test]
    fn wrapped_members_are_looked_into() {
        static WRAPPED: Schema = Schema::Union {
            discriminator: None,
            members: &[
                Member { name: "login", schema: &LOGIN, default: false },
                Member { name: "logins", schema: &Schema::list(&LOGIN), default: false },
            ],
            open: false,
        };
        let mut one = json!({"login": {"name": "a", "password": "p"}});
        prune(&mut one, &WRAPPED);
        assert_eq!(one, json!({"login": {"name": "a"}}));
        let mut several = json!({"logins": {"value": [{"name": "a", "password": "p"}]}});
        prune(&mut several, &WRAPPED);
        assert_eq!(several, json!({"logins": {"value": [{"name": "a"}]}}));
    }
}
