//! `file` addresses to paths and back.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands in a path as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The path of a `file` address, in the form in which repositories know their files; none for other addresses.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let encoded = uri.0.strip_prefix("file://")?;
    // A host may stand before the path; only this machine is meant.
    let encoded = &encoded[encoded.find('/')?..];
    let decoded = percent_decode_str(encoded).decode_utf8().ok()?;
    let text = if has_drive(&decoded) { &decoded[1..] } else { &decoded };
    Some(canonical(Path::new(text)))
}

/// The address of a path.
pub(super) fn uri_of(path: &Path) -> Uri {
    let text = path.to_string_lossy().replace('\\', "/");
    let slash = if text.starts_with('/') { "" } else { "/" };
    Uri(format!("file://{slash}{}", utf8_percent_encode(&text, PLAIN)))
}

/// Whether a path begins with a drive, as in `/c:/folder`.
fn has_drive(path: &str) -> bool {
    let bytes = path.as_bytes();
    cfg!(windows) && bytes.len() > 2 && bytes[1].is_ascii_alphabetic() && bytes[2] == b':'
}

/// A path without links; that of a new file when it lies in a folder that is there.
fn canonical(path: &Path) -> PathBuf {
    let through_folder = || Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(through_folder).unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unusual_in_a_path_survives() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        let path = folder.join("a b#ü%41?.json");
        let uri = uri_of(&path);
        assert!(uri.0.ends_with("/a%20b%23%C3%BC%2541%3F.json"), "{uri}");
        assert_eq!(path_of(&uri), Some(path));
    }

    #[test]
    fn other_addresses_have_no_path() {
        for uri in ["untitled:Untitled-1", "file://", "git:/a.json", "file:", "file:///%FF"] {
            assert_eq!(path_of(&Uri(uri.to_owned())), None, "{uri}");
        }
    }
}
