//! Pages that their authors keep out of searches, or let be shown within others only.

use serde_json::Value;

use crate::support::html::{Built, follow};
use crate::support::program::{at, bytes};
use crate::support::repo::Repo;
use crate::support::zola::all;

/// A site of which one page is not searched, one has no page of its own, and one folder neither.
fn site() -> Repo {
    let mut repo = Repo::new();
    let files = [
        ("zola.toml", "title = \"Small\"\n[extra.handbook]\n"),
        ("org/people/ada.toml", "name = \"Ada\"\ncraft = \"engineer\"\n"),
        (
            "org/ownership.toml",
            "[[page]]\npattern = \"/**\"\nowner = \"ada\"\nreview_every = \"1 day\"\n",
        ),
        ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n"),
        ("content/pay/_index.md", "+++\ntitle = \"Pay\"\nsort_by = \"title\"\n+++\n"),
        ("content/pay/a.md", "+++\ntitle = \"A\"\n+++\n\nA canary.\n"),
        ("content/pay/b.md", "+++\ntitle = \"Shown within\"\nrender = false\n+++\n\nWalrus.\n"),
        ("content/pay/c.md", "+++\ntitle = \"C\"\nin_search_index = false\n+++\n\nZebra.\n"),
        ("content/deep/_index.md", "+++\ntitle = \"Deep\"\nrender = false\n+++\n\nHeron.\n"),
        ("content/deep/er/page.md", "+++\ntitle = \"Deeper\"\n+++\n\nAnother canary.\n"),
        ("content/none/_index.md", "+++\ntitle = \"None\"\nrender = false\n+++\n"),
        ("content/none/d.md", "+++\ntitle = \"D\"\nrender = false\n+++\n\nOtter.\n"),
    ];
    let files: Vec<_> = files.iter().map(|(path, text)| (*path, Some(*text))).collect();
    repo.commit("Begin", &files);
    repo.commit(
        "Mend",
        &[(
            "content/pay/b.md",
            Some("+++\ntitle = \"Shown within\"\nrender = false\n+++\n\nWalruses must be paid.\n"),
        )],
    );
    repo
}

fn built(repo: &Repo, zola: &zola_handbook::zola::Zola) -> Built {
    at(repo.path(), zola, &["build"]).succeed();
    let published = bytes(&repo.path().join("public"));
    published.into_iter().map(|(path, bytes)| (path.display().to_string(), bytes)).collect()
}

fn json(files: &Built, path: &str) -> Value {
    serde_json::from_slice(&files[path]).unwrap()
}

#[test]
fn nothing_leads_to_a_page_that_is_not_rendered() {
    let repo = site();
    for zola in all() {
        let built = built(&repo, zola);
        assert!(!built.contains_key("pay/b/index.html"));
        assert_eq!(follow(&built, "/").missing, Default::default());
        let page = |path: &str| String::from_utf8_lossy(&built[path]).replace("&#x2F;", "/");
        // It is somebody's all the same, and it has a history.
        assert!(page("org/people/ada/index.html").contains("Shown within"));
        assert!(page("org/changes/index.html").contains("Shown within"));
        let neighbour = page("pay/a/index.html");
        assert!(!neighbour.contains("Shown within"), "{neighbour}");
        assert!(neighbour.contains("rel=\"next\" href=\"/pay/c/\""), "{neighbour}");
        // A folder without a page of its own leads to the first page in it, or is no way.
        assert!(neighbour.contains("<a href=\"/deep/er/\">Deep</a>"), "{neighbour}");
        assert!(!neighbour.contains("/none/"), "{neighbour}");
        let pages = json(&built, "org/api/v1/pages.json");
        let address = |path: &str| {
            let all = pages["pages"].as_array().unwrap().iter();
            all.clone().find(|page| page["path"] == path).unwrap()["address"].clone()
        };
        assert_eq!(address("content/pay/b.md"), Value::Null);
        assert_eq!(address("content/pay/c.md"), "/pay/c/");
    }
}

#[test]
fn what_is_not_to_be_searched_or_not_rendered_is_in_no_index() {
    let repo = site();
    for zola in all() {
        let index = json(&built(&repo, zola), "org/search/index.json");
        let words: Vec<&str> = index["index"]
            .as_array()
            .unwrap()
            .iter()
            .map(|term| term[0].as_str().unwrap())
            .collect();
        assert!(words.contains(&"canary"));
        for hidden in ["walruses", "zebra", "heron", "otter"] {
            assert!(!words.contains(&hidden), "{hidden}");
        }
        let count = index["storedFields"].as_object().unwrap().len();
        assert_eq!(index["documentCount"], count);
        let titles: Vec<_> = index["storedFields"].as_object().unwrap().values().collect();
        assert!(titles.iter().all(|page| page["title"] != "C" && page["title"] != "Deep"));
    }
}
