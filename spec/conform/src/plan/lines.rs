//! A plan as JSON lines.

use std::fmt;

use apigen_model::Json;
use apigen_syntax::quote;

use super::{Action, Case, Plan};
use crate::values::{Edit, Row};

impl fmt::Display for Plan {
    /// A header, then a line a case.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{{\"version\":1,\"seed\":{},\"cases\":{}}}", self.seed, self.cases.len())?;
        self.cases.iter().try_for_each(|it| writeln!(f, "{it}"))
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (action, facts) = facts(&self.action);
        write!(f, "{{\"id\":{},\"action\":{}", quote(&self.id), quote(action))?;
        for (name, value) in facts {
            write!(f, ",{}:{value}", quote(name))?;
        }
        f.write_str("}")
    }
}

/// An action's name, and what else it says.
fn facts(action: &Action) -> (&'static str, Vec<(&'static str, String)>) {
    let texts = |all: &[String]| format!("[{}]", all.iter().map(|it| quote(it)).collect::<Vec<_>>().join(","));
    let edited = |edit: &Edit| match edit {
        Edit::Remove => ("remove", "true".to_owned()),
        Edit::Set(it) => ("set", shortened(it)),
    };
    match action {
        Action::Call(row) => ("call", vec![("row", quote(&row_name(*row)))]),
        Action::Parameter { name, texts: all } => ("parameter", vec![("name", quote(name)), ("texts", texts(all))]),
        Action::BodyFlaw { pointer, rule, edit } => {
            ("body-flaw", vec![("pointer", quote(pointer)), ("rule", quote(rule.as_str())), edited(edit)])
        }
        Action::ParameterFlaw { name, rule, texts: all } => {
            ("parameter-flaw", vec![("name", quote(name)), ("rule", quote(rule.as_str())), ("texts", texts(all))])
        }
        Action::Malformed(it) => ("malformed", vec![("body", quote(it))]),
        Action::MediaType(it) => ("media-type", vec![("media", quote(it))]),
        Action::UnknownParameter => ("unknown-parameter", Vec::new()),
        Action::Method(it) => ("method", vec![("method", quote(it))]),
        Action::Head => ("head", Vec::new()),
        Action::NoCredentials => ("no-credentials", Vec::new()),
        Action::WrongCredentials => ("wrong-credentials", Vec::new()),
        Action::WrongScheme => ("wrong-scheme", Vec::new()),
        Action::NobodyAboutNothing => ("nobody-about-nothing", Vec::new()),
        Action::Absent => ("absent", Vec::new()),
        Action::WrongParent => ("wrong-parent", Vec::new()),
        Action::Dangling(pointer) => ("dangling", vec![("pointer", quote(pointer))]),
        Action::Stale => ("stale", Vec::new()),
        Action::Path => ("path", Vec::new()),
        Action::Lifecycle => ("lifecycle", Vec::new()),
        Action::Conflict(fields) => ("conflict", vec![("fields", texts(fields))]),
        Action::PathValue(it) => ("path-value", vec![("text", quote(it))]),
        Action::Repeated => ("repeated", Vec::new()),
        Action::Walk { size } => ("walk", size.map(|it| ("size", it.to_string())).into_iter().collect()),
        Action::PastTheEnd => ("past-the-end", Vec::new()),
        Action::Cursor { name, text } => ("cursor", vec![("name", quote(name)), ("text", quote(text))]),
        Action::Filter(it) => ("filter", vec![("parameter", quote(it))]),
        Action::Sort { parameter, value } => ("sort", vec![("parameter", quote(parameter)), ("value", quote(value))]),
        Action::Random(it) => ("random", vec![("number", it.to_string())]),
    }
}

fn row_name(row: Row) -> String {
    match row {
        Row::Full => "full".to_owned(),
        Row::Minimal => "minimal".to_owned(),
        Row::Example => "example".to_owned(),
        Row::Edge(at) => format!("edge-{at}"),
    }
}

/// A value, or what it is when it is long.
fn shortened(value: &Json) -> String {
    const ROOM: usize = 200;
    let text = value.to_string();
    if text.len() <= ROOM {
        return text;
    }
    match value {
        Json::String(it) => format!("{{\"characters\":{}}}", it.chars().count()),
        Json::Array(it) => format!("{{\"elements\":{}}}", it.len()),
        _ => format!("{{\"bytes\":{}}}", text.len()),
    }
}
