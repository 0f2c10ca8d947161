//! Attributes of an event beyond those that the runtime knows.

use super::attributes::KNOWN;

/// Further attributes of an event, in the order in which they were set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extensions(Vec<(String, String)>);

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
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value.into(),
            None => self.0.push((name.to_owned(), value.into())),
        }
        Ok(())
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_keep_their_order_and_their_last_value() {
        let mut extensions = Extensions::default();
        extensions.set("tenant", "acme").unwrap();
        extensions.set("region", "eu").unwrap();
        extensions.set("tenant", "other").unwrap();
        assert_eq!(extensions.iter().collect::<Vec<_>>(), [("tenant", "other"), ("region", "eu")]);
        assert_eq!(extensions.get("region"), Some("eu"));
    }

    #[test]
    fn names_that_would_change_the_message_are_refused() {
        for name in ["", "id", "replayid", "Tenant", "a-b", "a\r\n", "ä"] {
            assert!(Extensions::default().set(name, "").is_err(), "{name:?}");
        }
    }
}
