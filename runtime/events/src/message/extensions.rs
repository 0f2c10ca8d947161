//! Attributes of an event beyond those that the runtime knows.

use std::collections::BTreeMap;

use super::attributes::KNOWN;

/// Further attributes of an event, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extensions(BTreeMap<String, String>);

/// Why something cannot be the name of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` cannot be an attribute of an event: CloudEvents allows a-z and 0-9 only, and names of its own are taken. \
         Choose another name"
)]
pub struct InvalidExtension(String);

impl Extensions {
    /// Sets an attribute; a name is 1 to 64 of the characters a-z and 0-9, and none that `CloudEvents` defines.
    pub fn set(&mut self, name: &str, value: impl Into<String>) -> Result<(), InvalidExtension> {
        let allowed = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        if !allowed || name.is_empty() || name.len() > 64 || KNOWN.contains(&name) {
            return Err(InvalidExtension(name.to_owned()));
        }
        self.0.insert(name.to_owned(), value.into());
        Ok(())
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// All of them, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_have_the_value_that_was_set_last() {
        let mut extensions = Extensions::default();
        extensions.set("tenant", "acme").unwrap();
        extensions.set("region", "eu").unwrap();
        extensions.set("tenant", "other").unwrap();
        assert_eq!(extensions.iter().collect::<Vec<_>>(), [("region", "eu"), ("tenant", "other")]);
        assert_eq!(extensions.get("region"), Some("eu"));
    }

    #[test]
    fn names_that_would_change_the_message_are_refused() {
        for name in ["", "id", "replayid", "Tenant", "a-b", "a\r\n", "ä"] {
            assert!(Extensions::default().set(name, "").is_err(), "{name:?}");
        }
    }
}
