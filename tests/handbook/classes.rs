//! What a change is, read from two texts.

use zola_handbook::audit::{Class, Signal, Vocabulary, classify, read_change, redline};

/// What was changed, from what, to what, and what that is.
const PAIRS: &[(&str, &str, &str, Class)] = &[
    ("nothing", "a b\n", "a b\n", Class::None),
    ("a line was broken", "Take a day off.\n", "Take a\nday off.\n", Class::Formatting),
    ("trailing space", "Take a day off.\n", "Take a day off.   \n\n", Class::Formatting),
    ("emphasis", "Take a day off.\n", "Take a **day** off.\n", Class::Formatting),
    ("a list's marks", "* one\n* two\n", "- one\n- two\n", Class::Formatting),
    ("a heading's level", "# Pay\n\nWe pay.\n", "## Pay\n\nWe pay.\n", Class::Formatting),
    ("a paragraph was parted", "One. Two.\n", "One.\n\nTwo.\n", Class::Formatting),
    (
        "a table was aligned",
        "|a|b|\n|-|-|\n|1|2|\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        Class::Formatting,
    ),
    ("a comment", "Text\n", "<!-- note -->\n\nText\n", Class::Formatting),
    ("a title", "---\ntitle: A\n---\nText\n", "---\ntitle: B\n---\nText\n", Class::Metadata),
    ("a title was added", "Text\n", "+++\ntitle = \"B\"\n+++\nText\n", Class::Metadata),
    ("a link's target", "See [pay](a.md).\n", "See [pay](b.md).\n", Class::Links),
    ("a link around a word", "See pay.\n", "See [pay](b.md).\n", Class::Links),
    (
        "an address in the text",
        "See https://a.example/x.\n",
        "See https://b.example/y.\n",
        Class::Links,
    ),
    ("an image's file", "![Pay](a.png)\n", "![Pay](b.png)\n", Class::Links),
    ("a typing error", "You recieve it.\n", "You receive it.\n", Class::Spelling),
    ("capitals", "Ask the People Team.\n", "Ask the people team.\n", Class::Spelling),
    ("a comma", "If so ask.\n", "If so, ask.\n", Class::Spelling),
    ("a hyphen", "Well being matters.\n", "Well-being matters.\n", Class::Spelling),
    ("British for American", "We organize it.\n", "We organise it.\n", Class::Spelling),
    ("a contraction", "You do not pay.\n", "You don't pay.\n", Class::Spelling),
    ("a word twice", "Ask the the team.\n", "Ask the team.\n", Class::Spelling),
    ("an article", "Ask a officer.\n", "Ask an officer.\n", Class::Spelling),
    ("an apostrophe", "Its the companys own.\n", "It's the company's own.\n", Class::Spelling),
    ("an article left out", "Refer candidate.\n", "Refer a candidate.\n", Class::Spelling),
    ("two words as one", "Ask at the meet up.\n", "Ask at the meetup.\n", Class::Spelling),
    ("a space that is missing", "Be clear,and brief.\n", "Be clear, and brief.\n", Class::Spelling),
    (
        "a space in the wrong place",
        "Set scope wit hminimal help.\n",
        "Set scope with minimal help.\n",
        Class::Spelling,
    ),
    ("commas in a figure", "Up to $1000 a year.\n", "Up to $1,000 a year.\n", Class::Spelling),
    ("a link that failed", "See [a] (https://x.org).\n", "See [a](https://x.org).\n", Class::Links),
    ("a space at a bracket", "Maker(Level 3)\n", "Maker (Level 3)\n", Class::Formatting),
    (
        "a heading's space",
        "##Pay\n\nYou are paid.\n",
        "## Pay\n\nYou are paid.\n",
        Class::Formatting,
    ),
    ("an empty box", "- [] Keys\n", "- [ ] Keys\n", Class::Formatting),
    (
        "an address went",
        "- https://a.org\n- https://b.org\n",
        "- https://b.org\n",
        Class::Substantive,
    ),
    ("few and a few", "Few people stay.\n", "A few people stay.\n", Class::Substantive),
    ("both words are right", "Contact the team.\n", "Contract the team.\n", Class::Substantive),
    ("a word", "You may leave.\n", "You must leave.\n", Class::Substantive),
    ("a negation", "You can leave.\n", "You can't leave.\n", Class::Substantive),
    ("one letter, another word", "Maternity leave.\n", "Paternity leave.\n", Class::Substantive),
    ("one letter, the opposite", "We hire people.\n", "We fire people.\n", Class::Substantive),
    ("a comparison", "If < 5 days.\n", "If > 5 days.\n", Class::Substantive),
    ("a currency beside its figure", "Up to £ 50.\n", "Up to $ 50.\n", Class::Substantive),
    ("words struck out", "You must pay.\n", "You ~~must~~ pay.\n", Class::Substantive),
    ("a comma in a figure", "Up to 1,5 days.\n", "Up to 15 days.\n", Class::Substantive),
    ("what one has to do", "You have to leave.\n", "You have leave.\n", Class::Substantive),
    ("two negations", "You may not not go.\n", "You may not go.\n", Class::Substantive),
    ("an unclear slip", "You may ot go.\n", "You may not go.\n", Class::Substantive),
    (
        "a word that stands twice, but not in one sentence",
        "Thank you from Basecamp\n\n## Basecamp Gift\n",
        "Thank you from Basecamp\n\n## Gift\n",
        Class::Substantive,
    ),
    (
        "a figure in HTML after a mark that is no tag",
        "<div>\nIf you earn < 50000 pounds you get 10 days of leave.\n</div>\n",
        "<div>\nIf you earn < 50000 pounds you get 2 days of leave.\n</div>\n",
        Class::Substantive,
    ),
    (
        "words behind a tag that never ends",
        "<div>\nSee <b and 10 days.\n",
        "<div>\nSee <b and 2 days.\n",
        Class::Substantive,
    ),
    (
        "HTML that is hidden",
        "<p>\nPay ten.\n</p>\n",
        "<p hidden>\nPay ten.\n</p>\n",
        Class::Substantive,
    ),
    (
        "HTML's classes",
        "<p>\nPay ten.\n</p>\n",
        "<p class=\"x\">\nPay ten.\n</p>\n",
        Class::Formatting,
    ),
    ("an amount", "Up to £50.\n", "Up to £500.\n", Class::Substantive),
    ("a point in an amount", "Up to £50.00.\n", "Up to £5000.\n", Class::Substantive),
    ("a figure's mark", "Pay 1.5 days.\n", "Pay 15 days.\n", Class::Substantive),
    (
        "a word beside a title",
        "---\ntitle: A\n---\nmay\n",
        "---\ntitle: B\n---\nmust\n",
        Class::Substantive,
    ),
    ("the order", "one\n\ntwo\n", "two\n\none\n", Class::Substantive),
    ("a box was ticked", "- [ ] done\n", "- [x] done\n", Class::Substantive),
    ("code", "`a`\n", "`b`\n", Class::Substantive),
    ("a name", "Ask Ada.\n", "Ask Bob.\n", Class::Substantive),
    ("typos and an amount", "You recieve £5.\n", "You receive £6.\n", Class::Substantive),
];

#[test]
fn each_kind_of_change_is_told_by_its_two_texts() {
    for (what, before, after, class) in PAIRS {
        assert_eq!(classify(Some(before), Some(after)), *class, "{what}");
    }
}

#[test]
fn words_that_are_a_letter_or_a_space_apart_are_no_spelling() {
    for (one, other) in [
        ("retired", "rehired"),
        ("prescribed", "proscribed"),
        ("vested", "vetted"),
        ("unpaid", "unlaid"),
        ("untied", "united"),
        ("listed", "lifted"),
        ("causal", "casual"),
        ("marital", "martial"),
        ("not able", "notable"),
        ("re-sign", "resign"),
        ("may be", "maybe"),
        ("over time", "overtime"),
        ("in valid", "invalid"),
        ("no table", "not able"),
        ("a part", "apart"),
        ("with out", "without"),
    ] {
        let text = |word: &str| format!("They are {word} today.\n");
        for (before, after) in [(one, other), (other, one)] {
            let class = classify(Some(&text(before)), Some(&text(after)));
            assert_eq!(class, Class::Substantive, "{before} → {after}");
        }
    }
}

#[test]
fn a_long_word_with_a_letter_astray_is_put_right_where_it_was_no_other_word() {
    let change = |before: &str, after: &str| {
        let text = |word: &str| format!("They need {word} today.\n");
        classify(Some(&text(before)), Some(&text(after)))
    };
    for (before, after) in [("favoriute", "favourite"), ("Favoriutes", "favourites")] {
        assert_eq!(change(before, after), Class::Spelling, "{before} → {after}");
        // Nobody makes a right word wrong knowing what it is.
        assert_eq!(change(after, before), Class::Substantive, "{after} → {before}");
    }
    for (one, other) in [
        ("complaint", "compliant"),
        ("resorting", "restoring"),
        ("regrading", "regarding"),
        ("brasserie", "brassiere"),
        ("conversation", "conservation"),
        ("preformed", "performed"),
        ("parental", "prenatal"),
        // A letter that is another one may make another word, however long.
        ("meditations", "medications"),
        ("collusion", "collision"),
        ("intestate", "interstate"),
    ] {
        for (before, after) in [(one, other), (other, one)] {
            assert_eq!(change(before, after), Class::Substantive, "{before} → {after}");
        }
    }
}

#[test]
fn a_page_that_begins_or_ends_is_created_or_removed() {
    assert_eq!(classify(None, Some("a")), Class::Created);
    assert_eq!(classify(Some("a"), None), Class::Removed);
}

fn signals(before: &str, after: &str) -> Vec<Signal> {
    let finding = read_change(Some(before), Some(after), &Vocabulary::default());
    finding.signals.into_iter().collect()
}

#[test]
fn names_and_teams_in_passing_are_no_signals() {
    assert_eq!(signals("Basecamp pays.", "37signals pays."), []);
    assert_eq!(signals("Ask us.", "Ask your team."), []);
    assert_eq!(signals("Ask us.", "Ask the Ops team."), [Signal::Team]);
    assert_eq!(signals("Travel.", "Travel once a year."), [Signal::Number]);
    let hours = signals("From Monday to Friday.", "From Monday to Friday (40 hours).");
    assert_eq!(hours, [Signal::Number]);
}

#[test]
fn a_number_of_a_list_and_a_way_to_go_are_no_signals() {
    for (words, expected) in [
        ("See #1.", vec![]),
        ("See issue #12 (#1072).", vec![]),
        ("Take 1.", vec![Signal::Number]),
        ("The limit is 12 (3 for guests).", vec![Signal::Number]),
        ("Head for a walk.", vec![]),
        ("We head out, and head to lunch.", vec![]),
        ("It often leads to delays.", vec![]),
        ("Eat. Head to the desk, then head for home.", vec![]),
        ("People head to town.", vec![]),
        ("The sales head to approve.", vec![Signal::Role]),
        ("Ask the finance head for approval.", vec![Signal::Role]),
        ("Ask your head for leave.", vec![Signal::Role]),
        ("Ask the team's head to agree.", vec![Signal::Role]),
        ("Ask the Head of Delivery.", vec![Signal::Role]),
        ("Ask heads of delivery.", vec![Signal::Role]),
        ("Ask product leads to agree.", vec![Signal::Role]),
        ("Ask your lead to agree.", vec![Signal::Role]),
        ("A lead agrees.", vec![Signal::Role]),
    ] {
        assert_eq!(signals("Text.\n", &format!("Text.\n\n{words}\n")), expected, "{words}");
    }
}

#[test]
fn what_rules_are_made_of_is_told() {
    for (before, after, expected) in [
        ("Up to £50.\n", "Up to £500.\n", vec![Signal::Amount]),
        ("Up to 50 EUR.\n", "Up to 60 EUR.\n", vec![Signal::Amount]),
        ("Take 25 days.\n", "Take 28 days.\n", vec![Signal::Number]),
        ("Take two days.\n", "Take three days.\n", vec![Signal::Number]),
        ("By 2 April.\n", "By 3 April.\n", vec![Signal::Date]),
        ("From 2024-01-01.\n", "From 2025-01-01.\n", vec![Signal::Date]),
        ("You may go.\n", "You must go.\n", vec![Signal::Modal]),
        ("You can go.\n", "You can't go.\n", vec![Signal::Modal]),
        ("Ask your manager.\n", "Ask your director.\n", vec![Signal::Role]),
        ("Ask the committee.\n", "Ask somebody.\n", vec![Signal::Team]),
        ("Ask nicely.\n", "Ask kindly.\n", vec![]),
        // A passage that moved says the same.
        (
            "Pay is £50 a day here.\n\nThe second is another one.\n",
            "The second is another one.\n\nPay is £50 a day here.\n",
            vec![],
        ),
    ] {
        assert_eq!(signals(before, after), expected, "{before:?} → {after:?}");
    }
}

#[test]
fn two_amounts_that_changed_places_are_a_signal() {
    let found = signals(
        "Leads get £50 a day.\n\nOthers get £60 a day.\n",
        "Leads get £60 a day.\n\nOthers get £50 a day.\n",
    );
    assert_eq!(found, [Signal::Amount]);
}

#[test]
fn words_and_sections_are_counted_where_they_changed() {
    let before = "# Pay\n\nIntro.\n\n## Sick pay\n\nYou get ten days.\n\n## Other\n\nSame.\n";
    let after =
        "# Pay\n\nIntro.\n\n## Sick pay\n\nYou get twelve full days.\n\n## Other\n\nSame.\n";
    let finding = read_change(Some(before), Some(after), &Vocabulary::default());
    assert_eq!(finding.sections, ["Pay > Sick pay"]);
    assert_eq!((finding.words_added, finding.words_removed), (2, 1));
}

#[test]
fn the_words_of_two_paragraphs_that_became_one_stay_apart() {
    let both =
        redline(Some("We pay. Never late\n\nalso. We pay more"), Some("We pay. We pay more"));
    let text: Vec<String> =
        both.parts.iter().map(|part| part.runs.iter().map(|run| &*run.text).collect()).collect();
    assert_eq!(text, ["We pay. Never late also. We pay more"]);
    let gone = redline(Some("The days are few."), Some("Days are few."));
    assert_eq!(gone.without_removed().parts[0].runs[0].text, "Days");
}

mod properties {
    use proptest::prelude::*;
    use zola_handbook::audit::{Class, Mark, classify, redline};

    fn texts() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            "[a-z]{1,6}",
            Just("#".to_owned()),
            Just("-".to_owned()),
            Just("\n\n".to_owned()),
            Just("|".to_owned()),
            Just("£50".to_owned()),
            Just(". The".to_owned()),
            Just("<b>".to_owned()),
            Just("[a](b)".to_owned()),
            Just("```\n".to_owned()),
        ];
        proptest::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn a_text_and_itself_differ_by_nothing(text in texts()) {
            prop_assert_eq!(classify(Some(&text), Some(&text)), Class::None);
            prop_assert!(redline(Some(&text), Some(&text)).is_empty());
        }

        #[test]
        fn a_redline_holds_the_words_of_both_texts(old in texts(), new in texts()) {
            let both = redline(Some(&old), Some(&new));
            let words = |marks: [Mark; 2]| -> Vec<String> {
                let moved_away = |what: &zola_handbook::audit::What| {
                    matches!(what, zola_handbook::audit::What::MovedAway(_))
                };
                let parts = both.parts.iter().filter(|part| !moved_away(&part.what));
                let runs = parts.flat_map(|part| &part.runs);
                let runs = runs.filter(|run| marks.contains(&run.mark));
                let text = runs.map(|run| run.text.clone()).collect::<Vec<_>>().join(" ");
                let mut words: Vec<_> = text
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned)
                    .collect();
                words.sort();
                words
            };
            // Targets of links that stayed are left out, so that only the texts' words are counted.
            let whole = |text: &str| {
                let all = redline(None, Some(text));
                let mut words: Vec<_> = all.parts.iter().flat_map(|part| &part.runs)
                    .flat_map(|run| run.text.split(|c: char| !c.is_alphanumeric()))
                    .filter(|word| !word.is_empty() && *word != "b")
                    .map(str::to_owned).collect();
                words.sort();
                words
            };
            let without_b = |mut words: Vec<String>| { words.retain(|word| word != "b"); words };
            prop_assert_eq!(without_b(words([Mark::Same, Mark::Added])), whole(&new));
            prop_assert_eq!(without_b(words([Mark::Same, Mark::Removed])), whole(&old));
        }
    }
}
