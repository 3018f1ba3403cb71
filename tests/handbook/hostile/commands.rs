//! What every command says of a handbook whose every string is an attack.

use scraper::{Html, Selector};
use zola_handbook::zola::Zola;

use crate::support::attack::{is_unseen, repository};
use crate::support::program::{Ran, at, bytes};
use crate::support::repo::Repo;
use crate::support::zola::all;

fn ask(repo: &Repo, arguments: &[&str]) -> Ran {
    let zola: &Zola = &all()[0];
    let ran = at(repo.path(), zola, arguments).run();
    assert!(ran.status < 2, "{arguments:?}: {ran}");
    ran
}

#[test]
fn no_command_steers_the_terminal() {
    let repo = repository();
    let asked: [&[&str]; 16] = [
        &["who", "feature:gate"],
        &["who", "team:red", "--explain"],
        &["who", "person:mallory", "--format", "json"],
        &["who", "\u{1b}[2J\u{202e}"],
        &["check"],
        &["check", "--format", "short"],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["check", "--format", "github"],
        &["audit", "--redline"],
        &["audit", "--redline", "--format", "json"],
        &["log", "page:titled.md", "--redline=full"],
        &["leaves", "mallory"],
        &["leaves", "mallory", "--format", "json"],
        &["codeowners", "--check"],
        &["build"],
    ];
    for arguments in asked {
        let ran = ask(&repo, arguments);
        for said in [&ran.stdout, &ran.stderr] {
            let obeyed = said.chars().find(|c| *c != '\n' && is_unseen(*c));
            assert_eq!(obeyed, None, "{arguments:?}: {said}");
        }
    }
}

/// A file goes into a pipe byte for byte, and onto a terminal so that it can be seen.
#[cfg(unix)]
#[test]
fn a_file_that_is_printed_steers_no_terminal() {
    if !std::path::Path::new("/usr/bin/script").is_file() {
        assert!(std::env::var_os("CI").is_none(), "script is needed");
        eprintln!("SKIPPED: no script(1), which makes a terminal");
        return;
    }
    let repo = repository();
    let page = "\u{1b}[2Jcleared\u{202e}dnuora\n";
    let text = format!("+++\ntitle = \"Steers\"\n+++\n\n{page}");
    repo.write("content/steers.md", &text);
    repo.git(&["add", "content/steers.md"]);
    repo.git(&["commit", "-qm", "Steer"]);
    let show = ["show", "steers.md"];
    assert_eq!(ask(&repo, &show).stdout, text);
    let program = at(repo.path(), &all()[0], &show).command();
    let words = std::iter::once(program.get_program()).chain(program.get_args());
    let words: Vec<_> = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect();
    let set = program.get_envs().filter_map(|(name, value)| Some((name, value?)));
    let shown = std::process::Command::new("/usr/bin/script")
        .args(["-qec", &words.join(" "), "/dev/null"])
        .env_clear()
        .envs(set)
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("␛[2Jcleared"), "{shown:?}");
    let obeyed = shown.chars().find(|one| !matches!(one, '\n' | '\r') && is_unseen(*one));
    assert_eq!(obeyed, None, "{shown:?}");
}

#[test]
fn a_workflow_is_given_no_command_but_ours() {
    let repo = repository();
    let ran = ask(&repo, &["check", "--format", "github"]);
    assert!(ran.stdout.lines().count() > 3, "{ran}");
    let ours = regex::Regex::new(
        r"^::(error|warning|notice) (file=[^,:]*,(line=\d+,col=\d+,)?)?title=[a-z/-]+::.",
    );
    let ours = ours.unwrap();
    for line in ran.stdout.lines() {
        assert!(ours.is_match(line), "{line}");
    }
    // The runner reads commands from both streams, wherever a line begins with one.
    for line in ran.stderr.lines() {
        assert!(!line.trim_start().starts_with("::") && !line.contains("##["), "{line}");
    }
}

#[test]
fn a_spreadsheet_calculates_nothing() {
    let repo = repository();
    let ran = ask(&repo, &["audit", "--format", "csv"]);
    let mut rows = 0;
    for row in csv::Reader::from_reader(ran.stdout.as_bytes()).records() {
        rows += 1;
        for cell in &row.unwrap() {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
    assert!(rows > 40, "{rows}");
}

#[test]
fn a_comment_of_markdown_links_and_calls_nobody() {
    let repo = repository();
    let ran = ask(&repo, &["audit", "--redline", "--format", "markdown"]);
    let options = pulldown_cmark::Options::all();
    let mut html = String::new();
    pulldown_cmark::html::push_html(
        &mut html,
        pulldown_cmark::Parser::new_ext(&ran.stdout, options),
    );
    let page = Html::parse_fragment(&html);
    let known = "html, h3, p, ul, li, strong, em, code, blockquote, ins, del, table, thead, tbody, \
                 tr, th, td";
    let foreign = Selector::parse(&format!("*:not({known})")).unwrap();
    let foreign: Vec<_> = page.select(&foreign).map(|one| one.html()).collect();
    assert_eq!(foreign, Vec::<String>::new());
    let text: String = page.root_element().text().collect();
    assert!(!regex::Regex::new(r"[@#]\w").unwrap().is_match(&text));
}

#[test]
fn a_users_own_template_is_escaped_where_its_name_says_that_it_is_markup() {
    let repo = repository();
    let made = |name: &str| {
        let template = repo.beside(name);
        std::fs::write(&template, "{% for it in changes %}<p>{{ it.subject }}</p>{% endfor %}")
            .unwrap();
        ask(&repo, &["audit", "--template", template.to_str().unwrap()]).stdout
    };
    for name in ["account.html", "account.xml"] {
        let page = Html::parse_fragment(&made(name));
        let foreign = Selector::parse("*:not(html, p)").unwrap();
        assert_eq!(page.select(&foreign).count(), 0, "{name}");
    }
    assert!(made("account.txt").contains("<script>"), "a text is what it is");
}

#[test]
fn code_owners_are_nobody_but_accounts_of_org() {
    let repo = repository();
    let ran = ask(&repo, &["codeowners"]);
    let lines: Vec<_> = ran.stdout.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(lines.len() > 1, "{ran}");
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        assert!(line.starts_with('/'), "{line}");
        let unescaped = line.replace("\\\\", "").replace("\\ ", "").replace("\\@", "");
        for owner in unescaped.split(' ').skip(1) {
            assert_eq!(owner, "@mallory", "{line}");
        }
    }
}

#[test]
fn a_pack_for_an_auditor_is_text_and_stays_in_its_folder() {
    let repo = repository();
    let pack = repo.beside("pack");
    ask(&repo, &["audit", "--pack", pack.to_str().unwrap()]);
    let files = bytes(&pack);
    assert!(files.len() > 20, "{}", files.len());
    let (_, index) = files.iter().find(|(path, _)| path.ends_with("index.html")).unwrap();
    let page = Html::parse_document(std::str::from_utf8(index).unwrap());
    let foreign = Selector::parse("script, img, svg, iframe, link, pwned").unwrap();
    assert_eq!(page.select(&foreign).count(), 0);
    for link in page.select(&Selector::parse("a").unwrap()) {
        let href = link.attr("href").unwrap();
        if let Some(place) = href.strip_prefix('#') {
            let number = place.strip_prefix("change-").map(str::parse::<usize>);
            assert!(matches!(number, Some(Ok(_))), "{href}");
            assert_eq!(page.select(&Selector::parse(href).unwrap()).count(), 1, "{href}");
            continue;
        }
        assert!(href.starts_with("policies/"), "{href}");
        let path = percent_encoding::percent_decode_str(href).decode_utf8().unwrap();
        assert!(pack.join(&*path).is_file(), "{path}");
    }
    for element in page.select(&Selector::parse("*").unwrap()) {
        assert!(element.value().attrs().all(|(name, _)| !name.starts_with("on")));
    }
}
