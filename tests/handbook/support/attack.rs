//! A handbook whose every name, subject, trailer, path and metadata string is an attack.

use super::repo::Repo;

/// The host that no page may ask for anything.
pub const ELSEWHERE: &str = "evil.example";

/// An attack for every place that text may reach.
pub const ATTACKS: [&str; 22] = [
    "\"><script>pwned()</script>",
    "'><img src=x onerror=pwned()>",
    "\" onmouseover=\"pwned()\" autofocus onfocus=\"pwned()",
    "</script><script>pwned()</script><!--",
    "<svg/onload=pwned()><iframe src=//evil.example>",
    "javascript:pwned()",
    "{{ config.title }}{% set pwned = 1 %}{{ pwned }}",
    "{{/* pwned */}}{# pwned #}{{ get_env(name='HOME') }}",
    "=HYPERLINK(\"https://evil.example/pwned\",\"x\")",
    "@SUM(1+1)*cmd|' /C pwned'!A0",
    "\u{1b}]0;pwned\u{7}\u{1b}[2J\u{9b}31m",
    "\u{202e}dnwp\u{2066} pwned \u{200b}\u{e0041}",
    "::error file=pwned::pwned%0A::stop-commands::x",
    "\n::error::pwned\r\n##[error]pwned",
    "+++\ntitle = \"pwned\"\n+++",
    "\"\"\"\npwned = true\n'''",
    "[pwned](javascript:pwned()) ![x](https://evil.example/p.png) @pwned #1 </details>",
    "]]><pwned/><!ENTITY x SYSTEM \"file:///etc/passwd\">",
    "* @pwned\n* pwned",
    "$(touch pwned) `touch pwned` ; touch pwned |& pwned",
    "../../../../pwned",
    "&lt;script&gt;pwned()&lt;/script&gt; &#60;img src=x onerror=pwned()&#62;",
];

/// An address as git has it: nothing that is ever written may hold it.
pub const ADDRESS: &str = "secret.address@mail.evil.example";

/// All attacks in one line of text.
pub fn line() -> String {
    ATTACKS.join(" ").replace(['\n', '\r'], " ")
}

/// As a TOML string.
fn toml(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A Zola site with `org/`, in a few commits by people with such names.
pub fn repository() -> Repo {
    let mut repo = Repo::new();
    repo.git(&["remote", "add", "origin", "https://github.com/a/\"><script>pwned()</script>.git"]);
    let line = line();
    // Metadata with a control character in it, or a mark that turns text, is refused as a whole.
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let all: String = line.chars().filter(|one| !one.is_control() && !turns(*one)).collect();
    let all = toml(&all);
    // Zola's own settings and front matter are not refused for such a mark.
    let whole = toml(&line);
    let author = format!("{} <{ADDRESS}>", line.replace(['<', '>'], "‹"));
    let raw_author = format!("Mallory {} <{ADDRESS}>", "\u{1b}[31m\"'&{{ pwned }}=1+1");
    let mut files: Vec<(String, String)> = vec![
        (
            "zola.toml".to_owned(),
            format!("title = {whole}\ndescription = {whole}\n\n[extra.handbook]\n"),
        ),
        (
            "org/company.toml".to_owned(),
            format!("schema = 1\nname = {all}\ngoals = [{all}, {all}]\n"),
        ),
        (
            "org/people/mallory.toml".to_owned(),
            format!(
                "name = {all}\ntitle = {all}\ncraft = \"engineer\"\nemails = [\"{ADDRESS}\"]\naccounts = {{ github = \"mallory\" }}\n"
            ),
        ),
        (
            "org/people/eve.toml".to_owned(),
            format!("name = {all}\ncraft = \"designer\"\nreports_to = \"mallory\"\n"),
        ),
        (
            "org/people/trudy.toml".to_owned(),
            format!("name = {all}\ncraft = \"product-manager\"\nkind = \"product-manager\"\n"),
        ),
        (
            "org/teams/red.toml".to_owned(),
            format!(
                "name = {all}\nmission = {all}\nlead = \"mallory\"\nmembers = [\"mallory\", \"eve\"]\nsupporting = [{{ person = \"trudy\", role = {all} }}]\ncontact = {all}\ncustomer = {all}\ngoals = [{all}]\nmetrics = [{all}]\nplanning = {all}\n"
            ),
        ),
        (
            "org/features/gate.toml".to_owned(),
            format!(
                "name = {all}\ncaptain = \"mallory\"\nteam = \"red\"\nproduct = {all}\naliases = [{all}]\nlabel = {all}\ncontact = \"javascript:pwned()\"\nstatus = {all}\ncode = [\"src/**\"]\n"
            ),
        ),
        ("src/gate.rs".to_owned(), "// gate\n".to_owned()),
        ("org/features/open.toml".to_owned(), format!("name = {all}\n")),
        (
            "org/ownership.toml".to_owned(),
            "[[page]]\npattern = \"/**\"\nowner = \"red\"\nkind = \"policy\"\nreview_every = \"1 year\"\n"
                .to_owned(),
        ),
        (
            "content/_index.md".to_owned(),
            format!("+++\ntitle = {all}\n+++\n\nWords of our own.\n"),
        ),
        (
            "content/titled.md".to_owned(),
            format!(
                "+++\ntitle = {all}\ndescription = {all}\n+++\n\n## Pay\n\nEverybody is paid on the first. {}\n",
                plain(&line)
            ),
        ),
    ];
    for (at, attack) in ATTACKS.iter().enumerate() {
        let name: String = attack.replace('/', "∕").chars().take(60).collect();
        let attack = toml(attack);
        files.push((
            format!("content/paths/{at} {name}.md"),
            format!("+++\ntitle = {attack}\ndescription = {attack}\n+++\n\nWords.\n"),
        ));
    }
    let subject = format!("{line}\n\nReviewed-by: {author}\nCo-authored-by: {raw_author}");
    commit(&mut repo, &author, &subject, &files);
    // What the redlines show as removed, under headings that are attacks.
    let titled = |heading: &str, body: &str| {
        vec![(
            "content/titled.md".to_owned(),
            format!("+++\ntitle = {all}\n+++\n\n## {heading}\n\nEverybody is paid on {body}.\n"),
        )]
    };
    commit(
        &mut repo,
        &raw_author,
        &line,
        &titled(&plain(&line), &format!("the first {}", plain(&line))),
    );
    for attack in ATTACKS {
        let subject = attack.trim();
        commit(
            &mut repo,
            &author,
            subject,
            &titled(&plain(attack), &format!("day {}", plain(attack))),
        );
    }
    // Somebody whom no file knows, so that they go by the name that the commit gives them.
    let stranger = format!("Trent {ADDRESS} <trent@{ELSEWHERE}>");
    for (author, message) in
        [(&stranger, "Say when"), (&author, &*format!("Agree\n\nReviewed-by: {stranger}"))]
    {
        let day = message.len();
        commit(&mut repo, author, message, &titled("When", &format!("day {day} of every month")));
    }
    commit(
        &mut repo,
        &author,
        "Say it plainly",
        &titled("When", "the fifth day of every month, and not before"),
    );
    repo
}

/// In a fence, so that an author's own page shows it and does not run it.
fn plain(text: &str) -> String {
    format!("`` {} ``", text.replace(['\n', '\r'], " ").replace('`', "´"))
}

fn commit(repo: &mut Repo, author: &str, message: &str, files: &[(String, String)]) {
    let files: Vec<(&str, Option<&str>)> =
        files.iter().map(|(path, text)| (path.as_str(), Some(text.as_str()))).collect();
    repo.commit_as(author, message, &files);
}

/// Whether a character steers a terminal, turns text around or is not seen: as Unicode has them.
pub fn is_unseen(c: char) -> bool {
    let marks = "\u{61c}\u{180e}\u{2028}\u{2029}\u{feff}";
    let ranges = [
        '\u{200b}'..='\u{200f}',
        '\u{202a}'..='\u{202e}',
        '\u{2060}'..='\u{206f}',
        '\u{fff9}'..='\u{fffb}',
        '\u{e0000}'..='\u{e007f}',
    ];
    (c.is_control() && c != '\t')
        || marks.contains(c)
        || ranges.iter().any(|range| range.contains(&c))
}
