//! PostgreSQL's binary form of decimal numbers: digits in groups of four, aligned at the point.

use std::fmt::Write;

use apigen_types::Decimal;

const GROUP: u128 = 10_000;
const GROUP_DIGITS: u32 = 4;
const NEGATIVE: u16 = 0x4000;

/// Appends the binary form.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "groups are below 10 000, and there are at most 8 on either side"
)]
pub(super) fn write(number: Decimal, out: &mut Vec<u8>) {
    let scale = number.scale();
    let fraction_groups = scale.div_ceil(GROUP_DIGITS);
    // 28 digits and three more fit 128 bits.
    let mut rest = number.digits().unsigned_abs() * 10_u128.pow(fraction_groups * GROUP_DIGITS - scale);
    let mut groups = Vec::new();
    while rest > 0 {
        groups.push((rest % GROUP) as u16);
        rest /= GROUP;
    }
    let weight = groups.len() as i16 - fraction_groups as i16 - 1;
    let sign = if number.digits() < 0 { NEGATIVE } else { 0 };
    out.extend((groups.len() as u16).to_be_bytes());
    out.extend(weight.to_be_bytes());
    out.extend(sign.to_be_bytes());
    out.extend((scale as u16).to_be_bytes());
    groups.iter().rev().for_each(|it| out.extend(it.to_be_bytes()));
}

/// Reads the binary form; nothing for what is no number, infinite, or has more digits than [`Decimal`].
pub(super) fn read(bytes: &[u8]) -> Option<Decimal> {
    let mut words = bytes.chunks_exact(2).map(|it| u16::from_be_bytes([it[0], it[1]]));
    let count = words.next()?;
    let weight = i32::from(words.next()?.cast_signed());
    let sign = words.next()?;
    let scale = usize::from(words.next()?);
    if sign != 0 && sign != NEGATIVE || weight > 8 {
        return None;
    }
    let groups: Vec<_> = words.take(count.into()).collect();
    let group = |at: i32| usize::try_from(weight - at).ok().and_then(|it| groups.get(it)).copied().unwrap_or(0);
    let mut text = String::from(if sign == NEGATIVE { "-" } else { "" });
    for at in (0..=weight.max(0)).rev() {
        // Invariant: writing to a string cannot fail.
        let _ = write!(text, "{:04}", group(at));
    }
    let fraction: String = (1..).map(|it: i32| format!("{:04}", group(-it))).take(scale.div_ceil(4)).collect();
    if scale > 0 {
        text.push('.');
        text.push_str(&fraction[..scale]);
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_survive_with_all_their_digits() {
        let samples = ["0", "0.00", "1", "-1", "12.50", "0.0001", "0.00012", "9999", "10000", "-12345678.9", "1e20"];
        let longest =
            ["79228162514264337593543950335", "-7922816251426433759354395033.5", "0.0000000000000000000000000001"];
        for text in samples.iter().chain(&longest) {
            let number: Decimal = text.parse().unwrap();
            let mut bytes = Vec::new();
            write(number, &mut bytes);
            let read = read(&bytes).unwrap();
            assert_eq!((read, read.scale()), (number, number.scale()), "{text}");
        }
    }

    #[test]
    fn what_is_no_decimal_is_refused() {
        let not_a_number = [0, 0, 0, 0, 0xC0, 0, 0, 0];
        let beyond = [0, 1, 0, 9, 0, 0, 0, 0, 0, 1];
        assert_eq!((read(&not_a_number), read(&beyond), read(&[0])), (None, None, None));
    }
}
