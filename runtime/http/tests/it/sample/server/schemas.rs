//! What the definition says about input, as data.

use apigen_http::server::{Field, Limits, Schema};

pub(crate) static USER_FORM: Schema = Schema::Model(&[
    Field::required("name", &Schema::pattern(Limits::range(1, 20), "^[a-z]+$")),
    Field::optional("status", &USER_STATUS),
]);

pub(crate) static USER_STATUS: Schema = Schema::Enum { values: &["active", "suspended"], open: false };
