//! Links to the forge where the repository lives.

use super::links::Href;
use crate::history::CommitId;
use crate::org::host_and_path;
use crate::root::RepoPath;

/// A forge's way of naming things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    GitHub,
    GitLab,
    Forgejo,
    Bitbucket,
}

/// A repository on a forge that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forge {
    kind: Kind,
    /// `https://github.com/example/handbook`
    web: String,
    branch: String,
}

const HOSTS: &[(&str, Kind)] = &[
    ("github.com", Kind::GitHub),
    ("gitlab.com", Kind::GitLab),
    ("codeberg.org", Kind::Forgejo),
    ("bitbucket.org", Kind::Bitbucket),
];

impl Forge {
    /// The repository's page: `https://github.com/example/handbook`.
    #[must_use]
    pub fn web(&self) -> &str {
        &self.web
    }

    /// Reads a remote's address: `https://HOST/OWNER/NAME.git`, `git@HOST:OWNER/NAME.git` or
    /// `ssh://git@HOST/OWNER/NAME`. Nothing for a host that is not known, since a link that is
    /// guessed is a broken link.
    #[must_use]
    pub fn of_remote(url: &str, branch: &str) -> Option<Self> {
        let (host, path) = host_and_path(url.trim())?;
        let (_, kind) = HOSTS.iter().find(|(known, _)| host.eq_ignore_ascii_case(known))?;
        let path = path.trim_matches('/');
        let path = path.strip_suffix(".git").unwrap_or(path);
        let sound = path.contains('/')
            && path.split('/').all(|part| {
                !part.is_empty()
                    && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~".contains(c))
            });
        sound.then(|| Self {
            kind: *kind,
            web: format!("https://{}/{path}", host.to_ascii_lowercase()),
            branch: branch.to_owned(),
        })
    }

    /// The page of a commit.
    #[must_use]
    pub fn commit(&self, id: &CommitId) -> Option<Href> {
        let middle = match self.kind {
            Kind::GitHub | Kind::Forgejo => "commit",
            Kind::GitLab => "-/commit",
            Kind::Bitbucket => "commits",
        };
        Href::elsewhere(&format!("{}/{middle}/{id}", self.web))
    }

    /// Where a file can be edited.
    #[must_use]
    pub fn edit(&self, file: &RepoPath) -> Option<Href> {
        let (before, after) = match self.kind {
            Kind::GitHub => ("edit", ""),
            Kind::GitLab => ("-/edit", ""),
            Kind::Forgejo => ("_edit", ""),
            Kind::Bitbucket => ("src", "?mode=edit"),
        };
        Href::elsewhere(&format!(
            "{}/{before}/{}/{}{after}",
            self.web,
            part(&self.branch),
            part(file.as_str())
        ))
    }

    /// A file as it is now, at a line where one is given.
    #[must_use]
    pub fn file(&self, file: &RepoPath, line: Option<usize>) -> Option<Href> {
        let middle = match self.kind {
            Kind::GitHub => "blob",
            Kind::GitLab => "-/blob",
            Kind::Forgejo => "src/branch",
            Kind::Bitbucket => "src",
        };
        let line = match (line, self.kind) {
            (None, _) => String::new(),
            (Some(line), Kind::Bitbucket) => format!("#lines-{line}"),
            (Some(line), _) => format!("#L{line}"),
        };
        Href::elsewhere(&format!(
            "{}/{middle}/{}/{}{line}",
            self.web,
            part(&self.branch),
            part(file.as_str())
        ))
    }
}

fn part(text: &str) -> String {
    super::links::encoded(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(url: &str) -> Option<String> {
        let file = RepoPath::new("site/content/a b.md").unwrap();
        Some(Forge::of_remote(url, "main")?.edit(&file)?.as_str().to_owned())
    }

    #[test]
    fn a_known_forge_is_recognised_by_any_address_of_it() {
        let wanted = "https://github.com/example/handbook/edit/main/site/content/a%20b.md";
        for url in [
            "https://github.com/example/handbook.git",
            "git@github.com:example/handbook.git",
            "ssh://git@github.com:22/example/handbook",
            "https://GitHub.com/example/handbook/",
        ] {
            assert_eq!(edit(url).as_deref(), Some(wanted), "{url}");
        }
        assert_eq!(
            edit("git@gitlab.com:group/sub/handbook.git").unwrap(),
            "https://gitlab.com/group/sub/handbook/-/edit/main/site/content/a%20b.md"
        );
    }

    #[test]
    fn an_unknown_forge_gets_no_guessed_links() {
        for url in [
            "/srv/git/handbook",
            "https://git.example.org/a/b",
            "git@github.com:x",
            "https://github.com/a/\"><b",
        ] {
            assert_eq!(edit(url), None, "{url}");
        }
    }
}
