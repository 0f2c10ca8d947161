//! Offsets to lines and columns and back.

use apigen_syntax::{LineIndex, Position, Span, utf16_offset};
use proptest::prelude::*;

#[test]
fn columns_count_characters_and_utf16_units() {
    let text = "ab\r\né😀x\n";
    let lines = LineIndex::new(text);
    let place = |line, column, utf16_column| Position { line, column, utf16_column };
    let wanted = [
        (0, place(1, 1, 1)),
        (2, place(1, 3, 3)),
        (4, place(2, 1, 1)),
        (5, place(2, 1, 1)),
        (6, place(2, 2, 2)),
        (10, place(2, 3, 4)),
        (11, place(2, 4, 5)),
        (12, place(3, 1, 1)),
    ];
    for (offset, place) in wanted {
        assert_eq!(lines.position(offset), place, "offset {offset}");
    }
    assert_eq!(lines.count(), 3);
    assert_eq!(lines.line_span(1), Some(Span::new(0, 2)));
    assert_eq!(lines.line_span(3), Some(Span::new(12, 12)));
    assert_eq!((lines.line_span(0), lines.line_span(4)), (None, None));
    assert_eq!((lines.offset(1, 4), lines.offset(0, 1), lines.offset(1, 0)), (None, None, None));
    // The second half of the pair means the character.
    assert_eq!(lines.utf16_offset(2, 3), Some(6));
}

#[test]
fn wide_characters_are_found_wherever_they_stand_between_others() {
    for gap in [0, 1, 63, 64, 65, 127, 128, 129, 1000] {
        let text = format!("{0}é{0}😀{0}\n{0}é", "x".repeat(gap));
        let lines = LineIndex::new(&text);
        let last = lines.position(Span::empty(u32::try_from(text.len()).unwrap()).end);
        assert_eq!((last.line, last.column as usize, last.utf16_column as usize), (2, gap + 2, gap + 2), "{gap}");
        let behind = lines.position(u32::try_from(3 * gap + 6).unwrap());
        assert_eq!((behind.column as usize, behind.utf16_column as usize), (3 * gap + 3, 3 * gap + 4), "{gap}");
    }
}

proptest! {
    #[test]
    fn one_look_finds_what_an_index_does(text in "[a\né😀\r\n]{0,30}", line in 1..9_u32, column in 1..12_u32) {
        let lines = LineIndex::new(&text);
        let end = lines.line_span(line).map_or(text.len(), |it| it.end as usize);
        let found = lines.utf16_offset(line, column).map_or(end, |it| it as usize);
        prop_assert_eq!(utf16_offset(&text, line, column) as usize, found, "{:?}", text);
    }

    #[test]
    fn every_character_is_found_again(text in "[a\né😀\r\n]{0,30}") {
        let lines = LineIndex::new(&text);
        for (at, c) in text.char_indices().filter(|(_, c)| !"\r\n".contains(*c)) {
            let offset = u32::try_from(at).expect("a short text");
            let place = lines.position(offset);
            let before = &text[..at];
            let start = before.rfind('\n').map_or(0, |it| it + 1);
            prop_assert_eq!(place.column as usize, before[start..].chars().count() + 1, "{}", c);
            prop_assert_eq!(place.utf16_column as usize, before[start..].encode_utf16().count() + 1);
            prop_assert_eq!(lines.offset(place.line, place.column), Some(offset));
            prop_assert_eq!(lines.utf16_offset(place.line, place.utf16_column), Some(offset));
        }
    }
}
