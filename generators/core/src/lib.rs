//! What every generator shares: names per language, file sets, the manifest of owned files.
