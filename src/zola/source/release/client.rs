//! Fetching over the net: bounded in time, size and redirects.

use std::fmt;
use std::io::Read as _;
use std::path::PathBuf;
use std::time::Duration;

use ureq::http::Response;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, Timeout};

use super::address::ReleaseAddress;
use super::error::ReleaseError;

/// Where official releases are asked for, on which way, and how long that may take.
#[derive(Debug, Clone)]
pub struct Releases {
    /// Whoever answers as GitHub's API does, below `/repos/getzola/zola/releases/`.
    pub api: ReleaseAddress,
    /// The proxy on the way there; a server of this machine's is never asked through one.
    pub proxy: Option<Proxy>,
    /// A file of PEM certificates to trust in place of those that this program carries, for a net
    /// that looks into its connections.
    pub certificates: Option<PathBuf>,
    /// When to give up.
    pub limits: Limits,
}

/// A proxy, as the user's environment names it.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy {
    /// Its address, as in `http://proxy.example:3128`; a name and a password may be in it.
    pub address: String,
    /// Hosts to which it is not the way: `example.org`, or `*.example.org` for all below one.
    pub except: Vec<String>,
}

impl fmt::Debug for Proxy {
    /// Without the address, in which there may be a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy").field("except", &self.except).finish_non_exhaustive()
    }
}

/// When to give up on what is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long a name may take to be found, and after that a connection to be made.
    pub connect: Duration,
    /// How long a server may say nothing.
    pub silence: Duration,
    /// How long one answer may take as a whole.
    pub answer: Duration,
    /// The largest archive that is fetched, in bytes.
    pub archive: u64,
}

impl Limits {
    /// Those of a person who waits for a site: about 20 MB are fetched.
    pub const USUAL: Self = Self {
        connect: Duration::from_secs(4),
        silence: Duration::from_secs(10),
        answer: Duration::from_secs(180),
        archive: 100_000_000,
    };
}

impl Releases {
    /// Whoever answers at that address, asked straight and with the usual limits.
    #[must_use]
    pub fn at(api: ReleaseAddress) -> Self {
        Self { api, proxy: None, certificates: None, limits: Limits::USUAL }
    }
}

/// How often an answer may lead to another address.
const REDIRECTS: usize = 5;

/// What asks.
pub(super) struct Client<'a> {
    releases: &'a Releases,
    agent: Agent,
}

impl<'a> Client<'a> {
    pub fn new(releases: &'a Releases) -> Result<Self, ReleaseError> {
        let limits = releases.limits;
        let config = Agent::config_builder()
            .user_agent(concat!("handbook/", env!("CARGO_PKG_VERSION")))
            .http_status_as_error(false)
            // Redirects are followed here, one by one, where the address allows it.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(limits.connect))
            .timeout_connect(Some(limits.connect))
            .timeout_per_read(Some(limits.silence))
            .timeout_recv_response(Some(limits.silence))
            .timeout_global(Some(limits.answer))
            .tls_config(TlsConfig::builder().root_certs(certificates(releases)?).build())
            // Not even by default does the library look at the environment.
            .proxy(proxy(releases)?);
        Ok(Self { releases, agent: config.build().into() })
    }

    /// Who is asked.
    pub fn api(&self) -> &'a ReleaseAddress {
        &self.releases.api
    }

    /// The most bytes of an archive.
    pub fn largest_archive(&self) -> u64 {
        self.releases.limits.archive
    }

    /// The whole answer of an address, or of that to which it leads: `name` is what it is in
    /// messages, `limit` the most bytes that are taken.
    pub fn get(
        &self,
        address: &ReleaseAddress,
        accept: &str,
        name: &str,
        limit: u64,
    ) -> Result<Vec<u8>, ReleaseError> {
        let mut at = address.clone();
        for _ in 0..=REDIRECTS {
            let mut response = self.ask(&at, accept)?;
            let status = response.status();
            if status.is_redirection() {
                at = led(&at, &response)?;
                continue;
            }
            if status != 200 {
                return Err(ReleaseError::Answered {
                    host: at.host().to_owned(),
                    status: status.as_u16(),
                    hint: match status.as_u16() {
                        403 | 429 => ", as it does where one network asks too often",
                        _ => "",
                    },
                });
            }
            let mut bytes = Vec::new();
            let read = response.body_mut().as_reader().take(limit + 1).read_to_end(&mut bytes);
            read.map_err(|error| self.unreachable(&at, error.into()))?;
            if bytes.len() as u64 > limit {
                return Err(ReleaseError::TooLarge { name: name.to_owned(), limit });
            }
            return Ok(bytes);
        }
        Err(ReleaseError::LedAround { host: address.host().to_owned(), limit: REDIRECTS })
    }

    fn ask(&self, at: &ReleaseAddress, accept: &str) -> Result<Response<Body>, ReleaseError> {
        let mut request = self.agent.get(at.uri()).header("accept", accept);
        if at.is_plain() {
            request = request.config().proxy(None).build();
        }
        request.call().map_err(|error| self.unreachable(at, error))
    }

    fn unreachable(&self, at: &ReleaseAddress, error: ureq::Error) -> ReleaseError {
        let limits = self.releases.limits;
        let within = |limit: Duration| format!("within {} s", limit.as_secs_f32());
        let why = match error {
            ureq::Error::Timeout(Timeout::Resolve) => {
                format!("its name was not found {}", within(limits.connect))
            }
            ureq::Error::Timeout(Timeout::Connect) => {
                format!("there was no connection {}", within(limits.connect))
            }
            ureq::Error::Timeout(Timeout::PerRead | Timeout::PerWrite | Timeout::RecvResponse) => {
                format!("it said nothing for {} s", limits.silence.as_secs_f32())
            }
            ureq::Error::Timeout(_) => {
                format!("the answer did not end {}", within(limits.answer))
            }
            ureq::Error::HostNotFound => "there is no such name".to_owned(),
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                "the connection broke off".to_owned()
            }
            ureq::Error::InvalidProxyUrl => NO_PROXY.to_owned(),
            ureq::Error::Io(error) => error.to_string(),
            error => error.to_string(),
        };
        let trust = if why.contains("certificate") { CERTIFICATES } else { "" };
        let why = format!("{why}{trust}");
        ReleaseError::Unreachable { host: at.host().to_owned(), why }
    }
}

const CERTIFICATES: &str = " (SSL_CERT_FILE can name the certificates to trust)";
const NO_PROXY: &str = "the proxy's address is none, such as http://proxy.example:3128";

/// Where an answer leads.
fn led(at: &ReleaseAddress, response: &Response<Body>) -> Result<ReleaseAddress, ReleaseError> {
    let to = response.headers().get("location").map(|to| String::from_utf8_lossy(to.as_bytes()));
    let to = to.unwrap_or_default();
    at.leads_to(&to).map_err(|why| ReleaseError::Led {
        host: at.host().to_owned(),
        to: to.into_owned(),
        why,
    })
}

fn proxy(releases: &Releases) -> Result<Option<ureq::Proxy>, ReleaseError> {
    let Some(named) = &releases.proxy else { return Ok(None) };
    let refused = |_| {
        let host = releases.api.host().to_owned();
        ReleaseError::Unreachable { host, why: NO_PROXY.to_owned() }
    };
    // Only the builder takes exceptions.
    let read = ureq::Proxy::new(&named.address).map_err(refused)?;
    let mut built = ureq::Proxy::builder(read.protocol()).host(read.host()).port(read.port());
    if let Some(name) = read.username() {
        built = built.username(name);
    }
    if let Some(password) = read.password() {
        built = built.password(password);
    }
    for host in &named.except {
        built = built.no_proxy(host);
    }
    built.build().map(Some).map_err(refused)
}

fn certificates(releases: &Releases) -> Result<RootCerts, ReleaseError> {
    let Some(path) = &releases.certificates else { return Ok(RootCerts::WebPki) };
    let refused = |why: String| ReleaseError::Certificates { path: path.clone(), why };
    let pem = std::fs::read(path).map_err(|error| refused(error.to_string()))?;
    let mut trusted = Vec::new();
    for item in parse_pem(&pem) {
        if let PemItem::Certificate(one) = item.map_err(|error| refused(error.to_string()))? {
            trusted.push(one);
        }
    }
    if trusted.is_empty() {
        return Err(refused("there is none in it".to_owned()));
    }
    Ok(RootCerts::new_with_certs(&trusted))
}
