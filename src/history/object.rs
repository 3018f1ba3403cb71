//! A commit as git stores it: a few header lines, an empty line, a message.

use super::id::ObjectId;

/// What the walk needs of a commit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) tree: ObjectId,
    pub(super) parents: Vec<ObjectId>,
    /// When it was committed, in seconds since 1970.
    pub(super) committed: i64,
}

impl Header {
    /// Reads a commit; nothing where it is not one.
    pub(super) fn parse(raw: &[u8]) -> Option<Self> {
        let (mut tree, mut parents, mut committed) = (None, Vec::new(), None);
        for line in lines(header_of(raw)) {
            if let Some(hex) = line.strip_prefix(b"tree ") {
                tree = Some(ObjectId::from_hex_bytes(hex)?);
            } else if let Some(hex) = line.strip_prefix(b"parent ") {
                parents.push(ObjectId::from_hex_bytes(hex)?);
            } else if let Some(text) = line.strip_prefix(b"committer ") {
                committed = Some(Signature::parse(text).seconds);
                break;
            }
        }
        Some(Self { tree: tree?, parents, committed: committed.unwrap_or(0) })
    }
}

/// What is told about a commit that touches the scope; texts are decoded as the commit says, and
/// as well as possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Story {
    pub(super) author: (String, String),
    /// When it was written, in seconds since 1970.
    pub(super) written: i64,
    pub(super) subject: String,
    pub(super) trailers: Vec<(String, String)>,
}

impl Story {
    pub(super) fn parse(raw: &[u8]) -> Self {
        let header = header_of(raw);
        let message = raw.get(header.len() + 1..).unwrap_or_default();
        let field = |name: &[u8]| lines(header).find_map(|line| line.strip_prefix(name));
        let encoding = Encoding::named(field(b"encoding ").unwrap_or_default());
        let author = Signature::parse(field(b"author ").unwrap_or_default());
        let message = encoding.decode(message);
        Self {
            author: (encoding.decode(author.name), encoding.decode(author.email)),
            written: author.seconds,
            subject: subject_of(&message),
            trailers: trailers_of(&message),
        }
    }
}

/// What a commit's signature is made of, and the signature, both as git itself parts them: all but
/// the lines of signatures, in the header alone. Nothing where it has none.
pub(super) fn split_signature(raw: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let header = header_of(raw);
    // Most commits have none, and this look is all that they cost.
    header.windows(8).position(|part| part == b"\ngpgsig ")?;
    let (mut payload, mut signature) = (Vec::with_capacity(raw.len()), Vec::new());
    let (mut ours, mut another) = (false, false);
    for line in header.split_inclusive(|byte| *byte == b'\n') {
        let goes_on = line.strip_prefix(b" ");
        let begins = line.strip_prefix(b"gpgsig ");
        // `gpgsig-sha256` is of the commit's other name, in repositories that have two.
        another = goes_on.map_or(begins.is_none() && line.starts_with(b"gpgsig"), |_| another);
        let part = begins.or(goes_on.filter(|_| ours));
        ours = part.is_some();
        match part {
            Some(part) => signature.extend_from_slice(part),
            None if another => {}
            None => payload.extend_from_slice(line),
        }
    }
    payload.extend_from_slice(raw.get(header.len()..).unwrap_or_default());
    Some((payload, signature))
}

/// Whether who committed is who wrote, by their addresses.
pub(super) fn is_committed_by_author(raw: &[u8]) -> bool {
    let header = header_of(raw);
    let email = |role: &[u8]| {
        let text = lines(header).find_map(|line| line.strip_prefix(role))?;
        Some(Signature::parse(text).email).filter(|email| !email.is_empty())
    };
    email(b"author ").zip(email(b"committer ")).is_some_and(|(a, c)| a.eq_ignore_ascii_case(c))
}

/// The header with the end of its last line.
fn header_of(raw: &[u8]) -> &[u8] {
    let end = raw.windows(2).position(|pair| pair == b"\n\n");
    end.map_or(raw, |end| &raw[..=end])
}

fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| *byte == b'\n')
}

/// `Name <address> seconds zone`.
struct Signature<'c> {
    name: &'c [u8],
    email: &'c [u8],
    seconds: i64,
}

impl<'c> Signature<'c> {
    fn parse(text: &'c [u8]) -> Self {
        // As git does it: the time stands behind the last `>`, the address between the first `<`
        // and the first `>` after it.
        let close = text.iter().rposition(|byte| *byte == b'>').unwrap_or(text.len());
        let open = text[..close].iter().position(|byte| *byte == b'<').unwrap_or(close);
        let inner = text.get(open + 1..close).unwrap_or_default();
        let email = inner.split(|byte| *byte == b'>').next().unwrap_or_default();
        let after = std::str::from_utf8(text.get(close + 1..).unwrap_or_default());
        let seconds = after.ok().and_then(|after| after.split_whitespace().next()?.parse().ok());
        Self {
            name: text[..open].trim_ascii(),
            email: email.trim_ascii(),
            seconds: seconds.unwrap_or(0),
        }
    }
}

#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    /// Every byte is the character of that number.
    Latin1,
}

impl Encoding {
    fn named(name: &[u8]) -> Self {
        let name = name.to_ascii_lowercase();
        match name.as_slice() {
            b"iso-8859-1" | b"iso8859-1" | b"iso_8859-1" | b"latin1" | b"latin-1" | b"cp1252"
            | b"windows-1252" => Self::Latin1,
            _ => Self::Utf8,
        }
    }

    fn decode(self, text: &[u8]) -> String {
        match self {
            Self::Utf8 => String::from_utf8_lossy(text).into_owned(),
            Self::Latin1 => text.iter().copied().map(char::from).collect(),
        }
    }
}

/// The first paragraph on one line, as `git log --format=%s` has it.
fn subject_of(message: &str) -> String {
    let mut subject = String::new();
    let lines = message.lines().skip_while(|line| line.trim().is_empty());
    for line in lines.map(str::trim).take_while(|line| !line.is_empty()) {
        if !subject.is_empty() {
            subject.push(' ');
        }
        subject.push_str(line);
    }
    subject
}

/// What git takes for trailers: a last paragraph of `Token: value` lines.
fn trailers_of(message: &str) -> Vec<(String, String)> {
    // Nearly no commit has any, and asking libgit2 costs more than this look.
    let body = message.trim_end();
    if !body.rsplit("\n\n").next().is_some_and(|last| last.contains(':')) {
        return Vec::new();
    }
    // A message with a NUL in it is not text; git has no trailers for it either.
    let Ok(found) = git2::message_trailers_bytes(message) else { return Vec::new() };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    found.iter().map(|(token, value)| (text(token), text(value))).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    const TREE: &str = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n";

    fn commit(author: &str, more: &str, message: &str) -> Vec<u8> {
        format!("{TREE}author {author}\ncommitter C <c@x> 7 +0000\n{more}\n{message}").into_bytes()
    }

    #[test]
    fn a_header_says_tree_parents_and_time() {
        let parent = "parent 00000000000000000000000000000000000000aa\n";
        let raw =
            format!("{TREE}{parent}{parent}author A <a@x> 5 +0100\ncommitter C <c> 7 +0\n\nx");
        let header = Header::parse(raw.as_bytes()).unwrap();
        assert_eq!((header.parents.len(), header.committed), (2, 7));
        assert_eq!(Header::parse(b"blob"), None);
    }

    #[test]
    fn odd_signatures_are_read_as_well_as_possible() {
        for (text, name, email, seconds) in [
            ("Ada <ada@x> 12 +0000", "Ada", "ada@x", 12),
            (" <> 12 +0000", "", "", 12),
            ("Ada <ada@x>> -5 +0000", "Ada", "ada@x", -5),
            ("Ada", "Ada", "", 0),
            ("Ada <ada@x> tomorrow", "Ada", "ada@x", 0),
        ] {
            let story = Story::parse(&commit(text, "", "x"));
            assert_eq!(story.author, (name.to_owned(), email.to_owned()), "{text}");
            assert_eq!(story.written, seconds, "{text}");
        }
    }

    #[test]
    fn a_subject_is_the_first_paragraph_on_one_line() {
        let story = Story::parse(&commit("A <a> 1 +0", "", "\n  One\n two\n\nbody\n"));
        assert_eq!(story.subject, "One two");
        assert_eq!(Story::parse(&commit("A <a> 1 +0", "", "")).subject, "");
    }

    #[test]
    fn trailers_are_the_last_paragraph_only() {
        let message =
            "Say: what\n\nNote: no\n\nReviewed-by: Bob <b@x>\nCo-authored-by: Eve <e@x>\n";
        let story = Story::parse(&commit("A <a> 1 +0", "", message));
        let expected = [("Reviewed-by", "Bob <b@x>"), ("Co-authored-by", "Eve <e@x>")];
        assert_eq!(story.trailers, expected.map(|(t, v)| (t.to_owned(), v.to_owned())));
        assert_eq!(Story::parse(&commit("A <a> 1 +0", "", "Subject: only")).trailers, []);
    }

    #[test]
    fn texts_are_decoded_as_the_commit_says() {
        let mut raw = commit("Zo", "encoding ISO-8859-1\n", "Caf");
        raw.push(0xe9);
        assert_eq!(Story::parse(&raw).subject, "Café");
        let mut raw = commit("Zo", "", "Caf");
        raw.push(0xe9);
        assert_eq!(Story::parse(&raw).subject, "Caf\u{fffd}");
    }

    #[test]
    fn a_signature_is_parted_from_what_it_signs_as_git_does() {
        let split = |more: &str, message: &str| {
            let (payload, signature) = split_signature(&commit("A <a> 1 +0", more, message))?;
            Some((String::from_utf8(payload).unwrap(), String::from_utf8(signature).unwrap()))
        };
        let bare = |more: &str, message: &str| {
            String::from_utf8(commit("A <a> 1 +0", more, message)).unwrap()
        };
        let one = "gpgsig -----BEGIN\n \n abc\n -----END\n";
        assert_eq!(split("", "Say gpgsig x\n\ngpgsig y\n z\n"), None);
        for (before, after, message) in [
            ("", "", "Real\n"),
            ("encoding UTF-8\n", "x y\n z\n", "One\n\ngpgsig two\n three\0four\n"),
        ] {
            let signed = split(&format!("{before}{one}{after}"), message).unwrap();
            let text = "-----BEGIN\n\nabc\n-----END\n".to_owned();
            assert_eq!(signed, (bare(&format!("{before}{after}"), message), text));
        }
        // A repository with two kinds of names signs both; neither is of the other.
        let two = format!("gpgsig-sha256 -----BEGIN\n def\n{one}mergetag x\n y\n");
        assert_eq!(split(&two, "m").unwrap().0, bare("mergetag x\n y\n", "m"));
    }

    #[test]
    fn who_committed_is_known_by_the_address() {
        assert!(is_committed_by_author(&commit("A <C@x> 1 +0", "", "m")));
        assert!(!is_committed_by_author(&commit("C <a@x> 1 +0", "", "m")));
    }

    #[test]
    fn a_signature_in_the_header_is_not_the_message() {
        let signed = "gpgsig -----BEGIN-----\n \n abc\n -----END-----\n";
        assert_eq!(Story::parse(&commit("A <a> 1 +0", signed, "Real")).subject, "Real");
    }
}
