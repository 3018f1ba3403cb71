//! What was found once, made small.

use super::properties::code_owners;

#[test]
fn a_line_for_pages_takes_in_no_markdown_outside_the_content() {
    code_owners::holds(b"file README.md\npage 1 a\npage 1 b\n");
}
