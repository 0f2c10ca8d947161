//! Declared defaults as Rust expressions.

use std::borrow::Cow;

use apigen_model::{Enum, Json, Primitive, Type};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::context::Context;
use crate::literals::{integer, suffixed};

/// The expression of a default; nothing when the value does not fit the type or no expression can stand for it.
///
/// Expanded files write every default as text, `"[]"` for an empty list included.
pub(crate) fn default_value(context: &Context<'_>, ty: &Type, value: &Json) -> Option<TokenStream> {
    match ty {
        Type::Primitive(it) => primitive(*it, value),
        Type::Named(id) => {
            let path = context.is_at_hand(*id).then(|| context.path(*id))?;
            variant(context, context.repository.enumeration(*id)?, value).map(|name| quote!(#path::#name))
        }
        Type::List(inner) => list(context, inner, value),
        Type::Map(inner) => map(context, inner, value),
        Type::External(_) | Type::Unresolved(_) => None,
    }
}

/// Whether a default that has an expression is what its type begins with: empty, `false`, zero.
pub(crate) fn is_type_default(ty: &Type, value: &Json) -> bool {
    let text = value.plain_text();
    match ty {
        Type::Primitive(Primitive::Boolean) => text == "false",
        Type::Primitive(Primitive::Integer | Primitive::Long) => text == "0",
        Type::Primitive(Primitive::String) => text.is_empty(),
        Type::Primitive(Primitive::Object) | Type::Map(_) => spelled_out(value).members().is_empty(),
        Type::List(_) => spelled_out(value).elements().is_empty(),
        _ => false,
    }
}

/// A default of an enum is the name of a value; its form on the wire is understood as well.
fn variant(context: &Context<'_>, it: &Enum, value: &Json) -> Option<proc_macro2::Ident> {
    let text = value.as_str()?;
    let named = it.values.iter().position(|value| value.name == text);
    let at = named.or_else(|| it.values.iter().position(|value| value.wire() == text))?;
    context.variants(it).into_iter().nth(at)
}

fn list(context: &Context<'_>, inner: &Type, value: &Json) -> Option<TokenStream> {
    let value = spelled_out(value);
    let Json::Array(elements) = &*value else { return None };
    let elements: Option<Vec<_>> = elements.iter().map(|it| default_value(context, inner, it)).collect();
    let elements = elements?;
    Some(if elements.is_empty() { quote!(::std::vec::Vec::new()) } else { quote!(::std::vec![#(#elements),*]) })
}

fn map(context: &Context<'_>, inner: &Type, value: &Json) -> Option<TokenStream> {
    let value = spelled_out(value);
    let Json::Object(members) = &*value else { return None };
    let entry = |(key, value): &(smol_str::SmolStr, Json)| {
        let (key, value) = (key.as_str(), default_value(context, inner, value)?);
        Some(quote!((::std::string::String::from(#key), #value)))
    };
    let entries: Option<Vec<_>> = members.iter().map(entry).collect();
    let entries = entries?;
    let filled = quote!(::std::collections::BTreeMap::from([#(#entries),*]));
    Some(if entries.is_empty() { quote!(::std::collections::BTreeMap::new()) } else { filled })
}

/// The JSON that a text holds, as expanded files write defaults of lists and maps; anything else as it is.
fn spelled_out(value: &Json) -> Cow<'_, Json> {
    let parsed = value.as_str().and_then(|it| serde_json::from_str(it).ok());
    parsed.map_or(Cow::Borrowed(value), |it| Cow::Owned(of_serde(it)))
}

fn of_serde(value: serde_json::Value) -> Json {
    match value {
        serde_json::Value::Null => Json::Null,
        serde_json::Value::Bool(it) => Json::Bool(it),
        serde_json::Value::Number(it) => Json::Number(it.to_string().into()),
        serde_json::Value::String(it) => Json::String(it.into()),
        serde_json::Value::Array(it) => Json::Array(it.into_iter().map(of_serde).collect()),
        serde_json::Value::Object(it) => {
            Json::Object(it.into_iter().map(|(key, value)| (key.into(), of_serde(value))).collect())
        }
    }
}

fn primitive(primitive: Primitive, value: &Json) -> Option<TokenStream> {
    let text = value.plain_text();
    match primitive {
        Primitive::Boolean => text.parse::<bool>().ok().map(|it| quote!(#it)),
        Primitive::Integer => text.parse::<i32>().ok().map(integer),
        Primitive::Long => text.parse::<i64>().ok().map(integer),
        Primitive::Double => text.parse::<f64>().ok().filter(|it| it.is_finite()).map(float),
        Primitive::Decimal => decimal(&text),
        Primitive::String => Some(quote!(::std::string::String::from(#text))),
        Primitive::Uuid => uuid(&text),
        Primitive::Date => date(&text),
        Primitive::Json => Some(json(value)),
        Primitive::Object => object(value),
        Primitive::DateTime => date_time(&text),
        Primitive::Unit => None,
    }
}

fn float(value: f64) -> TokenStream {
    let literal = Literal::f64_unsuffixed(value.abs());
    if value.is_sign_negative() { quote!(-#literal) } else { quote!(#literal) }
}

/// A decimal as its digits and the number of those behind the point; exponents are not spelled out.
fn decimal(text: &str) -> Option<TokenStream> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits: i64 = format!("{whole}{fraction}").parse().ok()?;
    let scale = u32::try_from(fraction.len()).ok().filter(|it| *it <= 18 && !fraction.starts_with(['+', '-']))?;
    let (digits, scale) = (integer(digits), Literal::u32_unsuffixed(scale));
    Some(quote!(::apigen_types::Decimal::new(#digits, #scale)))
}

fn uuid(text: &str) -> Option<TokenStream> {
    let dashes = [8, 13, 18, 23];
    let shaped = text.len() == 36 && text.bytes().enumerate().all(|(at, it)| (it == b'-') == dashes.contains(&at));
    let value = u128::from_str_radix(&text.replace('-', ""), 16).ok().filter(|_| shaped)?;
    let digits = format!("{value:032x}");
    let groups: Vec<_> = (0..8).map(|it| &digits[it * 4..it * 4 + 4]).collect();
    let literal = format!("0x{}", groups.join("_")).parse::<Literal>().ok()?;
    Some(quote!(::apigen_types::Uuid::from_u128(#literal)))
}

fn date(text: &str) -> Option<TokenStream> {
    let [year, month, day]: [&str; 3] = text.split('-').collect::<Vec<_>>().try_into().ok()?;
    let (year, month, day): (u16, u8, u8) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let exists = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
    let parts = [u64::from(year), u64::from(month), u64::from(day)].map(Literal::u64_unsuffixed);
    exists.then(|| quote!(::apigen_types::Date::of(#(#parts),*)))
}

/// A point in time as its day and time of day in UTC: an offset is not kept in values either.
fn date_time(text: &str) -> Option<TokenStream> {
    let point = text.parse::<Timestamp>().ok()?.to_zoned(TimeZone::UTC).datetime();
    let day = date(&point.date().to_string())?;
    let [hour, minute, second] = [point.hour(), point.minute(), point.second()].map(Literal::i8_unsuffixed);
    let nanosecond = integer(point.subsec_nanosecond());
    Some(quote!(::apigen_types::DateTime::utc(#day, #hour, #minute, #second, #nanosecond)))
}

fn days(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn json(value: &Json) -> TokenStream {
    match value {
        Json::Null => quote!(::apigen_types::Json::Null),
        Json::Bool(it) => quote!(::apigen_types::Json::Bool(#it)),
        Json::Number(text) => json_number(text),
        Json::String(text) => {
            let text = text.as_str();
            quote!(::apigen_types::Json::String(::std::string::String::from(#text)))
        }
        Json::Array(elements) => {
            let elements = elements.iter().map(json);
            quote!(::apigen_types::Json::Array(::std::vec![#(#elements),*]))
        }
        Json::Object(members) => {
            let members = json_members(members);
            quote!(::apigen_types::Json::Object(#members))
        }
    }
}

fn json_number(text: &str) -> TokenStream {
    // The smallest number has no counterpart above zero, but is a float exactly.
    if let Some(whole) = text.parse::<i64>().ok().filter(|it| *it != i64::MIN) {
        let literal = suffixed(whole.unsigned_abs(), "i64");
        let literal = if whole < 0 { quote!(-#literal) } else { quote!(#literal) };
        return quote!(::apigen_types::Json::from(#literal));
    }
    if let Ok(whole) = text.parse::<u64>() {
        let literal = suffixed(whole, "u64");
        return quote!(::apigen_types::Json::from(#literal));
    }
    let literal = float(text.parse::<f64>().ok().filter(|it| it.is_finite()).unwrap_or_default());
    quote!(::apigen_types::Json::from(#literal))
}

fn object(value: &Json) -> Option<TokenStream> {
    match &*spelled_out(value) {
        Json::Object(members) => Some(json_members(members)),
        _ => None,
    }
}

fn json_members(members: &[(smol_str::SmolStr, Json)]) -> TokenStream {
    let members = members.iter().map(|(key, value)| {
        let (key, value) = (key.as_str(), json(value));
        quote!((::std::string::String::from(#key), #value))
    });
    quote!(::apigen_types::JsonObject::from_iter([#(#members),*]))
}
