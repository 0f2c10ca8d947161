//! Defects of what lists show.

use super::group;

group! {
    /// What lists show.
    Query {
        LimitIgnored "limit-ignored" "page-size-kept" "a page of parts has as many as there are",
        PageShort "page-short" "pages-full" "a full page of shipments lacks its last",
        PageOverlaps "page-overlaps" "pages-join" "the last part of a page is the first of the next",
        PageSkips "page-skips" "pages-join" "the first note of each page but the first is lost",
        CursorSkips "cursor-skips" "pages-join" "the first supplier of each page but the first is lost",
        CursorEndsEarly "cursor-ends-early" "pages-join" "suppliers have two pages at most",
        CursorCrashes "cursor-crashes" "no-server-error" "a cursor of suppliers that was never given makes the service fail",
        CursorCircles "cursor-circles" "pages-join" "the last page of suppliers leads to the first",
        PastTheEnd "past-the-end" "past-the-end-empty" "past the end of the parts the last one is shown again",
        FilterIgnored "filter-ignored" "filter-kept" "parts are listed whatever they are made of",
        OneValueUnfiltered "one-value-unfiltered" "filter-kept" "who asks for parts of brass gets all of them",
        FilterInverted "filter-inverted" "filter-kept" "shipments of all other parts are listed",
        BoundExclusive "bound-exclusive" "filter-complete" "parts that weigh exactly as much as asked for are not listed",
        PrefixAnywhere "prefix-anywhere" "filter-kept" "names of parts that contain what they should begin with are listed",
        TagSubstring "tag-substring" "filter-kept" "parts with a tag that contains the one asked for are listed",
        AfterIncludes "after-includes" "filter-kept" "a shipment that was created at the moment itself is listed",
        FirstValueOnly "first-value-only" "filter-complete" "of several states only the first counts",
        SortIgnored "sort-ignored" "order-kept" "parts are listed by sku, whatever is asked for",
        DescendingIgnored "descending-ignored" "order-kept" "parts are never listed from the last to the first",
        NumbersAsText "numbers-as-text" "order-kept" "weights are compared as texts",
        CollectionsMixed "collections-mixed" "listed-after-create" "below a part the notes of all parts are listed",
        ParentUnchecked "parent-unchecked" "absent-not-found" "below a part that does not exist there is an empty list of notes",
        TotalOfPage "total-of-page" "total-right" "the number of parts is that of the page",
        TotalUnfiltered "total-unfiltered" "total-right" "the number of parts is that of all, whatever the filter",
        DefaultLimit "default-limit" "pages-full" "without a limit a page of parts has three",
    }
}
