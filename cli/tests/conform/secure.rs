//! Services behind TLS: whom the machine trusts is judged, everybody else is not talked to.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::serve::Listener;
use tempfile::NamedTempFile;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::server::TlsStream;

use crate::program::Program;
use crate::proxied::{ask, ready};
use crate::service::Service;

/// Who vouches for a service of this machine: the service itself.
pub(crate) struct Certificate {
    acceptor: TlsAcceptor,
    file: NamedTempFile,
}

/// Connections with TLS.
struct Secure {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Certificate {
    fn new() -> Self {
        let signed = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let key = signed.signing_key.serialize_der().try_into().unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let config = config.with_single_cert(vec![signed.cert.der().clone()], key).unwrap();
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(signed.cert.pem().as_bytes()).unwrap();
        Self { acceptor: TlsAcceptor::from(Arc::new(config)), file }
    }

    /// The certificate, for those who are to trust it.
    pub(crate) fn file(&self) -> &Path {
        self.file.path()
    }

    pub(crate) fn secure(&self, listener: TcpListener) -> impl Listener<Addr = SocketAddr> {
        Secure { listener, acceptor: self.acceptor.clone() }
    }
}

impl Listener for Secure {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = self.listener.accept().await.unwrap();
            // Callers who do not trust the certificate hang up.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

#[test]
fn a_service_is_judged() {
    let certificate = Certificate::new();
    let service = Service::secure(&certificate);
    let arguments = ["--url", &service.url, "--read-only"];
    let ended = Program::trusting(&certificate, service.definition.path(), &arguments).end();
    assert_eq!(ended.code, Some(0), "{}", ended.report);
    assert!(service.methods().contains(&"GET".to_owned()), "{}", ended.report);
}

#[test]
fn callers_reach_it_through_the_proxy() {
    let certificate = Certificate::new();
    let service = Service::secure(&certificate);
    let arguments = ["--proxy", "0", "--to", &service.url, "--budget", "1"];
    let mut program = Program::trusting(&certificate, service.definition.path(), &arguments);
    let address = ready(&mut program);
    let answer = ask(&address, "GET /book-shelves");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    let ended = program.end();
    assert_eq!((ended.code, service.methods()), (Some(0), vec!["GET".to_owned()]), "{}", ended.report);
}

#[test]
fn a_service_that_nobody_trusts_is_sent_nothing() {
    let service = Service::secure(&Certificate::new());
    let other = Certificate::new();
    let mut program = Program::trusting(&other, service.definition.path(), &["--url", &service.url]);
    let why = program.note("nothing was judged: the service: cannot be reached: ");
    assert!(why.contains("certificate"), "{why}");
    assert_eq!((program.end().code, service.methods()), (Some(3), Vec::new()));
    let arguments = ["--proxy", "0", "--to", &service.url, "--budget", "1"];
    let mut program = Program::trusting(&other, service.definition.path(), &arguments);
    let address = ready(&mut program);
    assert!(ask(&address, "GET /book-shelves").starts_with("HTTP/1.1 502 "));
    assert_eq!((program.end().code, service.methods()), (Some(3), Vec::new()));
}
