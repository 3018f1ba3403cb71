//! The built HTML, every page of it, under every Zola and under two addresses.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use percent_encoding::percent_decode_str;
use scraper::{Html, Selector};
use zola_handbook::zola::Zola;

use crate::support::company::{ADDRESSES, read, repository};
use crate::support::program::{at, bytes, files, handbook};
use crate::support::repo::Repo;
use crate::support::zola::all;

const BASES: [&str; 2] = ["/", "https://example.org/handbook/"];

/// A published site, parsed.
struct Site {
    folder: PathBuf,
    /// The path under which it lives: `/` or `/handbook/`.
    base: &'static str,
    pages: BTreeMap<PathBuf, Html>,
}

impl Site {
    fn built(root: &Path, zola: &Zola, base_url: &'static str) -> Self {
        at(root, zola, &["build", "--base-url", base_url]).succeed();
        Self::parsed(root.join("public"), base_url)
    }

    fn parsed(folder: PathBuf, base_url: &str) -> Self {
        let pages = files(&folder)
            .into_iter()
            .filter(|path| path.extension().is_some_and(|ending| ending == "html"))
            .map(|path| {
                let page = Html::parse_document(&read(&folder.join(&path)));
                (path, page)
            })
            .collect();
        let base = if base_url == "/" { "/" } else { "/handbook/" };
        Self { folder, base, pages }
    }

    /// Pages proper: those that are not a mere redirect.
    fn pages(&self) -> impl Iterator<Item = (&PathBuf, &Html)> {
        self.pages.iter().filter(|(_, page)| words(page, "title") != ["Redirect"])
    }

    /// The file that a link from `page` leads to, and its anchor; nothing for other hosts.
    fn target(&self, page: &Path, href: &str) -> Option<(PathBuf, String)> {
        let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
        let path = match path.strip_prefix("https://example.org") {
            Some(below) if self.base != "/" && below.starts_with(self.base) => below,
            _ => path,
        };
        if path.contains("://") || path.starts_with("mailto:") || path.starts_with("data:") {
            return None;
        }
        let anchor = percent_decode_str(anchor).decode_utf8().unwrap().into_owned();
        if path.is_empty() {
            return Some((page.to_path_buf(), anchor));
        }
        let below = path
            .strip_prefix(self.base)
            .unwrap_or_else(|| panic!("{}: {href} leaves {}", page.display(), self.base));
        let below = percent_decode_str(below).decode_utf8().unwrap().into_owned();
        let file = match below.ends_with('/') || below.is_empty() {
            true => Path::new(&below).join("index.html"),
            false => PathBuf::from(below),
        };
        Some((file, anchor))
    }

    /// Pages that a page links to.
    fn linked(&self, page: &Path) -> BTreeSet<PathBuf> {
        let links = attributes(&self.pages[page], "a[href]", "href");
        links.iter().filter_map(|href| self.target(page, href)).map(|(file, _)| file).collect()
    }
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

fn has(page: &Html, selector: &str) -> bool {
    page.select(&select(selector)).next().is_some()
}

fn attributes(page: &Html, selector: &str, name: &str) -> Vec<String> {
    page.select(&select(selector)).map(|it| it.attr(name).unwrap().to_owned()).collect()
}

fn words(page: &Html, selector: &str) -> Vec<String> {
    page.select(&select(selector))
        .map(|it| it.text().collect::<String>().trim().to_owned())
        .collect()
}

/// Runs a check on every site: our small company, the starter and one of everything that Markdown can
/// mark, each Zola, each address. They are
/// built once for all checks, where the next run of the tests finds and replaces them.
fn on_every_site(check: impl Fn(&Site)) {
    static BUILT: OnceLock<Vec<(PathBuf, &'static str)>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let mut built = Vec::new();
        let sites = [("company", repository()), ("starter", starter()), ("marks", marks())];
        for (name, repo) in sites {
            for zola in all() {
                for (at_root, base) in [true, false].into_iter().zip(BASES) {
                    let version = zola.version();
                    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
                        .join(format!("html/{name}-{version}-{at_root}"));
                    let output = folder.to_str().unwrap();
                    at(repo.path(), zola, &["build", "--base-url", base, "--output", output])
                        .succeed();
                    built.push((folder, base));
                }
            }
        }
        built
    });
    for (folder, base) in built {
        check(&Site::parsed(folder.clone(), base));
    }
}

/// What `init` writes, committed.
fn starter() -> Repo {
    let repo = Repo::new();
    handbook(&["init", "--name", "Lovelace & Daughters"]).arg(repo.path()).succeed();
    repo.git(&["add", "-A"]);
    repo.git(&["commit", "-q", "-m", "Begin"]);
    repo
}

/// Our small company with tables and code whose look Zola would write into the page as styles.
fn marks() -> Repo {
    let mut repo = repository();
    let table = "| a | b | c | d |\n| --- | --: | :-: | :-- |\n| 1 | 2 | 3 | 4 |\n";
    let code =
        "```rust,linenos,hl_lines=1\nfn main() {} // `<td style=\"text-align: right\">`\n```\n";
    let text = |front: &str| format!("+++\n{front}+++\n\n{table}\n{code}");
    let colours = "light_theme = \"github-light\"\ndark_theme = \"github-dark\"";
    let config = format!("title = \"E\"\n\n[markdown.highlighting]\n{colours}\n[extra.handbook]\n");
    repo.commit(
        "Mark",
        &[
            ("zola.toml", Some(&config)),
            ("content/_index.md", Some(&(text("title = \"Engines\"\n") + "\n## Who we are\n"))),
            ("content/people/_index.md", Some(&text("title = \"People\"\n"))),
            ("content/alone.md", Some(&text("title = \"Nobody's page\"\n"))),
        ],
    );
    repo
}

#[test]
fn a_table_keeps_the_alignment_of_its_columns_on_every_kind_of_page() {
    let repo = marks();
    for zola in all() {
        let site = Site::built(repo.path(), zola, "/");
        for path in ["index.html", "people/index.html", "alone/index.html"] {
            let page = &site.pages[Path::new(path)];
            for cells in [".text th", ".text td"] {
                let cells = select(cells);
                let found = page.select(&cells).map(|cell| cell.attr("class"));
                let classes = [None, Some("cell-right"), Some("cell-center"), Some("cell-left")];
                assert_eq!(found.collect::<Vec<_>>(), classes, "{path}");
            }
            let code = words(page, ".text pre").concat();
            assert!(code.contains("<td style=\"text-align: right\">"), "{path}: {code}");
        }
    }
}

#[test]
fn every_link_and_anchor_of_every_page_leads_to_something() {
    on_every_site(|site| {
        let mut followed = 0;
        for (path, page) in &site.pages {
            let mut links = attributes(page, "[href]", "href");
            links.extend(attributes(page, "[src]", "src"));
            for href in links {
                let Some((file, anchor)) = site.target(path, &href) else { continue };
                assert!(site.folder.join(&file).is_file(), "{}: {href}", path.display());
                if !anchor.is_empty() {
                    let ids = attributes(&site.pages[&file], "[id]", "id");
                    assert!(ids.contains(&anchor), "{}: {href}", path.display());
                }
                followed += 1;
            }
        }
        assert!(followed > 100, "{followed}");
    });
}

#[test]
fn no_page_has_an_id_twice() {
    on_every_site(|site| {
        for (path, page) in &site.pages {
            let mut seen = BTreeSet::new();
            for id in attributes(page, "[id]", "id") {
                assert!(!id.is_empty() && seen.insert(id.clone()), "{}: {id}", path.display());
            }
        }
    });
}

#[test]
fn every_page_has_a_language_a_title_of_its_own_one_heading_and_a_main() {
    on_every_site(|site| {
        let mut titles = BTreeMap::new();
        for (path, page) in site.pages() {
            let shown = path.display();
            assert_eq!(attributes(page, "html", "lang"), ["en"], "{shown}");
            let title = words(page, "head title");
            assert_eq!(title.len(), 1, "{shown}");
            assert!(!title[0].is_empty());
            // People may call two pages the same; we may not.
            let key = (path.starts_with("org"), title[0].clone());
            if let Some(other) = titles.insert(key, shown.to_string()) {
                panic!("{shown} and {other} are both called {}", title[0]);
            }
            assert!(!words(page, "main h1").is_empty(), "{shown}");
            assert_eq!(attributes(page, "main", "id"), ["main"], "{shown}");
        }
        assert!(titles.len() > 10);
    });
}

#[test]
fn every_person_team_and_feature_is_two_clicks_from_home() {
    on_every_site(|site| {
        let home = PathBuf::from("index.html");
        let mut clicks = BTreeMap::from([(home.clone(), 0)]);
        let mut queue = VecDeque::from([home]);
        while let Some(at) = queue.pop_front() {
            for next in site.linked(&at) {
                if site.pages.contains_key(&next) && !clicks.contains_key(&next) {
                    clicks.insert(next.clone(), clicks[&at] + 1);
                    queue.push_back(next);
                }
            }
        }
        for (path, _) in site.pages() {
            let shown = path.display().to_string();
            if shown == "404.html" {
                continue;
            }
            let far = clicks.get(path).unwrap_or_else(|| panic!("nothing leads to {shown}"));
            let entity = ["people", "teams", "features"]
                .iter()
                .any(|list| shown.starts_with(&format!("org/{list}/")));
            assert!(!entity || *far <= 2, "{shown} is {far} clicks from home");
        }
    });
}

#[test]
fn every_page_has_a_policy_and_nothing_that_it_would_block() {
    on_every_site(|site| {
        for (path, page) in site.pages() {
            let shown = path.display();
            let policy =
                attributes(page, "head meta[http-equiv=Content-Security-Policy]", "content");
            assert_eq!(policy.len(), 1, "{shown}");
            for part in ["default-src 'none'", "script-src 'self'", "style-src 'self'"] {
                assert!(policy[0].contains(part), "{shown}: {}", policy[0]);
            }
            assert!(!policy[0].contains("unsafe"), "{shown}");
            assert!(
                !has(page, "style, [style], base, object, embed, script:not([src])"),
                "{shown}"
            );
            for element in page.select(&select("*")) {
                for (name, value) in element.value().attrs() {
                    assert!(!name.starts_with("on"), "{shown}: {name}");
                    assert!(!value.trim_start().starts_with("javascript:"), "{shown}: {value}");
                }
            }
            for own in ["script[src]", "img[src]", "iframe[src]", "link[rel=stylesheet]"] {
                let name = if own.starts_with("link") { "href" } else { "src" };
                for from in attributes(page, own, name) {
                    let ours = from.starts_with(site.base)
                        || from.starts_with("https://example.org/handbook/");
                    assert!(ours, "{shown}: {from}");
                }
            }
        }
    });
}

#[test]
fn no_mail_address_of_git_or_of_people_is_in_any_file() {
    let repo = repository();
    for zola in all() {
        at(repo.path(), zola, &["build"]).succeed();
        for (path, bytes) in bytes(repo.path()) {
            // What people wrote is theirs, and what git said is remembered where nobody publishes.
            if path.starts_with("org") || path.starts_with(".handbook/cache") {
                continue;
            }
            let text = String::from_utf8_lossy(&bytes);
            for address in ADDRESSES {
                let user = address.split('@').next().unwrap();
                assert!(!text.contains(address), "{}: {address}", path.display());
                assert!(!text.contains(&format!("{user}@")), "{}: {user}@", path.display());
            }
        }
    }
}

#[test]
fn what_a_commit_says_is_text_and_nothing_else() {
    let repo = repository();
    for zola in all() {
        let site = Site::built(repo.path(), zola, "/");
        let page = &site.pages[Path::new("people/time-off/index.html")];
        let text: String = page.root_element().text().collect();
        assert!(
            text.contains("<script>alert(1)</script> & {{ config.title }} {% raw %} +++"),
            "{text}"
        );
        assert!(text.contains("A *stranger* &lt; {{ x }}"), "{text}");
        let month = &site.pages[Path::new("org/changes/2023-11/index.html")];
        let text: String = month.root_element().text().collect();
        assert!(
            text.contains("<script>alert(1)</script> & {{ config.title }} {% raw %} +++"),
            "{text}"
        );
    }
}

#[test]
fn the_page_for_what_is_not_there_leads_home_from_any_depth() {
    let repo = repository();
    for base in BASES {
        let site = Site::built(repo.path(), &all()[0], base);
        let page = &site.pages[Path::new("404.html")];
        assert!(site.linked(Path::new("404.html")).contains(Path::new("index.html")));
        for href in attributes(page, "[href]", "href") {
            assert!(
                href.starts_with(site.base)
                    || href.starts_with("https://")
                    || href.starts_with('#'),
                "{href}"
            );
        }
    }
}

#[test]
fn a_page_says_who_owns_it_why_and_how_it_came_to_be() {
    let repo = repository();
    for zola in all() {
        let site = Site::built(repo.path(), zola, "/");
        let page = &site.pages[Path::new("people/pay/index.html")];
        let text: String = page.root_element().text().collect::<Vec<_>>().join(" ");
        for said in [
            "Paper",
            "org/ownership.toml",
            "14 November 2023",
            "Pay by the fifth",
            "Write down pay",
            "Ada Lovelace",
            "Grace Hopper",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        let links = attributes(page, "a[href]", "href");
        assert!(links.contains(&"/org/teams/paper/".to_owned()));
        assert!(
            links
                .iter()
                .any(|link| link.starts_with("https://github.com/example/handbook/commit/"))
        );
        assert!(
            links.iter().any(|link| link
                == "https://github.com/example/handbook/edit/main/content/people/pay.md"),
            "{links:?}"
        );
    }
}
