//! Defects of what lists show.

use super::group;

group! {
    /// What lists show.
    Query {
        LimitIgnored "limit-ignored" "Q01" "a page of parts has as many as there are",
        PageShort "page-short" "Q02" "a full page of shipments lacks its last",
        PageOverlaps "page-overlaps" "Q03" "the last part of a page is the first of the next",
        PageSkips "page-skips" "Q03" "the first note of each page but the first is lost",
        CursorSkips "cursor-skips" "Q03" "the first supplier of each page but the first is lost",
        CursorEndsEarly "cursor-ends-early" "Q03" "suppliers have two pages at most",
        CursorCircles "cursor-circles" "Q03" "the last page of suppliers leads to the first",
        PastTheEnd "past-the-end" "Q04" "past the end of the parts the last one is shown again",
        FilterIgnored "filter-ignored" "Q05" "parts are listed whatever they are made of",
        FilterInverted "filter-inverted" "Q05" "shipments of all other parts are listed",
        BoundExclusive "bound-exclusive" "Q05" "parts that weigh exactly as much as asked for are not listed",
        PrefixAnywhere "prefix-anywhere" "Q05" "names of parts that contain what they should begin with are listed",
        TagSubstring "tag-substring" "Q05" "parts with a tag that contains the one asked for are listed",
        AfterIncludes "after-includes" "Q05" "a shipment that was created at the moment itself is listed",
        FirstValueOnly "first-value-only" "Q06" "of several states only the first counts",
        SortIgnored "sort-ignored" "Q09" "parts are listed by sku, whatever is asked for",
        DescendingIgnored "descending-ignored" "Q09" "parts are never listed from the last to the first",
        NumbersAsText "numbers-as-text" "Q09" "weights are compared as texts",
        TotalOfPage "total-of-page" "Q07" "the number of parts is that of the page",
        TotalUnfiltered "total-unfiltered" "Q07" "the number of parts is that of all, whatever the filter",
        DefaultLimit "default-limit" "Q08" "without a limit a page of parts has three",
    }
}
