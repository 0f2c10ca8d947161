//! The data that all servers answer with, and what they are asked.

use apigen_types::DateTime;
use io_acme_user_v0::{User, UserForm};

/// The id of a user.
pub const ID: &str = "usr-00000000000000000000000000000007";

/// The path of that user.
pub const PATH: &str = "/users/usr-00000000000000000000000000000007";

/// A form that breaks no rule.
pub const FORM: &str = r#"{"handle":"ada_lovelace","email":"ada@analytical.example","name":{"first":"Ada","last":"Lovelace"},"role":"customer","language":"en"}"#;

/// A user of that id.
pub fn user(id: String) -> User {
    let time = DateTime::from_unix_millis(1_795_000_000_000).unwrap_or_else(DateTime::now);
    User::new(id, "ada_lovelace".to_owned(), time, time)
}

/// The user that a form describes.
pub fn created(form: UserForm) -> User {
    let mut user = user("usr-00000000000000000000000000000008".to_owned());
    user.handle = form.handle;
    user.role = form.role;
    user.language = form.language;
    user
}

/// So many users.
pub fn users(count: i64) -> Vec<User> {
    (0..count).map(|it| user(format!("usr-{it:032x}"))).collect()
}
