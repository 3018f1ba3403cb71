//! What a commit says of itself: its author, its subject, its trailers.

use zola_handbook::audit::{Named, Who};
use zola_handbook::email::{Email, taken_out};
use zola_handbook::escape::straight;
use zola_handbook::history::Said;

use super::two_texts;

const HEADER: &str = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n";

/// Any bytes as a commit: its author, five signs of equality on a line, its message.
pub fn holds(data: &[u8]) {
    let (author, message) = two_texts(data);
    let author = author.replace(['\n', '\0'], " ");
    let raw = format!(
        "{HEADER}author {author} 1700000000 +0000\ncommitter C <c@x> 1700000000 +0000\n\n{message}"
    );
    let said = Said::read(raw.as_bytes(), None).expect("a commit");
    drop(Said::read(data, Some(data)));
    assert!(!said.subject.contains('\n'), "a subject is one line");

    let mut shown = vec![straight(&taken_out(&said.subject)).into_owned(), name(&said.author.name)];
    for trailer in &said.trailers {
        assert!(message.contains(trailer.token.as_str()), "a trailer is in the message");
        shown.push(name(&trailer.value));
    }
    for shown in shown {
        assert!(!holds_address(&shown), "{shown:?} holds an address");
    }
    // Nothing that is printed of it shows an address of a field.
    let printed = format!(
        "{:?}{:?}",
        said.author.email,
        said.trailers.iter().map(|it| &it.email).collect::<Vec<_>>()
    );
    assert!(!printed.contains('@'), "{printed}");

    // An address in brackets at a trailer's end is known again, and goes nowhere else.
    for line in message.lines().filter(|line| line.starts_with("Reviewed-by: ")) {
        let Some((_, address)) =
            line.trim_end().strip_suffix('>').and_then(|it| it.rsplit_once('<'))
        else {
            continue;
        };
        let email = Email::new(address);
        let theirs = said
            .trailers
            .iter()
            .filter(|it| it.email.as_ref().is_some_and(|it| it.same_as(&email)));
        for trailer in theirs.filter(|_| address.contains('@')) {
            let whole = format!("<{}>", address.trim());
            assert!(!name(&trailer.value).contains(&whole), "{:?}", trailer.value);
        }
    }
}

/// A name as every answer gives it.
fn name(text: &str) -> String {
    let who = Who { name: text.to_owned(), ..Who::default() };
    straight(&Named::of(&who).name).into_owned()
}

/// Whether a text has an address in it, found without a pattern: something before an `@` that is no
/// space, and behind it two parts of a host with a full stop between them, the last with letters.
fn holds_address(text: &str) -> bool {
    let part = |one: char| one.is_alphanumeric() || one == '-' || one == '_';
    text.match_indices('@').any(|(at, _)| {
        let mut back = text[..at].chars().rev();
        let before = back.next();
        // A quote that opens stands before the mention of an account.
        let closes = before == Some('"') && back.next().is_some_and(|one| !one.is_whitespace());
        let host: String =
            text[at + 1..].chars().take_while(|one| part(*one) || *one == '.').collect();
        let host = host.trim_end_matches('.');
        let whole = host.split('.').all(|label| !label.is_empty());
        let last = host.rsplit_once('.').map(|(_, last)| last);
        (closes || before.is_some_and(|one| part(one) || one == '.'))
            && whole
            && last.is_some_and(|last| last.chars().any(char::is_alphabetic))
    })
}
