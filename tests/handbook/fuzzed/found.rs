//! What was found once, made small.

use super::properties::{code_owners, front_matter, redlines, trailers};

#[test]
fn a_line_for_pages_takes_in_no_markdown_outside_the_content() {
    code_owners::holds(b"file README.md\npage 1 a\npage 1 b\n");
}

#[test]
fn braces_in_a_name_are_no_alternatives() {
    code_owners::holds(b"file {a,b}.rs\ncode 1 \\{*\n");
    code_owners::holds(b"page 1 {a,b}/x\npage 2 a/x\n");
}

#[test]
fn a_name_may_end_with_a_space() {
    code_owners::holds(b"file a \ncode 3 **\n");
}

#[test]
fn a_name_that_cannot_be_written_takes_no_other_file() {
    code_owners::holds(b"page 1 p\x01y\npage 0 pay\npage 0 x\n");
    code_owners::holds(b"page 1 b\x01d/x\npage 1 b\x01d/z\npage 2 bad/y\n");
    code_owners::holds(b"file p\x01y.rs\nfile pay.rs\ncode 1 p\x01y.rs\n");
    code_owners::holds("page 1 a\u{9d}\npage 2 ab\npage 0 abc\n".as_bytes());
}

#[test]
fn an_address_needs_no_quote_that_opens() {
    trailers::holds(b"A <a@x>\n=====\na@\"@c.example\n");
    trailers::holds(b"A <a@x>\n=====\na]>\"@q.1z\n");
}

#[test]
fn an_address_in_brackets_may_have_a_space_in_it() {
    trailers::holds(b"A <a@x>\n=====\nX\n\nReviewed-by: Bob <b q@x><b q@x>\n");
}

#[test]
fn a_host_may_be_of_any_letters() {
    trailers::holds("A <a@x>\n=====\ne@-bye.\u{36a}\n".as_bytes());
}

#[test]
fn seven_pluses_hold_no_end_of_a_block() {
    front_matter::holds(b"{\"t+++++++\": \"+++++++\"}\n");
}

#[test]
fn a_folder_that_is_called_as_a_page_holds_files_that_are_none() {
    code_owners::holds(b"file content/old.md/logo.svg\npage 1 pay\npage 1 leave\n");
    code_owners::holds(b"file content/old.md/logo.svg\npage 1 old.md/in\npage 1 leave\n");
}

#[test]
fn what_is_changed_in_its_place_stands_in_the_order_of_both_texts() {
    redlines::holds(
        b"Yrecmo/nth for lunch. Ask us.\n\n- one h for lunch. Ask us.\n\n- one day\n- two d[ays\n\
          =====\n# Pacmonth for lunch. Ask us\n=====\n#it.\n",
    );
}

#[test]
fn a_word_that_reads_as_where_a_link_leads_is_shown() {
    redlines::holds(b"Ask [pay\x1d(a.md) us.\n=====\nAsk [pay](a.md) us.\n");
    redlines::holds(b"The rule [pay\x1d(a.md).\n=====\nThe rule [pay](a.md).\n");
}
