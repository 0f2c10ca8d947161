//! A transcript without what differs from run to run: moments by their order, uuids by their first appearance.

/// Replaces moments and uuids within the lines of one day.
pub(crate) fn neutral(said: &[String]) -> String {
    let mut text = said.join("\n\n");
    let mut moments = words(&text, is_moment);
    moments.sort();
    for (rank, moment) in moments.iter().enumerate() {
        text = text.replace(moment, &format!("<moment {rank}>"));
    }
    for (index, uuid) in words(&text, is_uuid).iter().enumerate() {
        text = text.replace(uuid, &format!("<uuid {index}>"));
    }
    text
}

/// The words of that kind, each once, in the order of their first appearance.
fn words(text: &str, is_kind: fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for word in text.split(['"', '/', '?', ' ', '&', '=']).filter(|it| is_kind(it)) {
        if !found.iter().any(|it| it == word) {
            found.push(word.to_owned());
        }
    }
    found
}

/// Of the service, which writes six digits after the point.
fn is_moment(word: &str) -> bool {
    word.len() == 27 && word.ends_with('Z') && word.as_bytes()[10] == b'T'
}

/// Of the service, which draws them by chance.
fn is_uuid(word: &str) -> bool {
    word.len() == 36 && word.as_bytes()[14] == b'4' && word.as_bytes()[8] == b'-' && !word.starts_with("00000000")
}
