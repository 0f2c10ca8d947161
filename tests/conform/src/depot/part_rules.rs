//! What a part may be.

use serde_json::json;

use crate::rules::{self, Member, Need, Shape, Slot};

/// The states of a part.
pub(super) const STATUS: &[&str] = &["draft", "active", "retired"];

const fn any(_: &str) -> bool {
    true
}

fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it))
}

static FINISHES: &[Member] = &[
    Member { tag: "paint", slots: &[Slot::must("colour", Shape::Text(7, 7, is_colour))] },
    Member {
        tag: "plating",
        slots: &[Slot::must("metal", Shape::text(1, 40)), Slot::must("layer", Shape::Whole(1, 500))],
    },
];

/// A part as somebody writes it.
pub(super) static FORM: &[Slot] = &[
    Slot::must("sku", Shape::Text(3, 20, rules::is_code)),
    Slot::must("name", Shape::text(1, 80)),
    Slot::may("summary", Shape::text(0, 500)),
    Slot::or("status", Shape::OneOf(STATUS), || "draft".into()),
    // The list of materials is open, so any word will do.
    Slot::must("material", Shape::Text(0, usize::MAX, any)),
    Slot::must("price", Shape::Decimal(1_000_000)),
    Slot::or("stock", Shape::Whole(0, i64::MAX), || 0.into()),
    Slot::must("weight", Shape::Whole(1, 500_000)),
    Slot::or("tags", Shape::Set(&Shape::text(1, 20), 5), || json!([])),
    Slot::or("measures", Shape::Map(&Shape::Whole(0, 10_000), 8), || json!({})),
    Slot::may("finish", Shape::Union("type", FINISHES)),
    Slot::may("released_on", Shape::Date),
    Slot::may("checked_at", Shape::Moment),
    Slot::may("drawing_id", Shape::Uuid),
    Slot::or("sold_alone", Shape::Flag, || true.into()),
];

/// What `null` in a patch does to a field: nothing may stand for it, nothing does, or its default.
pub(super) fn need(name: &str) -> Need {
    FORM.iter().find(|it| it.name == name).map_or(Need::Must, |it| it.need)
}
