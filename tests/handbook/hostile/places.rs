//! Whatever the text, each place shows it and obeys nothing in it. Each is read back by the parser
//! of that place, which is not ours.

use std::io::Write as _;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use scraper::{Html as Parsed, Selector};
use zola_handbook::escape::{
    Cell, Escaped, Html, Markdown, Message, PatchPath, Property, XmlText, drawn, to_json, visible,
};
use zola_handbook::metadata::WebAddress;
use zola_handbook::root::RepoPath;

use crate::support::attack::{ATTACKS, is_unseen};

/// Attacks, pieces of them, and anything else.
pub fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(
        ATTACKS
            .into_iter()
            .chain([
                "<",
                ">",
                "&",
                "\"",
                "'",
                "`",
                "[",
                "](",
                ")",
                "!",
                "{{",
                "{%",
                "%}",
                "\\",
                "\r\n",
                "\n",
                "\n\n",
                "::",
                "%0A",
                "%",
                ",",
                ":",
                "=",
                "+",
                "-",
                "@a",
                "#1",
                "*",
                "_",
                "~~",
                "|",
                "$x$",
                "1. ",
                "- ",
                "www.a.org",
                "https://a.org",
                "\u{1b}[31m",
                "\u{202e}",
                "\u{fffe}",
                "\0",
                "\u{85}",
                "\t",
                "<!--",
                "-->",
                "</script",
                "]]>",
                "&amp;",
                "&#",
            ])
            .collect::<Vec<_>>(),
    );
    let piece =
        prop_oneof![3 => piece.prop_map(str::to_owned), 1 => "\\PC{0,4}", 1 => "(?s).{0,3}"];
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

/// The text of what is parsed, and how many elements it has.
fn parsed(html: &str) -> (String, usize) {
    let parsed = Parsed::parse_fragment(html);
    let elements = parsed.select(&Selector::parse("*").unwrap()).count() - 1;
    (parsed.root_element().text().collect(), elements)
}

/// What HTML, XML and Markdown can show of a text.
fn showable(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let none = |c: char| matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars()
        .filter(|c| "\t\n\r".contains(*c) || !(c.is_control() || turns(*c) || none(*c)))
        .collect()
}

proptest! {
    #[test]
    fn html_shows_the_text_and_has_no_element_of_it(text in text()) {
        let escaped = Escaped::<Html>::of(&text);
        let (shown, elements) = parsed(&format!("<p>{escaped}</p>"));
        prop_assert_eq!(elements, 1, "{}", escaped);
        prop_assert_eq!(shown, showable(&text));
        prop_assert!(!escaped.as_str().contains(['{', '}', '\n']), "{}", escaped);
    }

    #[test]
    fn an_attribute_holds_the_text_and_nothing_beside_it(text in text()) {
        let escaped = Escaped::<Html>::of(&text);
        for quote in ['"', '\''] {
            let html = format!("<a title={quote}{escaped}{quote}>x</a>");
            let parsed = Parsed::parse_fragment(&html);
            let link = parsed.select(&Selector::parse("a").unwrap()).next().unwrap().value().clone();
            prop_assert_eq!(link.attrs().count(), 1);
            prop_assert_eq!(link.attr("title").unwrap(), showable(&text));
        }
    }

    #[test]
    fn an_address_in_the_web_ends_no_attribute_and_no_line(text in text()) {
        if let Some(address) = WebAddress::new(&format!("https://a.org/{text}")) {
            for quote in ["\"", "'", "", "`"] {
                let parsed = Parsed::parse_fragment(&format!("<a href={quote}{address}{quote}>x</a>"));
                let elements: Vec<_> = parsed.select(&Selector::parse("body *, a").unwrap()).collect();
                prop_assert_eq!(elements.len(), 1, "{}", address);
                prop_assert_eq!(elements[0].value().attrs().count(), 1, "{}", address);
            }
        }
    }

    #[test]
    fn markdown_shows_the_text_and_calls_nobody(text in text(), in_table in any::<bool>()) {
        let escaped = Escaped::<Markdown>::of(&text);
        let markdown = match in_table {
            true => format!("| a |\n| --- |\n| {escaped} |\n"),
            false => format!("> {escaped}\n>\n"),
        };
        let events: Vec<_> = Parser::new_ext(&markdown, Options::all()).collect();
        let mut shown = String::new();
        for event in events {
            match event {
                Event::Text(words) => shown.push_str(&words),
                Event::SoftBreak => shown.push(' '),
                Event::Start(Tag::Paragraph | Tag::BlockQuote(_) | Tag::Table(_)
                    | Tag::TableHead | Tag::TableRow | Tag::TableCell) | Event::End(_) => {}
                other => prop_assert!(false, "{other:?} in {markdown:?}"),
            }
        }
        // No mention and no reference is left in the finished text.
        let called = regex::Regex::new(r"[@#]\w").unwrap();
        prop_assert!(!called.is_match(&shown), "{shown}");
        // Nor an address that a forge would make a link of.
        prop_assert!(!markdown.to_lowercase().contains("www.") && !markdown.contains("://"));
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let head = if in_table { "a" } else { "" };
        prop_assert_eq!(letters(&shown), letters(&format!("{head}{}", showable(&text))));
    }

    #[test]
    fn an_address_in_markdown_leads_where_it_says_or_is_text(
        scheme in prop::sample::select(vec!["https://", "http://", "javascript:", "HTTPS://", ""]),
        text in text(),
    ) {
        let address = format!("{scheme}{text}");
        let escaped = Escaped::<Markdown>::new().raw("[x] ").address(&address);
        let markdown = format!("> {escaped}\n>\n");
        let mut shown = String::new();
        for event in Parser::new_ext(&markdown, Options::all()) {
            match event {
                Event::Text(words) => shown.push_str(&words),
                Event::SoftBreak => shown.push(' '),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    prop_assert_eq!(&*dest_url, address.as_str(), "{}", markdown);
                    prop_assert!(address.starts_with("http"), "{}", markdown);
                }
                Event::Start(Tag::Paragraph | Tag::BlockQuote(_)) | Event::End(_) => {}
                other => prop_assert!(false, "{other:?} in {markdown:?}"),
            }
        }
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(&shown), letters(&format!("x{}", showable(&address))));
    }

    #[test]
    fn a_cell_is_one_cell_and_no_formula(text in text()) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record([Cell::of("before"), Cell::of(&text), Cell::of("after")]).unwrap();
        let written = writer.into_inner().unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&written[..]);
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(rows.len(), 1);
        prop_assert_eq!(rows[0].len(), 3);
        let seen = rows[0][1].trim_start_matches(|c: char| c.is_whitespace() || is_unseen(c));
        prop_assert!(!seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{seen:?}");
        prop_assert!(!rows[0][1].contains(char::is_control));
    }

    #[test]
    fn a_feed_holds_the_text_in_xml(text in text()) {
        use atom_syndication::{Entry, Feed, Text};
        let entry = Entry {
            title: Text::plain(XmlText::of(&text).into_string()),
            ..Entry::default()
        };
        let written = Feed { entries: vec![entry], ..Feed::default() }.to_string();
        let read = Feed::read_from(written.as_bytes()).unwrap();
        prop_assert_eq!(read.entries.len(), 1);
        let held = |text: &str| text.replace(['\n', '\r', '\t'], "").trim().to_owned();
        prop_assert_eq!(held(read.entries[0].title.as_str()), held(&showable(&text)));
    }

    #[test]
    fn a_workflow_command_is_one_command_with_that_message(text in text(), other in text()) {
        let property = Escaped::<Property>::of(&other);
        let message = Escaped::<Message>::of(&text);
        let line = format!("::error file={property},line=1::{message}");
        prop_assert!(!line.contains(['\n', '\r']), "{line}");
        // As the runner reads it: properties until the first `::` after the command's name.
        let (properties, rest) = line["::error ".len()..].split_once("::").unwrap();
        let properties: Vec<_> = properties.split(',').collect();
        prop_assert_eq!(properties.len(), 2, "{:?}", properties);
        prop_assert_eq!(properties[1], "line=1");
        let read = rest.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
        let wanted: Vec<_> = text.split('\n').map(visible).collect();
        prop_assert_eq!(read, wanted.join("\n"));
    }

    #[test]
    fn a_terminal_is_given_nothing_to_obey(text in text(), colours in any::<bool>()) {
        prop_assert!(!visible(&text).contains(is_unseen));
        let seen = visible(&text).into_owned();
        prop_assert_eq!(visible(&seen), seen.as_str());
        let left = drawn(&text, colours);
        let colour = regex::Regex::new("\u{1b}\\[[0-9;]*m").unwrap();
        let bare = if colours { colour.replace_all(&left, "") } else { (&*left).into() };
        prop_assert!(!bare.contains(|c| c != '\n' && is_unseen(c)), "{bare:?}");
        // What is already fit to print stays as it is.
        prop_assert_eq!(&*drawn(&left, colours), &*left);
    }

    #[test]
    fn json_reads_back_the_same_and_neither_steers_nor_ends_a_script(text in text()) {
        let written = to_json(&serde_json::json!({ &text: [&text] }));
        prop_assert!(!written.contains(|c| c != '\n' && is_unseen(c)), "{written:?}");
        prop_assert!(!written.contains('<'));
        let read: serde_json::Value = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(&read[&text][0], &text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn git_finds_one_file_of_that_name_in_a_patch(text in text()) {
        let part = |part: &str| !matches!(part, "" | "." | "..");
        let name = text.replace('\0', " ");
        let name: Vec<&str> = name.split('/').filter(|one| part(one)).collect();
        let name = RepoPath::new(&name.join("/")).unwrap();
        prop_assume!(!name.is_root());
        let (old, new) = (PatchPath::of('a', name.as_str()), PatchPath::of('b', name.as_str()));
        let (old, new) = (old.as_str(), new.as_str());
        let patch = format!(
            "diff --git {old} {new}\n--- {old}\n+++ {new}\n@@ -1 +1 @@\n-one\n+other\n"
        );
        prop_assert_eq!(patch.lines().count(), 6, "{}", patch);
        prop_assert_eq!(numbers_of(&patch), format!("1\t1\t{name}\0"), "{}", patch);
    }
}

/// What git takes a patch for: lines added and taken out, and the name of each file.
fn numbers_of(patch: &str) -> String {
    let mut git = Command::new("git")
        .args(["apply", "--numstat", "-z", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    git.stdin.take().unwrap().write_all(patch.as_bytes()).unwrap();
    String::from_utf8(git.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn colours_pass_and_what_hides_or_moves_does_not() {
    assert_eq!(drawn("\u{1b}[1;31merror\u{1b}[0m\n", true), "\u{1b}[1;31merror\u{1b}[0m\n");
    assert_eq!(drawn("\u{1b}[8mhidden\u{1b}[0m", true), "␛[8mhidden\u{1b}[0m");
    assert_eq!(drawn("\u{1b}[2J\u{1b}]0;x\u{7}", true), "␛[2J␛]0;x␇");
    assert_eq!(drawn("\u{1b}[31mred", false), "␛[31mred");
}

#[test]
fn what_hides_is_known_however_its_number_is_written() {
    for code in [
        "8",
        "08",
        "008",
        "1;08",
        "07",
        "007",
        "05",
        "38;5;0",
        "48;2;0;0;0",
        "30;40",
        "99999999999",
    ] {
        let text = format!("\u{1b}[{code}mhidden");
        assert_eq!(drawn(&text, true), format!("␛[{code}mhidden"));
    }
    for code in ["", "0", "1;4", "01;031", "2", "39", "90", "97;1"] {
        let text = format!("\u{1b}[{code}mshown");
        assert_eq!(drawn(&text, true), text);
    }
}

#[test]
fn carets_raise_no_words_in_markdown() {
    assert_eq!(Escaped::<Markdown>::of("x^2^").as_str(), "x\\^2\\^");
}
