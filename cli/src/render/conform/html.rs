//! One page for people, without anything from elsewhere: findings, and pictures of what was covered.

use std::fmt::Write as _;

use apigen_conform::{Finding, Report};

use super::by_operation;
use crate::render::junit::escape;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1c2430}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse}td,th{padding:.2rem .6rem;text-align:left}
.cell{display:inline-block;border-radius:.25rem;padding:0 .5rem;margin-right:.25rem;background:#d5eed9}
.never{background:#f1d6d3}.finding{border-left:.3rem solid #c0392b;padding:.2rem 1rem;margin:1rem 0;background:#faf6f5}
.warning{border-color:#d9a514}pre{overflow-x:auto;background:#f0f2f5;padding:.5rem}small{color:#5d6b7a}";

/// The report as a page.
pub(super) fn render(report: &Report) -> String {
    let mut page = String::from("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    let headline = escape(&report.headline());
    // Invariant: writing to a string cannot fail.
    let _ = writeln!(page, "<title>apigen conform</title>\n<style>{STYLE}</style></head><body>");
    let _ = writeln!(page, "<h1>apigen conform</h1>\n<p>{headline} <small>seed {}</small></p>", report.seed);
    let _ = writeln!(page, "{}\n<h2>Findings</h2>", bar(report.coverage.percent()));
    if report.findings.is_empty() {
        page.push_str("<p>None.</p>\n");
    }
    report.findings.iter().for_each(|it| finding(&mut page, it));
    page.push_str("<h2>Declared answers</h2>\n<table>\n");
    for (operation, cells) in by_operation(report) {
        let _ = write!(page, "<tr><td>{}</td><td>", escape(operation));
        for (status, count) in cells {
            let class = if count == 0 { "cell never" } else { "cell" };
            let _ = write!(page, "<span class=\"{class}\" title=\"seen {count} times\">{}</span>", escape(&status));
        }
        page.push_str("</td></tr>\n");
    }
    page.push_str("</table>\n<h2>Laws</h2>\n<table>\n<tr><th>law</th><th>judged</th></tr>\n");
    for (law, count) in &report.coverage.laws {
        let _ = writeln!(page, "<tr><td>{law}</td><td>{count}</td></tr>");
    }
    page.push_str("</table>\n</body></html>\n");
    page
}

/// A picture of the share of declared answers that were seen.
fn bar(percent: usize) -> String {
    format!(
        "<svg viewBox=\"0 0 100 6\" width=\"100%\" height=\"24\" preserveAspectRatio=\"none\" role=\"img\" \
         aria-label=\"{percent} percent of declared answers seen\"><rect width=\"100\" height=\"6\" fill=\"#f1d6d3\"/>\
         <rect width=\"{percent}\" height=\"6\" fill=\"#7cc08a\"/></svg>"
    )
}

fn finding(page: &mut String, it: &Finding) {
    let place = if it.place.is_empty() { String::new() } else { format!(" at <code>{}</code>", escape(&it.place)) };
    let (severity, operation, curl) = (it.severity.as_str(), escape(&it.operation), escape(&it.curl.join("\n")));
    let _ = writeln!(page, "<div class=\"finding {severity}\"><b>{}</b> {operation}{place}<br>", it.law);
    let (expected, actual) = (escape(&it.expected), escape(&it.actual));
    let _ = writeln!(
        page,
        "expected {expected}<br>got {actual}<pre>{curl}</pre><small>{}; case {}</small></div>",
        it.why,
        escape(&it.case)
    );
}
