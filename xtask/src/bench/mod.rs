//! t
/// t
pub fn list() {}
/// t
pub fn run(_: &std::path::Path, _: &[String], _: usize) -> crate::Result {
    Ok(())
}
