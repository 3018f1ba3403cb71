//! `handbook serve`, talked to as a browser would.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::support::company::repository;
use crate::support::program::{at, files};
use crate::support::zola::all;

/// How it ends on SIGTERM: by the signal itself, as a shell expects it.
const ENDED: (Option<i32>, Option<i32>) = (None, Some(15));

/// How long anything may take on a busy machine before the test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that is stopped when the test ends.
struct Served {
    child: Child,
    said: Receiver<String>,
    address: String,
}

impl Served {
    fn start(root: &Path) -> Self {
        let mut command = at(root, &all()[0], &["serve", "--port", "0"]).command();
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (sender, said) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let mut served = Self { child, said, address: String::new() };
        let line = served.hears("Serving the handbook on http://");
        let url = line.split("http://").nth(1).unwrap();
        served.address = url.split('/').next().unwrap().to_owned();
        served
    }

    /// Waits for a line with these words.
    #[track_caller]
    fn hears(&self, words: &str) -> String {
        let mut heard = Vec::new();
        loop {
            match self.said.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => heard.push(line),
                Err(_) => panic!("nothing said {words:?}, but: {heard:#?}"),
            }
        }
    }

    /// Whether it goes on to say anything with these words in the time of two batches.
    fn hears_more(&self, words: &str) -> bool {
        let mut heard = false;
        while let Ok(line) = self.said.recv_timeout(Duration::from_millis(1500)) {
            heard |= line.contains(words);
        }
        heard
    }

    fn ask(&self, path: &str) -> TcpStream {
        self.ask_as(path, &self.address)
    }

    /// Asks under a name of the host.
    fn ask_as(&self, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        stream
    }

    fn get(&self, path: &str) -> String {
        all_of(self.ask(path))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

fn all_of(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// The next piece of news that an open page is sent.
fn news(stream: &mut BufReader<TcpStream>) -> String {
    loop {
        let mut line = String::new();
        assert_ne!(stream.read_line(&mut line).unwrap(), 0, "the stream goes on");
        if let Some(data) = line.trim_end().strip_prefix("data: ") {
            return data.to_owned();
        }
    }
}

#[test]
fn pages_are_served_and_every_kind_of_change_shows_after_one_build() {
    let repo = repository();
    let served = Served::start(repo.path());
    let page = served.get("/people/pay/");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("Everybody is paid by the fifth"));
    assert!(page.contains("/__handbook/reload.js"));
    assert!(served.get("/nowhere/").starts_with("HTTP/1.1 404"));
    assert!(served.get("/handbook/handbook.css").contains("text/css"));
    assert!(!repo.path().join("public").exists(), "what is published is left alone");
    let mut open = BufReader::new(served.ask("/__handbook/events"));

    // A batch of edits is one build and one reload.
    for name in ["a", "b", "c"] {
        repo.write(
            &format!("content/{name}.md"),
            format!("+++\ntitle = \"{name}\"\n+++\n\nNew.\n"),
        );
    }
    served.hears("and 2 more changed");
    served.hears("Built 8 pages");
    assert_eq!(news(&mut open), "null");
    assert!(served.get("/c/").contains("New."));
    assert!(!served.hears_more("Built"), "a build does not set off another");

    repo.write("org/people/grace.toml", "name = \"Amazing Grace\"\ncraft = \"engineer\"\n");
    served.hears("Built");
    assert!(served.get("/org/people/grace/").contains("Amazing Grace"));

    // A folder that was not there when it started.
    let body = "<div class=\"handbook-body\">Our own list</div>\n";
    repo.write("templates/handbook/bodies/features.html", body);
    served.hears("Built");
    assert!(served.get("/org/features/").contains("Our own list"));

    repo.write("templates/handbook/bodies/features.html", body.replace("own", "very own"));
    served.hears("Built");
    assert!(served.get("/org/features/").contains("Our very own list"));

    assert!(served.get("/a/").contains("not committed yet"));
    repo.git(&["add", "-A"]);
    repo.git(&["commit", "-q", "-m", "All of it"]);
    served.hears("Built");
    assert!(served.get("/a/").contains("All of it"));
}

#[test]
fn a_broken_edit_is_told_and_survived_and_the_next_good_one_shows() {
    let repo = repository();
    let served = Served::start(repo.path());
    let mut open = BufReader::new(served.ask("/__handbook/events"));
    let good = std::fs::read_to_string(repo.path().join("org/teams/engine.toml")).unwrap();
    let breaks = [
        ("org/teams/engine.toml", "name = 1\n".to_owned(), "engine.toml:1:8", good),
        (
            "content/alone.md",
            "+++\ntitle = \"Alone\"\n+++\n\n[x](@/not/here.md)\n".to_owned(),
            "content/alone.md:5",
            "+++\ntitle = \"Alone\"\n+++\n\nMended.\n".to_owned(),
        ),
        (
            "templates/handbook/bodies/gaps.html",
            "{{ nothing.of.this }}\n".to_owned(),
            "gaps.html",
            "<p>Mended</p>\n".to_owned(),
        ),
    ];
    for (file, wrong, said, right) in breaks {
        repo.write(file, wrong);
        served.hears(said);
        let told = news(&mut open);
        assert!(told.contains(said), "{told}");
        assert!(served.get("/people/pay/").contains("fifth"), "the last good site stays");
        // A page that is opened now is told at once.
        assert!(news(&mut BufReader::new(served.ask("/__handbook/events"))).contains(said));
        repo.write(file, right);
        served.hears("Built");
        assert_eq!(news(&mut open), "null");
    }
    assert!(served.get("/alone/").contains("Mended."));
    assert!(served.get("/org/gaps/").contains("Mended"));
}

#[test]
fn a_server_that_is_told_to_end_does_and_leaves_nothing_half_done() {
    let repo = repository();
    let mut served = Served::start(repo.path());
    let pid = i32::try_from(served.child.id()).unwrap();
    rustix::process::kill_process(
        rustix::process::Pid::from_raw(pid).unwrap(),
        rustix::process::Signal::TERM,
    )
    .unwrap();
    let status = served.child.wait().unwrap();
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    assert_eq!((status.code(), signal), ENDED, "{status}");
    let left = files(&repo.path().join(".handbook"));
    assert!(left.iter().all(|path| !path.to_string_lossy().contains(".preview.")), "{left:?}");
    assert!(TcpStream::connect(&served.address).is_err());
}

#[test]
fn a_port_that_is_taken_is_named_with_what_to_do() {
    let repo = repository();
    let holder = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = holder.local_addr().unwrap().port().to_string();
    let ran = at(repo.path(), &all()[0], &["serve", "--port", &port]).run();
    assert_eq!(ran.status, 3);
    for words in [port.as_str(), "already in use", "--port 0"] {
        assert!(ran.stderr.contains(words), "{ran}");
    }
}

#[test]
fn a_handbook_that_is_broken_from_the_start_is_served_once_it_is_mended() {
    let repo = repository();
    repo.write("content/alone.md", "+++\ntitle = \"Alone\"\n+++\n\n[x](@/not/here.md)\n");
    let served = Served::start(repo.path());
    assert!(served.get("/").contains("/__handbook/reload.js"));
    repo.write("content/alone.md", "+++\ntitle = \"Alone\"\n+++\n\nMended.\n");
    served.hears("Built");
    assert!(served.get("/alone/").contains("Mended."));
}

#[test]
fn a_folder_that_was_replaced_is_followed_on() {
    let repo = repository();
    let served = Served::start(repo.path());
    for folder in ["content", "org"] {
        let (here, away) = (repo.path().join(folder), repo.beside(folder));
        std::fs::rename(&here, &away).unwrap();
        std::fs::rename(&away, &here).unwrap();
        served.hears("Built");
        while served.hears_more("Built") {}
        let file = match folder {
            "content" => "content/late.md",
            _ => "org/people/late.toml",
        };
        let text = match folder {
            "content" => "+++\ntitle = \"Late\"\n+++\n\nLate.\n",
            _ => "name = \"Late Comer\"\ncraft = \"engineer\"\n",
        };
        repo.write(file, text);
        served.hears("Built");
    }
    assert!(served.get("/late/").contains("Late."));
    assert!(served.get("/org/people/late/").contains("Late Comer"));
}

#[test]
fn drafts_are_shown_under_names_of_this_machine_only() {
    let repo = repository();
    let served = Served::start(repo.path());
    let port = served.address.rsplit(':').next().unwrap();
    for host in ["localhost", "LOCALHOST", "127.0.0.1", "[::1]", "handbook.localhost"] {
        let page = all_of(served.ask_as("/", &format!("{host}:{port}")));
        assert!(page.starts_with("HTTP/1.1 200"), "{host}: {page}");
    }
    for host in ["evil.example", "localhost.evil.example", "10.0.0.1"] {
        for path in ["/", "/__handbook/events"] {
            let answer = all_of(served.ask_as(path, &format!("{host}:{port}")));
            assert!(answer.starts_with("HTTP/1.1 403"), "{host}: {answer}");
            assert!(answer.contains("ask for it at localhost"), "{answer}");
        }
    }
}

#[test]
fn a_page_of_an_earlier_build_hears_of_the_one_that_came_since() {
    let repo = repository();
    let served = Served::start(repo.path());
    let page = served.get("/people/pay/");
    let (_, build) = page.split_once("/__handbook/reload.js?build=").unwrap();
    let build = build.split('"').next().unwrap();
    repo.write("content/late.md", "+++\ntitle = \"Late\"\n+++\n\nLate.\n");
    served.hears("Built");
    let mut open = BufReader::new(served.ask(&format!("/__handbook/events?build={build}")));
    assert_eq!(news(&mut open), "null");
}
