//! The vocabulary of the synthetic company.

use super::random::Random;

/// Things that a service may be about; their plural is regular.
pub(super) const NOUNS: &[&str] = &[
    "account",
    "agent",
    "alert",
    "balance_sheet",
    "bank_transfer",
    "booking",
    "bundle",
    "campaign",
    "carrier",
    "cart",
    "claim",
    "collection",
    "contract",
    "coupon",
    "customer",
    "deal",
    "deposit",
    "device",
    "discount",
    "document",
    "driver",
    "employee",
    "estimate",
    "fee",
    "folder",
    "forecast",
    "fund",
    "group",
    "guest",
    "invoice",
    "item",
    "label",
    "lease",
    "ledger",
    "license",
    "loan",
    "location",
    "machine",
    "manifest",
    "meeting",
    "message",
    "note",
    "offer",
    "package",
    "parcel",
    "partner",
    "payment",
    "payout",
    "permit",
    "plan",
    "project",
    "promotion",
    "quote",
    "receipt",
    "refund",
    "region",
    "rental",
    "report",
    "reservation",
    "return_label",
    "review",
    "reward",
    "route",
    "schedule",
    "sensor",
    "shipment",
    "store",
    "supplier",
    "ticket",
    "tour",
    "trade",
    "transfer",
    "vehicle",
    "vendor",
    "visit",
    "voucher",
    "wallet",
    "warehouse",
];

/// What a service or a status may be like.
pub(super) const ADJECTIVES: &[&str] = &[
    "accepted", "ancient", "bright", "calm", "central", "certain", "common", "direct", "early", "eastern", "external",
    "fair", "final", "fresh", "global", "internal", "known", "large", "local", "modern", "northern", "open", "partial",
    "plain", "pending", "public", "quiet", "rapid", "recent", "regional", "remote", "rejected", "shared", "short",
    "simple", "southern", "stable", "steady", "swift", "urban", "useful", "vivid", "western", "wide",
];

/// Who may answer for a service.
pub(super) const OWNERS: &[&str] = &["accounts", "billing", "logistics", "marketing", "sales", "support"];

const VERBS: &[&str] = &[
    "belongs to",
    "comes after",
    "depends on",
    "follows",
    "is counted in",
    "is kept for",
    "is part of",
    "is shown beside",
    "pays for",
    "precedes",
    "refers to",
    "replaces",
];

/// One sentence about something.
pub(super) fn sentence(random: &mut Random, subject: &str) -> String {
    let subject = subject.replace('_', " ");
    let (adjective, verb) = (random.pick(ADJECTIVES), random.pick(VERBS));
    let object = random.pick(NOUNS).replace('_', " ");
    format!("The {adjective} {subject} that {verb} its {object}.")
}
