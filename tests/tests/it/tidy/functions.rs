//! How long functions are, by the layout that rustfmt gives them.

/// A function: its name, first line (from 1) and number of lines.
#[derive(Debug, PartialEq)]
pub(super) struct Function<'a> {
    pub(super) name: &'a str,
    pub(super) line: usize,
    pub(super) lines: usize,
}

/// The functions of a text without comments and literals.
pub(super) fn functions(code: &str) -> Vec<Function<'_>> {
    let lines: Vec<_> = code.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some(name) = name(line) {
            found.push(Function { name, line: at + 1, lines: length(&lines[at..]) });
        }
    }
    found
}

/// The name of the function that a line begins to declare.
fn name(line: &str) -> Option<&str> {
    let (before, after) = line.trim_start().split_once("fn ")?;
    let modifier = |word: &str| {
        matches!(word, "const" | "async" | "unsafe" | "extern" | "\"\"" | "default")
            || word.starts_with("pub")
            || word.ends_with(')')
    };
    let end = after.find(|it: char| !it.is_alphanumeric() && it != '_')?;
    let declared = before.split_whitespace().all(modifier) && end > 0;
    declared.then(|| &after[..end])
}

/// Up to the brace below the first letter of the declaration.
fn length(lines: &[&str]) -> usize {
    let indent = lines[0].len() - lines[0].trim_start().len();
    if lines[0].trim_end().ends_with(['}', ';']) {
        return 1;
    }
    let ends = |line: &&str| {
        let text = line.trim_end();
        text.len() == indent + 1 && text.ends_with('}')
            || text.ends_with(';') && text.len() - text.trim_start().len() == indent
    };
    lines.iter().position(ends).map_or(lines.len(), |at| at + 1)
}

#[test]
fn functions_are_measured() {
    let code = "impl A {\n    pub(crate) async fn one() {\n        x\n    }\n\n    fn two() {}\n}\n";
    let found = functions(code);
    assert_eq!(found[0], Function { name: "one", line: 2, lines: 3 });
    assert_eq!(found[1], Function { name: "two", line: 6, lines: 1 });
    assert_eq!(found.len(), 2);
}

#[test]
fn types_and_calls_of_functions_are_not_declarations() {
    assert!(functions("run: fn(&Path) -> Result,\nlet f = my_fn (1);\n").is_empty());
}
