//! One page for people, without anything from elsewhere: findings, and pictures of what was covered.

use std::fmt::{self, Write as _};

use apigen_conform::{Finding, Report};

use super::by_operation;
use crate::render::junit::escape;

/// Colours follow what the reader prefers, and the page fits a telephone.
const STYLE: &str = include_str!("html/style.css");

/// The report as a page.
pub(super) fn render(report: &Report) -> String {
    let mut page = String::new();
    // Invariant: writing to a string cannot fail.
    let _ = write(&mut page, report);
    page
}

fn write(page: &mut String, report: &Report) -> fmt::Result {
    writeln!(page, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(page, "<title>apigen conform</title>\n<style>\n{STYLE}</style>\n</head>\n<body>")?;
    head(page, report)?;
    findings(page, report)?;
    answers(page, report)?;
    laws(page, report)?;
    list(page, "Not judged", report.unjudged.iter().map(|(why, count)| format!("{count} × {why}")))?;
    list(page, "Left behind in the service", report.left_behind.iter().cloned())?;
    list(page, "Cases that were not run", report.skipped.iter().cloned())?;
    writeln!(page, "</body>\n</html>")
}

fn head(page: &mut String, report: &Report) -> fmt::Result {
    let percent = report.coverage.percent();
    let (sent, declared) = report.coverage.parameters;
    writeln!(page, "<h1>apigen conform</h1>\n<p>{}</p>", escape(&report.headline()))?;
    writeln!(
        page,
        "<div class=\"bar\" role=\"img\" aria-label=\"{percent} percent of declared answers seen\">\
         <i style=\"width:{percent}%\"></i></div>\n\
         <p><small>{percent} % of declared answers seen, {sent} of {declared} parameters sent, seed {}</small></p>",
        report.seed
    )
}

fn findings(page: &mut String, report: &Report) -> fmt::Result {
    writeln!(page, "<h2>Findings</h2>")?;
    if report.findings.is_empty() {
        writeln!(page, "<p class=\"quiet\">None.</p>")?;
    }
    for it in &report.findings {
        finding(page, it)?;
    }
    if report.customs.is_empty() {
        return Ok(());
    }
    let count = report.customs.len();
    writeln!(page, "<details>\n<summary>{count} of style, kept nowhere and so taken for the service's way</summary>")?;
    for it in &report.customs {
        finding(page, it)?;
    }
    writeln!(page, "</details>")
}

fn finding(page: &mut String, it: &Finding) -> fmt::Result {
    let place = if it.place.is_empty() { String::new() } else { format!(" at <code>{}</code>", escape(&it.place)) };
    let (severity, operation) = (it.severity.as_str(), escape(&it.operation));
    writeln!(page, "<article class=\"finding {severity}\">")?;
    writeln!(page, "<h3><em>{severity}</em> {} in {operation}{place}</h3>\n<dl>", it.law)?;
    let times = if it.count == 1 { String::new() } else { format!(", seen {} times", it.count) };
    let case = format!("<code>{}</code>{times}", escape(&it.case));
    for (name, text) in
        [("expected", escape(&it.expected)), ("actual", escape(&it.actual)), ("why", escape(it.why)), ("case", case)]
    {
        writeln!(page, "<dt>{name}</dt><dd>{text}</dd>")?;
    }
    writeln!(page, "</dl>")?;
    for line in &it.curl {
        writeln!(page, "<pre>{}</pre>", escape(line))?;
    }
    writeln!(page, "</article>")
}

fn answers(page: &mut String, report: &Report) -> fmt::Result {
    writeln!(page, "<h2>Declared answers</h2>\n<table>")?;
    for (operation, cells) in by_operation(report) {
        write!(page, "<tr><th scope=\"row\">{}</th><td>", escape(operation))?;
        for (status, count) in cells {
            let (class, seen) = if count == 0 { (" never", "never".to_owned()) } else { ("", format!("×{count}")) };
            write!(page, "<span class=\"cell{class}\">{} <small>{seen}</small></span>", escape(&status))?;
        }
        writeln!(page, "</td></tr>")?;
    }
    writeln!(page, "</table>")
}

fn laws(page: &mut String, report: &Report) -> fmt::Result {
    writeln!(page, "<h2>Laws, and how often each was judged</h2>\n<ul class=\"laws\">")?;
    for (law, count) in &report.coverage.laws {
        writeln!(page, "<li><span>{law}</span><span class=\"quiet\">{count}</span></li>")?;
    }
    writeln!(page, "</ul>")
}

/// A list that is folded away, when there is anything in it.
fn list(page: &mut String, title: &str, lines: impl ExactSizeIterator<Item = String>) -> fmt::Result {
    if lines.len() == 0 {
        return Ok(());
    }
    writeln!(page, "<h2>{title}</h2>\n<details>\n<summary>show all {}</summary>\n<ul>", lines.len())?;
    for line in lines {
        writeln!(page, "<li><code>{}</code></li>", escape(&line))?;
    }
    writeln!(page, "</ul>\n</details>")
}
