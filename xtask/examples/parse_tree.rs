//! Reads a JSON file and parses it with `apigen-syntax`: `parse_tree FILE [TIMES]`.

use std::hint::black_box;
use std::{env, fs};

use apigen_syntax::Document;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let path = arguments.next().ok_or("usage: parse_tree FILE [TIMES]")?;
    let times: usize = arguments.next().map_or(Ok(1), |it| it.parse())?;
    let text = fs::read(path)?;
    for _ in 0..times {
        black_box(Document::parse(text.clone()));
    }
    Ok(())
}
