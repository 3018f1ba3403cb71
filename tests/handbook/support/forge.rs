//! A forge on this machine that describes a release of Zola and hands out its archives, well or
//! badly, as a test wants it.

use std::io::{self, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use flate2::{Compression, write::GzEncoder};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use zola_handbook::config::Sha256Digest;
use zola_handbook::zola::{Limits, ReleaseAddress, Releases};

/// What is answered to one request.
#[derive(Clone)]
pub enum Answer {
    /// All is well, and this is it.
    Whole(Vec<u8>),
    /// This status, and nothing.
    Status(u16),
    /// It is elsewhere.
    Moved(String),
    /// The first half, and then the connection breaks off.
    Cut(Vec<u8>),
    /// The first half, and then nothing more, for as long as somebody listens.
    Stalled(Vec<u8>),
    /// A byte now and then, for as long as somebody listens.
    Dripping,
    /// More and more, for as long as somebody listens.
    Endless,
    /// Nothing at all, for as long as somebody listens.
    Silent,
}

/// The forge. It answers until the test program ends.
pub struct Forge {
    /// As in `http://127.0.0.1:41234`.
    pub base: String,
    /// The certificate to trust, as PEM, where it answers over https.
    pub certificate: Option<String>,
    asked: Arc<Mutex<Vec<String>>>,
}

type Answering = dyn Fn(&str, &str) -> Answer + Send + Sync;

impl Forge {
    /// One that answers by its own address and the path that is asked for.
    pub fn answering(answer: impl Fn(&str, &str) -> Answer + Send + Sync + 'static) -> Self {
        Self::start(Arc::new(answer), None)
    }

    /// As [`Forge::answering`], over https, with a certificate that nobody has heard of.
    pub fn over_https(answer: impl Fn(&str, &str) -> Answer + Send + Sync + 'static) -> Self {
        let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let chain = vec![made.cert.der().clone()];
        let key = made.signing_key.serialize_der().try_into().unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let mut forge = Self::start(Arc::new(answer), Some(Arc::new(config)));
        forge.certificate = Some(made.cert.pem());
        forge
    }

    fn start(answer: Arc<Answering>, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let base = format!("{scheme}://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (heard, own) = (Arc::clone(&asked), base.clone());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (answer, heard, own) = (Arc::clone(&answer), Arc::clone(&heard), own.clone());
                let tls = tls.clone().map(|tls| ServerConnection::new(tls).unwrap());
                thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    // Whoever asked may have gone away by now.
                    let _gone = match tls {
                        None => converse(&mut stream, &own, &*answer, &heard),
                        Some(tls) => {
                            let mut stream = StreamOwned::new(tls, stream);
                            converse(&mut stream, &own, &*answer, &heard)
                        }
                    };
                });
            }
        });
        Self { base, certificate: None, asked }
    }

    /// One with a release of that version, in which these archives are.
    pub fn with(version: &str, archives: Vec<Archive>) -> Self {
        let described = format!("/repos/getzola/zola/releases/tags/v{version}");
        Self::answering(move |base, path| {
            if path == described {
                return Answer::Whole(describe(base, &archives).into_bytes());
            }
            let archive = archives.iter().find(|archive| path == format!("/get/{}", archive.name));
            archive.map_or(Answer::Status(404), |archive| archive.answer.clone())
        })
    }

    /// The paths that were asked for so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// How often an archive was asked for.
    pub fn fetched(&self) -> usize {
        self.asked().iter().filter(|path| path.starts_with("/get/")).count()
    }

    pub fn releases(&self) -> Releases {
        releases(&self.base)
    }

    /// As [`Forge::releases`], for somebody in a hurry.
    pub fn in_a_hurry(&self) -> Releases {
        let mut releases = self.releases();
        releases.limits = Limits {
            connect: Duration::from_secs(1),
            silence: Duration::from_secs(1),
            answer: Duration::from_secs(3),
            archive: 100_000,
        };
        releases
    }
}

pub fn releases(base: &str) -> Releases {
    Releases::at(ReleaseAddress::new(base).unwrap())
}

fn converse(
    stream: &mut (impl Read + Write),
    own: &str,
    answer: &Answering,
    heard: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let Some(path) = asked_for(stream) else { return until_gone(stream) };
    heard.lock().unwrap().push(path.clone());
    send(stream, answer(own, &path))?;
    stream.flush()
}

/// The path of a request; nothing where it is none: who speaks TLS to a forge that does not is
/// listened to, and never answered.
fn asked_for(stream: &mut impl Read) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).ok()?;
        head.extend(byte);
    }
    String::from_utf8(head).ok()?.split(' ').nth(1).map(str::to_owned)
}

fn send(stream: &mut (impl Read + Write), answer: Answer) -> io::Result<()> {
    let head =
        |status: u16, more: &str| format!("HTTP/1.1 {status} X\r\nconnection: close\r\n{more}\r\n");
    let sized = |bytes: &[u8]| head(200, &format!("content-length: {}\r\n", bytes.len()));
    match answer {
        Answer::Whole(bytes) => {
            stream.write_all(sized(&bytes).as_bytes())?;
            stream.write_all(&bytes)
        }
        Answer::Status(status) => {
            stream.write_all(head(status, "content-length: 0\r\n").as_bytes())
        }
        Answer::Moved(to) => {
            let more = format!("location: {to}\r\ncontent-length: 0\r\n");
            stream.write_all(head(302, &more).as_bytes())
        }
        Answer::Cut(bytes) => {
            stream.write_all(sized(&bytes).as_bytes())?;
            stream.write_all(&bytes[..bytes.len() / 2])
        }
        Answer::Stalled(bytes) => {
            stream.write_all(sized(&bytes).as_bytes())?;
            stream.write_all(&bytes[..bytes.len() / 2])?;
            until_gone(stream)
        }
        Answer::Dripping => {
            stream.write_all(head(200, "").as_bytes())?;
            loop {
                stream.write_all(b".")?;
                thread::sleep(Duration::from_millis(40));
            }
        }
        Answer::Endless => {
            stream.write_all(head(200, "").as_bytes())?;
            loop {
                stream.write_all(&[b'.'; 4096])?;
            }
        }
        Answer::Silent => until_gone(stream),
    }
}

fn until_gone(stream: &mut impl Read) -> io::Result<()> {
    stream.read_to_end(&mut Vec::new()).map(drop)
}

/// An archive of a release, and what is said of it.
#[derive(Clone)]
pub struct Archive {
    pub name: String,
    pub digest: Option<String>,
    pub size: usize,
    pub answer: Answer,
    /// Where it is said to be; below the forge itself where nothing else is said.
    pub at: Option<String>,
}

impl Archive {
    /// The archive for Linux with glibc on x86-64 of that version, with these files, all in order.
    pub fn new(version: &str, files: &[(&str, &str)]) -> Self {
        Self::of("x86_64-unknown-linux-gnu", version, files)
    }

    pub fn of(target: &str, version: &str, files: &[(&str, &str)]) -> Self {
        Self::packed(&format!("zola-v{version}-{target}.tar.gz"), tar_gz(files))
    }

    /// An archive of those bytes.
    pub fn packed(name: &str, bytes: Vec<u8>) -> Self {
        Self {
            name: name.to_owned(),
            digest: Some(format!("sha256:{}", Sha256Digest::of(&bytes))),
            size: bytes.len(),
            answer: Answer::Whole(bytes),
            at: None,
        }
    }

    /// The digest of what is handed out as a whole.
    pub fn sha256(&self) -> String {
        match &self.answer {
            Answer::Whole(bytes) => Sha256Digest::of(bytes).to_string(),
            _ => panic!("{} is not handed out whole", self.name),
        }
    }

    pub fn with_digest(mut self, digest: Option<&str>) -> Self {
        self.digest = digest.map(str::to_owned);
        self
    }

    /// Hands it out in another way.
    pub fn answered(mut self, how: impl FnOnce(Vec<u8>) -> Answer) -> Self {
        if let Answer::Whole(bytes) = self.answer {
            self.answer = how(bytes);
        }
        self
    }
}

/// A shell script that says it is that Zola.
pub fn script(version: &str) -> String {
    format!("#!/bin/sh\necho zola {version}\n")
}

/// Files, packed as those of a release are.
pub fn tar_gz(files: &[(&str, &str)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for (path, text) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        // Written as it is: a test may want what a careful program would not write.
        header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
        header.set_cksum();
        tar.append(&header, text.as_bytes()).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap()
}

/// A release, as GitHub describes it, as far as anybody reads it.
pub fn describe(base: &str, archives: &[Archive]) -> String {
    let assets = archives.iter().map(|archive| {
        let at = archive.at.clone().unwrap_or_else(|| format!("{base}/get/{}", archive.name));
        serde_json::json!({
            "name": archive.name,
            "size": archive.size,
            "digest": archive.digest,
            "browser_download_url": at,
            "state": "uploaded",
        })
    });
    serde_json::json!({ "draft": false, "assets": assets.collect::<Vec<_>>() }).to_string()
}
