//! The parameters of a query against what an operation takes.

use super::shape::Shape;
use super::text;
use super::violation::{Rule, Violation};
use crate::web::Asked;

/// A parameter that an operation takes.
#[derive(Debug)]
pub(crate) struct Accepted {
    pub(crate) name: &'static str,
    /// Of each value.
    pub(crate) shape: Shape,
    /// How often it may be there.
    pub(crate) most: usize,
}

/// Everything that is wrong with the query of a request; `lenient` passes things over, by name and rule.
pub(crate) fn parameters(asked: &Asked, accepted: &[Accepted], lenient: &dyn Fn(&str, Rule) -> bool) -> Vec<Violation> {
    let mut found: Vec<(String, Rule)> = Vec::new();
    for (name, value) in &asked.query {
        match accepted.iter().find(|it| it.name == name) {
            Some(parameter) => found.extend(broken(value, &parameter.shape).map(|rule| (name.clone(), rule))),
            None => found.push((name.clone(), Rule::UnknownField)),
        }
    }
    let often = |it: &&Accepted| asked.all(it.name).len() > it.most;
    let rule = |it: &Accepted| if it.most == 1 { Rule::Type } else { Rule::Maximum };
    found.extend(accepted.iter().filter(often).map(|it| (it.name.to_owned(), rule(it))));
    found.retain(|(name, rule)| !lenient(name, *rule));
    let violation = |(name, rule)| Violation { location: "query", pointer: format!("/{name}"), rule };
    found.into_iter().map(violation).collect()
}

/// The rule that a value breaks; everything in a query is text.
fn broken(value: &str, shape: &Shape) -> Option<Rule> {
    match shape {
        Shape::Text(min, max, fits) => match value.chars().count() {
            length if length < *min => Some(Rule::Minimum),
            length if length > *max => Some(Rule::Maximum),
            _ => (!fits(value)).then_some(Rule::Pattern),
        },
        Shape::Whole(min, max) => match value.parse::<i64>() {
            Ok(it) if it < *min => Some(Rule::Minimum),
            Ok(it) if it > *max => Some(Rule::Maximum),
            Ok(_) => None,
            Err(_) => Some(Rule::Type),
        },
        Shape::Moment => (!text::is_moment(value)).then_some(Rule::Type),
        Shape::OneOf(values) => (!values.contains(&value)).then_some(Rule::Enum),
        _ => Some(Rule::Type),
    }
}
