//! Bodies that were compressed on their way.

use std::io::Read as _;

use apigen_conform::{Answer, Recorded};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Undoes what `Content-Encoding` says of request and answer; why it cannot, when it cannot.
pub(super) fn decode(mut exchange: Recorded, longest: usize) -> Result<Recorded, (apigen_conform::Request, String)> {
    let encoding = exchange.request.header("content-encoding").map(str::to_owned);
    let sent = exchange.request.body.take();
    match sent.map(|it| plain(it, encoding.as_deref(), longest)).transpose() {
        Ok(it) => exchange.request.body = it,
        Err(why) => return Err((exchange.request, format!("the body of a request {why}"))),
    }
    let answer = &mut exchange.answer;
    let encoding = answer.header("content-encoding").map(str::to_owned);
    match plain(std::mem::take(&mut answer.body), encoding.as_deref(), longest) {
        Ok(body) => {
            exchange.answer = Answer::new(answer.status, std::mem::take(&mut answer.headers), body, answer.elapsed);
            Ok(exchange)
        }
        Err(why) => Err((exchange.request, format!("the body of an answer {why}"))),
    }
}

/// A body without its encodings, the last of which was put on last.
fn plain(mut body: Vec<u8>, encodings: Option<&str>, longest: usize) -> Result<Vec<u8>, String> {
    for encoding in encodings.unwrap_or_default().rsplit(',').map(|it| it.trim().to_ascii_lowercase()) {
        if body.is_empty() {
            break;
        }
        body = match encoding.as_str() {
            "" | "identity" => body,
            "gzip" | "x-gzip" => read(MultiGzDecoder::new(body.as_slice()), longest, "gzip")?,
            // Two formats go by this name, and only the right one begins like this.
            "deflate" if body[0] & 0x0f == 8 => read(ZlibDecoder::new(body.as_slice()), longest, "deflate")?,
            "deflate" => read(DeflateDecoder::new(body.as_slice()), longest, "deflate")?,
            other => return Err(format!("is encoded as `{other}`, which cannot be read here")),
        };
    }
    Ok(body)
}

fn read(from: impl std::io::Read, longest: usize, name: &str) -> Result<Vec<u8>, String> {
    let mut plain = Vec::new();
    let room = u64::try_from(longest).unwrap_or(u64::MAX);
    from.take(room.saturating_add(1))
        .read_to_end(&mut plain)
        .map_err(|_| format!("is no {name}, though it says so"))?;
    if plain.len() > longest { Err("is too large to judge".to_owned()) } else { Ok(plain) }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const TEXT: &[u8] = b"{\"a\": 1}";

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn encodings_are_undone() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(TEXT).unwrap();
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::fast());
        raw.write_all(TEXT).unwrap();
        for (body, encoding) in [
            (TEXT.to_vec(), None),
            (TEXT.to_vec(), Some("identity")),
            (gzip(TEXT), Some("GZIP")),
            (gzip(&gzip(TEXT)), Some("gzip, x-gzip")),
            (zlib.finish().unwrap(), Some("deflate")),
            (raw.finish().unwrap(), Some("deflate")),
            (Vec::new(), Some("br")),
        ] {
            let expected = if body.is_empty() { &b""[..] } else { TEXT };
            assert_eq!(plain(body, encoding, 100).as_deref(), Ok(expected), "{encoding:?}");
        }
    }

    #[test]
    fn what_cannot_be_undone_is_said() {
        assert_eq!(plain(TEXT.to_vec(), Some("br"), 100).unwrap_err(), "is encoded as `br`, which cannot be read here");
        assert_eq!(plain(TEXT.to_vec(), Some("gzip"), 100).unwrap_err(), "is no gzip, though it says so");
        assert_eq!(plain(gzip(&[b' '; 5_000]), Some("gzip"), 4_999).unwrap_err(), "is too large to judge");
    }
}
