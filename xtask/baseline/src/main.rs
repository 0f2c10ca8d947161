//! Reads JSON files and parses them with `serde_json` on one thread: `baseline PATH [TIMES]`.
//!
//! PATH is a file or a directory.

use std::hint::black_box;
use std::path::Path;
use std::{env, fs, io};

use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let path = arguments.next().ok_or("usage: baseline PATH [TIMES]")?;
    let times: usize = arguments.next().map_or(Ok(1), |it| it.parse())?;
    let mut texts = Vec::new();
    read(Path::new(&path), &mut texts)?;
    for _ in 0..times {
        for text in &texts {
            black_box(serde_json::from_slice::<Value>(text)?);
        }
    }
    Ok(())
}

fn read(path: &Path, texts: &mut Vec<Vec<u8>>) -> io::Result<()> {
    if path.is_dir() {
        for entry in path.read_dir()? {
            read(&entry?.path(), texts)?;
        }
    } else if path.extension().is_some_and(|it| it == "json") {
        texts.push(fs::read(path)?);
    }
    Ok(())
}
