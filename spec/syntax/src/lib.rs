//! JSON text to a tree with exact byte spans, and edits that leave the rest alone.
