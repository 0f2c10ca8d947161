//! Tests over the whole product: rule documents, corpora, golden trees, transcripts.
