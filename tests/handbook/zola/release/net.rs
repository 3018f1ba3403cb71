//! Nets that fail: how soon that is seen, and what is said and done then.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use zola_handbook::zola::{Found, Limits, NoAddress, Proxy, ReleaseError, Releases};

use super::{Machine, right};
use crate::support::forge::{Answer, Archive, Forge, describe, releases, script};

/// Searches on a machine that has npm, and insists that npm's Zola was taken, that this was said
/// of the release, and that nobody waited long.
#[track_caller]
fn falls_back(releases: &Releases, said: &str) {
    let machine = Machine::new().with_npm();
    let began = Instant::now();
    let searched = machine.find(releases);
    let took = began.elapsed();
    assert_eq!(searched.zola.unwrap().found(), Found::Npm);
    assert!(searched.said.contains(said), "{}", searched.said);
    assert!(searched.said.contains("; trying the npm package instead\n"), "{}", searched.said);
    assert!(took < Duration::from_secs(60), "{took:?}");
    assert!(machine.kept()[0].starts_with("npm-0.22.0-"));
    assert_eq!(machine.kept().len(), 1);
}

fn with_archive(answered: impl FnOnce(Vec<u8>) -> Answer) -> Forge {
    Forge::with("0.22.1", vec![right().answered(answered)])
}

#[test]
fn the_limits_are_those_that_the_documentation_names() {
    let Limits { connect, silence, answer, archive } = Limits::USUAL;
    let told = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/zola.md"));
    let told = told.unwrap().replace('\n', " ");
    for part in [
        format!("is given up after {} seconds", connect.as_secs()),
        format!("one that says nothing after {},", silence.as_secs()),
        format!("an answer that does not end after {} minutes", answer.as_secs() / 60),
        format!("an archive at {} MB", archive / 1_000_000),
    ] {
        assert!(told.contains(&part), "{part}");
    }
}

#[test]
fn a_host_that_refuses_is_gone_around() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    falls_back(&releases(&format!("http://127.0.0.1:{port}")), "cannot be reached: ");
}

#[test]
fn a_host_that_says_nothing_is_not_waited_for() {
    let forge = Forge::answering(|_, _| Answer::Silent);
    falls_back(&forge.in_a_hurry(), "cannot be reached: it said nothing for 1 s");
}

#[test]
fn a_host_that_never_finishes_its_greeting_is_not_waited_for() {
    let forge = Forge::answering(|_, _| Answer::Silent);
    let mut releases = releases(&forge.base.replace("http:", "https:"));
    releases.limits = forge.in_a_hurry().limits;
    falls_back(&releases, "cannot be reached: there was no connection within 1 s");
}

#[test]
fn a_name_that_nobody_has_is_gone_around() {
    let mut releases = releases("https://releases.invalid");
    releases.limits.connect = Duration::from_millis(500);
    falls_back(&releases, "releases.invalid cannot be reached: ");
}

#[test]
fn a_transfer_that_stalls_breaks_off_or_drips_is_given_up() {
    let stalled = with_archive(Answer::Stalled);
    falls_back(&stalled.in_a_hurry(), "cannot be reached: it said nothing for 1 s");
    let cut = with_archive(Answer::Cut);
    falls_back(&cut.releases(), "cannot be reached: the connection broke off");
    let dripping = with_archive(|_| Answer::Dripping);
    falls_back(&dripping.in_a_hurry(), "cannot be reached: the answer did not end within 3 s");
}

#[test]
fn more_than_can_be_right_is_not_fetched() {
    let name = "`zola-v0.22.1-x86_64-unknown-linux-gnu.tar.gz` is larger than 0 MB";
    let endless = with_archive(|_| Answer::Endless);
    let mut releases = endless.releases();
    releases.limits.archive = 100_000;
    falls_back(&releases, name);
    assert_eq!(endless.fetched(), 1);

    let mut said_to_be = right();
    said_to_be.size = 100_001;
    let forge = Forge::with("0.22.1", vec![said_to_be]);
    let mut releases = forge.releases();
    releases.limits.archive = 100_000;
    falls_back(&releases, name);
    assert_eq!(forge.fetched(), 0);

    let description = Forge::answering(|_, _| Answer::Endless);
    falls_back(&description.releases(), "the description of release 0.22.1` is larger than 4 MB");
}

#[test]
fn a_redirect_on_this_machine_is_followed() {
    let archive = right();
    let Answer::Whole(bytes) = archive.answer.clone() else { panic!() };
    let other = Forge::answering(move |base, path| match path {
        "/there" => Answer::Moved(format!("{base}/further")),
        "/further" => Answer::Moved("/at/last".to_owned()),
        "/at/last" => Answer::Whole(bytes.clone()),
        _ => Answer::Status(404),
    });
    let to = format!("{}/there", other.base);
    let forge = Forge::with("0.22.1", vec![archive.answered(|_| Answer::Moved(to))]);
    let zola = Machine::new().find(&forge.releases()).zola.unwrap();
    assert_eq!(zola.found(), Found::Release);
    assert_eq!(other.asked(), ["/there", "/further", "/at/last"]);
}

#[test]
fn a_redirect_that_leaves_https_or_goes_round_is_not_followed() {
    for (to, wanted) in [
        ("http://192.0.2.1/zola.tar.gz", NoAddress::NotHttps),
        ("ftp://127.0.0.1/zola.tar.gz", NoAddress::NotHttps),
        ("http://ada:secret@127.0.0.1/", NoAddress::Secret),
        ("", NoAddress::Unreadable),
    ] {
        let forge = with_archive(|_| Answer::Moved(to.to_owned()));
        match Machine::new().find(&forge.releases()).refused() {
            ReleaseError::Led { why, .. } => assert_eq!(why, wanted, "{to}"),
            other => panic!("{to}: {other}"),
        }
    }
    let round = Forge::answering(|_, path| Answer::Moved(format!("{path}x")));
    let error = Machine::new().find(&round.releases()).refused();
    assert!(error.to_string().ends_with("leads on more than 5 times"), "{error}");
    assert_eq!(round.asked().len(), 6);
}

#[test]
fn an_archive_that_is_said_to_be_elsewhere_than_over_https_is_not_fetched() {
    let mut archive = right();
    archive.at = Some("http://192.0.2.1/zola.tar.gz".to_owned());
    let error = Machine::new().find(&Forge::with("0.22.1", vec![archive]).releases()).refused();
    assert!(matches!(error, ReleaseError::Led { why: NoAddress::NotHttps, .. }), "{error}");
}

#[test]
fn another_answer_than_the_release_is_gone_around() {
    for (status, said) in [
        (404, "has no release 0.22.1 of Zola"),
        (403, "answered with status 403, as it does where one network asks too often"),
        (500, "answered with status 500"),
        (204, "answered with status 204"),
    ] {
        let forge = Forge::answering(move |_, _| Answer::Status(status));
        falls_back(&forge.releases(), said);
    }
    for text in ["<html>", "{}", "{\"assets\": 3}", ""] {
        let forge = Forge::answering(|_, _| Answer::Whole(text.as_bytes().to_vec()));
        falls_back(&forge.releases(), "says of the release cannot be understood: ");
    }
    let other = Archive::of("aarch64-apple-darwin", "0.22.1", &[("zola", &script("0.22.1"))]);
    let forge = Forge::with("0.22.1", vec![other]);
    falls_back(&forge.releases(), "the release has no `zola-v0.22.1-x86_64-unknown-linux-");
}

#[test]
fn a_proxy_is_the_way_to_the_net_and_never_to_this_machine() {
    let proxy = Forge::answering(|_, _| Answer::Status(502));
    let through = |base: &str, except: &[&str]| {
        let mut releases = releases(base);
        releases.limits.connect = Duration::from_secs(2);
        releases.proxy = Some(Proxy {
            address: proxy.base.clone(),
            except: except.iter().map(|host| (*host).to_owned()).collect(),
        });
        releases
    };
    falls_back(&through("https://releases.invalid", &[]), "cannot be reached: ");
    assert_eq!(proxy.asked(), ["releases.invalid:443"]);
    falls_back(&through("https://releases.invalid", &["releases.invalid"]), "cannot be reached: ");
    let forge = Forge::with("0.22.1", vec![right()]);
    Machine::new().find(&through(&forge.base, &[])).zola.unwrap();
    assert_eq!(proxy.asked().len(), 1);

    let mut wrong = releases("https://releases.invalid");
    let address = "nonsense://ada:secret@proxy".to_owned();
    wrong.proxy = Some(Proxy { address, except: Vec::new() });
    falls_back(&wrong, "the proxy's address is none, such as http://proxy.example:3128");
    assert!(!format!("{wrong:?}").contains("secret"));
}

#[test]
fn certificates_that_cannot_be_read_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    let mut releases = releases("https://releases.invalid");
    releases.certificates = Some(file.clone());
    falls_back(&releases, "ca.pem` cannot be used: No such file");
    std::fs::write(&file, "nothing\n").unwrap();
    falls_back(&releases, "ca.pem` cannot be used: there is none in it");
}

/// A forge over https that hands out the right release, but for what lies at `path`.
fn over_https(path: &'static str, answer: Answer) -> Forge {
    Forge::over_https(move |base, asked| {
        let archive = right();
        match archive.answer.clone() {
            _ if asked == path => answer.clone(),
            Answer::Whole(bytes) if asked.starts_with("/get/") => Answer::Whole(bytes),
            _ => Answer::Whole(describe(base, &[archive]).into_bytes()),
        }
    })
}

/// Where that forge is asked by somebody who trusts it.
fn trusting(forge: &Forge, folder: &TempDir) -> Releases {
    let file = folder.path().join("ca.pem");
    std::fs::write(&file, forge.certificate.as_ref().unwrap()).unwrap();
    let mut releases = forge.releases();
    releases.certificates = Some(file);
    releases
}

#[test]
fn a_host_is_believed_only_with_a_certificate_that_is_trusted() {
    let forge = over_https("/nowhere", Answer::Silent);
    falls_back(&forge.releases(), "(SSL_CERT_FILE can name the certificates to trust)");
    assert_eq!(forge.asked(), [""; 0], "nothing was asked of a stranger");
    let folder = tempfile::tempdir().unwrap();
    let zola = Machine::new().find(&trusting(&forge, &folder)).zola.unwrap();
    assert_eq!(zola.found(), Found::Release);
}

#[test]
fn an_answer_over_https_leads_neither_to_http_nor_to_this_machine() {
    let archive = "/get/zola-v0.22.1-x86_64-unknown-linux-gnu.tar.gz";
    let folder = tempfile::tempdir().unwrap();
    for (to, wanted) in [
        ("http://192.0.2.1/zola.tar.gz", NoAddress::NotHttps),
        ("http://127.0.0.1:1/zola.tar.gz", NoAddress::Inwards),
    ] {
        let forge = over_https(archive, Answer::Moved(to.to_owned()));
        match Machine::new().find(&trusting(&forge, &folder)).refused() {
            ReleaseError::Led { why, .. } => assert_eq!(why, wanted, "{to}"),
            other => panic!("{to}: {other}"),
        }
    }
    let forge = over_https(archive, Answer::Moved("/elsewhere".to_owned()));
    let error = Machine::new().find(&trusting(&forge, &folder)).refused();
    assert!(error.stops(), "what is there is no archive: {error}");
    assert!(forge.asked().contains(&"/elsewhere".to_owned()));
}
