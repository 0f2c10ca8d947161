//! Which tables are recorded, and which streams their changes feed.

use apigen_model::{Json, Stream, sql};
use smol_str::SmolStr;

use super::Context;
use crate::schema::{Journal, Queue, Step, Table};

/// The journal of a table: one that is asked for, or that a stream needs.
pub(super) fn journal(context: &Context<'_>, table: &Table) -> Option<Journal> {
    let streams = context.definition.streams.iter();
    let streams = streams.filter(|it| it.source.as_ref() == Some(&table.name));
    let queues: Vec<Queue> = streams.map(|it| queue(it, table)).collect();
    if !sql::is_journaled(context.definition, context.declared) {
        return None;
    }
    let setting = |name: &str| {
        let attribute = context.declared.meta.attribute("journal")?;
        attribute.value.get(name).and_then(Json::as_str)
    };
    let step = setting("interval").and_then(Step::parse).unwrap_or(Step::Month);
    Some(Journal { schema_version: table.shape(), step, keep: setting("keep").and_then(interval), queues })
}

/// An interval such as `90 days`: a number and a word, so that nothing else gets into a statement.
fn interval(text: &str) -> Option<SmolStr> {
    let (count, unit) = text.split_once(' ')?;
    let is_unit = ["day", "week", "month", "year"].contains(&unit.trim_end_matches('s'));
    (count.parse::<u16>().is_ok() && is_unit).then(|| SmolStr::new(text))
}

fn queue(stream: &Stream, table: &Table) -> Queue {
    let key = stream.key_column().and_then(|it| table.column(it)).map_or(&table.key[0], |it| &it.name);
    Queue { stream: stream.name.clone(), key: key.clone(), shards: sql::shards(stream) }
}
