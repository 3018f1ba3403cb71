//! What holds for whatever a repository throws at the parsers, a file for each of them.
//!
//! Each takes any bytes and panics where something does not hold. The tests beside run them over
//! seeds and over what was found before; `tests/fuzz` lets libFuzzer look for more. They use nothing
//! but the public face of the library.

pub mod code_owners;
pub mod front_matter;
pub mod org;
pub mod redlines;
pub mod trailers;

use std::ops::Range;

use zola_handbook::diagnostics::{Diagnostics, Format, Place, Source, Style, render};

/// What parts two texts in the input of a property that takes two.
const BETWEEN: &str = "\n=====\n";

fn two_texts(data: &[u8]) -> (String, String) {
    let text = String::from_utf8_lossy(data);
    let (one, other) = text.split_once(BETWEEN).unwrap_or((&text, ""));
    (one.to_owned(), other.to_owned())
}

/// Every place is inside its text, and every format can show the whole, each in its own language.
fn can_be_shown(problems: &Diagnostics) {
    for problem in problems.iter() {
        let related = problem.related.iter().map(|(place, _)| place);
        problem.place.iter().chain(related).for_each(is_inside);
    }
    let plain = Style::default();
    for width in [1, 80] {
        for colour in [false, true] {
            let shown =
                render(problems, Format::Human, Style { colour, width, ..Style::default() });
            assert_eq!(shown.is_empty(), problems.is_empty());
        }
    }
    for format in [Format::Json, Format::Sarif] {
        let shown = render(problems, format, plain);
        serde_json::from_str::<serde_json::Value>(&shown).expect("JSON");
    }
    for format in [Format::Human, Format::Short, Format::Github] {
        let shown = render(problems, format, plain);
        let steers = |one: char| one.is_control() && one != '\n' && one != '\t';
        assert!(!shown.contains(steers), "{format:?} lets a control character through");
    }
    // A line for each finding, whatever its words hold.
    assert_eq!(render(problems, Format::Short, plain).lines().count(), problems.len());
    assert_eq!(render(problems, Format::Github, plain).lines().count(), problems.len());
}

fn is_inside(place: &Place) {
    if let Some(span) = &place.span {
        is_text(&place.source, span);
    }
}

fn is_text(source: &Source, span: &Range<usize>) {
    assert!(source.text.get(span.clone()).is_some(), "{span:?} is no text of {}", source.path);
}
