//! What changed as a changelog for people: grouped by resource, short enough for a comment of a pull request.

use std::collections::BTreeMap;
use std::io::{self, Write};

use apigen_compat::{Bump, Group};

use super::{Compared, impact, note};
use crate::render::Report;
use crate::render::markdown::{MOST, escape, sign};
use crate::render::words::plural;

/// Writes the changelog: at most `limit` findings, and as many as fit; 0 stands for all that fit.
pub(super) fn write(out: &mut dyn Write, compared: &Compared<'_>, report: &Report<'_>, limit: usize) -> io::Result<()> {
    writeln!(out, "## {}", escape(&report.headline()))?;
    for advice in compared.changes.advice.iter().filter(|it| it.bump > Bump::None) {
        writeln!(out, "\n{}", escape(&note(advice)))?;
    }
    let items = items(compared);
    let limit = if limit == 0 { usize::MAX } else { limit };
    let mut page = Page { out, section: String::new(), length: 0 };
    let mut written = 0;
    for item in items.iter().take(limit) {
        if !page.add(item)? {
            break;
        }
        written += 1;
    }
    if written < items.len() {
        writeln!(out, "\n… and {} more", plural(items.len() - written, "finding"))?;
    }
    Ok(())
}

/// One line of the changelog, and what it stands under.
struct Item {
    section: String,
    text: String,
}

struct Page<'o> {
    out: &'o mut dyn Write,
    section: String,
    length: usize,
}

impl Page<'_> {
    /// Writes an item below its heading unless the page would be too long.
    fn add(&mut self, item: &Item) -> io::Result<bool> {
        let heading =
            if self.section == item.section { String::new() } else { format!("\n### {}\n\n", escape(&item.section)) };
        self.length += heading.len() + item.text.len();
        if self.length > MOST {
            return Ok(false);
        }
        self.section.clone_from(&item.section);
        write!(self.out, "{heading}{}", item.text)?;
        Ok(true)
    }
}

/// The changes by resource, sections in the order of their worst; then what there is to say beside them.
fn items(compared: &Compared<'_>) -> Vec<Item> {
    let groups = compared.changes.groups.iter().zip(&compared.approved);
    let mut items: Vec<Item> = groups.map(|(group, approved)| item(group, *approved)).collect();
    let mut order: BTreeMap<String, usize> = BTreeMap::new();
    for item in &items {
        let next = order.len();
        order.entry(item.section.clone()).or_insert(next);
    }
    items.sort_by_key(|it| order.get(&it.section).copied());
    items.extend(compared.remarks.iter().map(|it| Item {
        section: "About this comparison".to_owned(),
        text: format!("- {} {} (`{}`)\\\n  {}\n", sign(it.severity), escape(&it.message), it.rule.id, escape(&it.help)),
    }));
    items
}

fn item(group: &Group, approved: Option<&str>) -> Item {
    let first = group.changes.first();
    let namespace = first.map_or("", |it| it.namespace.as_str());
    let section = match first.map_or("", |it| it.resource.as_str()) {
        "" => namespace.to_owned(),
        resource => format!("{namespace} `{resource}`"),
    };
    let mark = if approved.is_some() { "☑️" } else { sign(group.severity) };
    let hurt = || {
        let worst = first?.impacts.iter().max_by_key(|it| (it.severity, it.category))?;
        Some(impact(first?, *worst))
    };
    let detail = approved.map(|it| format!("approved: {it}")).or_else(hurt).map(|it| escape(&it));
    let detail = detail.map(|it| format!("\\\n  {it}")).unwrap_or_default();
    let text = format!("- {mark} {} (`{}`){detail}\n", escape(&group.message), group.rule.id);
    Item { section, text }
}
