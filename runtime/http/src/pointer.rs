//! JSON pointers (RFC 6901).

/// Appends a step to a pointer: the name of a member, whatever its characters are, or the index of an element.
///
/// ```
/// let mut pointer = String::from("/prices");
/// apigen_http::pointer::push(&mut pointer, "a/b");
/// assert_eq!(pointer, "/prices/a~1b");
/// ```
pub fn push(pointer: &mut String, key: &str) {
    pointer.push('/');
    if key.bytes().any(|it| matches!(it, b'~' | b'/')) {
        pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
    } else {
        pointer.push_str(key);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn steps_are_escaped() {
        let mut pointer = String::from("/a");
        super::push(&mut pointer, "b/~c");
        super::push(&mut pointer, "");
        assert_eq!(pointer, "/a/b~1~0c/");
    }
}
