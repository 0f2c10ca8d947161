//! Broken texts: what is reported, and what the repaired text looks like.

use apigen_syntax::Document;

/// Every mistake as `name start..end`, then the repaired text.
fn report(text: &str) -> String {
    let doc = Document::parse(text.as_bytes().to_vec());
    let lines = doc.errors().iter().map(|error| {
        let fix = if error.fix.is_some() { " (fix)" } else { "" };
        let name = error.kind.name();
        format!("{name} {}..{}{fix}\n", error.span.start, error.span.end)
    });
    lines.collect::<String>() + &doc.repaired().unwrap()
}

#[test]
fn show() {
    for text in [
        "",
        "[1,]",
        "[1 2]",
        "[1,,2]",
        "[,1]",
        "{\"a\" 1}",
        "{\"a\":}",
        "{\"a\":,\"b\":1}",
        "[1, // x\n 2]",
        "{a: 'b'}",
        "{\"a\": [1, 2}",
        "{\"x\": [1, \"y\": 2}",
        "{\"x\": [1 \"y\": 2}",
        "[{\"a\": 1, {\"b\": 2}]",
        "[{\"a\": 1 {\"b\": 2}]",
        "[[[1",
        "{\"a\": 1 ]",
        "{\"a\": 1]}",
        "[1]]",
        "[1] 2",
        "{\"a\": \"b\": 1}",
        "\"a\\d\"",
        "[01, .5, +1, 1., -.5e3, 1e]",
        "{\n  \"a\": {\n    \"b\": [\n      1\n",
        "{\"a\": this is text, \"b\": 1}",
        "{\"a\": TRUE}",
        "[\"a\tb\", \"\\ud800\"]",
        "\u{feff}[1]",
        "[\"abc\n, 2]",
        "{\"a\": 1, \"a\": 1}",
        "{\"a\": 1, \"\\u0061\": 2}",
        "{\"a\" = 1}",
        "{\"a\"}",
        "{\"a\", \"b\"}",
        "/* x",
        "[1 /* x",
        "[1 /*x*/2]",
        "[1] /* x */ // y",
        "{\"a\": 1 {\"b\": 2}}",
        "{\"a\": 1 \"b\", \"c\": 2}",
    ] {
        println!("---- {text}\n{}\n", report(text));
    }
}
