//! Handlebars templates by name, each of which a repository may replace.

use std::collections::BTreeMap;

use handlebars::{Handlebars, no_escape};
use serde_json::Value;

/// A template that cannot be read, or that asks for a value that is not there.
#[derive(Debug, thiserror::Error)]
#[error("template `{name}`: {reason}; compare it with the built-in one, or remove the override")]
pub struct TemplateError {
    /// The template's name.
    pub name: String,
    /// What is wrong with it.
    pub reason: String,
}

/// Templates by name.
#[derive(Debug)]
pub struct Templates {
    registry: Handlebars<'static>,
}

impl Templates {
    /// The built-in templates, with those of the same name among `overrides` in their place.
    pub fn new(built_in: &[(&str, &str)], overrides: &BTreeMap<String, String>) -> Result<Self, TemplateError> {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.register_escape_fn(no_escape);
        if let Some(name) = overrides.keys().find(|name| built_in.iter().all(|(known, _)| known != name)) {
            let known: Vec<_> = built_in.iter().map(|(name, _)| format!("`{name}`")).collect();
            return Err(failure(name, &format!("there is no such template; there are {}", known.join(", "))));
        }
        for (name, text) in built_in {
            let text = overrides.get(*name).map_or(*text, String::as_str);
            registry.register_template_string(name, text).map_err(|error| failure(name, &error.to_string()))?;
        }
        Ok(Self { registry })
    }

    /// The text of a template with its holes filled.
    pub fn render(&self, name: &str, values: &Value) -> Result<String, TemplateError> {
        self.registry.render(name, values).map_err(|error| failure(name, &error.to_string()))
    }
}

fn failure(name: &str, reason: &str) -> TemplateError {
    TemplateError { name: name.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn text_is_not_escaped_and_overrides_win() {
        let overrides = BTreeMap::from([("b".to_owned(), "mine {{x}}".to_owned())]);
        let templates = Templates::new(&[("a", "{{x}}"), ("b", "theirs")], &overrides).unwrap();
        assert_eq!(templates.render("a", &json!({"x": "<&\">"})).unwrap(), "<&\">");
        assert_eq!(templates.render("b", &json!({"x": 1})).unwrap(), "mine 1");
    }

    #[test]
    fn an_override_of_nothing_is_an_error_that_names_what_there_is() {
        let overrides = BTreeMap::from([("c".to_owned(), String::new())]);
        let error = Templates::new(&[("a", ""), ("b", "")], &overrides).unwrap_err().to_string();
        assert!(error.starts_with("template `c`: there is no such template; there are `a`, `b`"), "{error}");
    }

    #[test]
    fn a_missing_value_is_an_error_that_names_the_template() {
        let templates = Templates::new(&[("a", "{{nothing}}")], &BTreeMap::new()).unwrap();
        let error = templates.render("a", &json!({})).unwrap_err();
        assert!(error.to_string().starts_with("template `a`"));
    }
}
