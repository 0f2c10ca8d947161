//! Parses the files given as arguments; the subject of measurements.

use apigen_syntax::Document;

#[expect(clippy::print_stdout, reason = "it exists to be run by hand")]
fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let doc = Document::parse(std::fs::read(&path)?);
        let last = doc.root().map_or(0, |root| root.span().end);
        println!("{path}: {last} bytes, {} errors", doc.errors().len());
    }
    Ok(())
}
