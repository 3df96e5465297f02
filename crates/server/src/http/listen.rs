//! Accepting connections: TCP, a Unix socket or TLS, with limits on slow clients and a graceful end.

use super::service::{Side, answer};
use crate::app::App;
use axum::Router;
use axum::body::Body;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_rustls::TlsAcceptor;

/// The client's end of the connection, for devices and limits.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub Option<SocketAddr>);

/// How long a TLS handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(5);
/// How long a connection may be idle between two requests, and how long the head of one may take. Longer than clients
/// pause as a rule, so that they do not send a request into a connection that is being closed.
const IDLE: Duration = Duration::from_secs(75);
/// How often a silent HTTP/2 connection is asked whether it still lives, and how many requests it may have open.
const PING: Duration = Duration::from_secs(30);
const STREAMS: u32 = 128;
/// Connections of one listener; more wait to be accepted.
const CONNECTIONS: usize = 16_384;
/// How long open requests may take once the server is told to stop.
const DRAIN: Duration = Duration::from_secs(30);

/// Where to listen.
pub enum Socket {
    Tcp(TcpListener),
    Unix(UnixListener, PathBuf),
}

/// The TLS acceptor of the moment; renewed certificates replace it.
pub type Tls = watch::Receiver<Option<TlsAcceptor>>;

/// Serves until `stop` becomes true, then lets open requests finish.
pub async fn serve(app: Arc<App>, router: Router, side: Side, socket: Socket, tls: Tls, mut stop: watch::Receiver<bool>) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        tokio::select! {
            accepted = accept(&socket, &places) => match accepted {
                Ok((stream, peer, place)) => {
                    let watcher = graceful.watcher();
                    let acceptor = tls.borrow().clone();
                    let (app, router) = (app.clone(), router.clone());
                    tokio::spawn(async move {
                        let _place = place;
                        match (acceptor, stream) {
                            (Some(acceptor), Stream::Tcp(stream)) => {
                                // A client that does not finish its handshake is dropped, like one that sends no headers.
                                if let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
                                    let protocol = match stream.get_ref().1.alpn_protocol() {
                                        Some(b"h2") => Protocol::Http2,
                                        _ => Protocol::Http1,
                                    };
                                    connection(app, router, side, stream, protocol, peer, watcher).await;
                                }
                            }
                            (_, Stream::Tcp(stream)) => connection(app, router, side, stream, Protocol::Http1, peer, watcher).await,
                            (_, Stream::Unix(stream)) => connection(app, router, side, stream, Protocol::Http1, peer, watcher).await,
                        }
                    });
                }
                Err(error) => {
                    // Out of file descriptors, as a rule: wait for some to be closed.
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            _ = stop.changed() => break,
        }
    }
    if let Socket::Unix(_, path) = &socket {
        std::fs::remove_file(path).ok();
    }
    drop(socket);
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time and were cut off");
    }
}

enum Stream {
    Tcp(tokio::net::TcpStream),
    Unix(tokio::net::UnixStream),
}

async fn accept(socket: &Socket, places: &Arc<Semaphore>) -> std::io::Result<(Stream, Peer, OwnedSemaphorePermit)> {
    let place = places.clone().acquire_owned().await.map_err(std::io::Error::other)?;
    match socket {
        Socket::Tcp(listener) => {
            let (stream, peer) = listener.accept().await?;
            stream.set_nodelay(true)?;
            Ok((Stream::Tcp(stream), Peer(Some(peer)), place))
        }
        Socket::Unix(listener, _) => Ok((Stream::Unix(listener.accept().await?.0), Peer(None), place)),
    }
}

/// Chosen when the connection begins, never guessed from its first bytes: guessing has no time limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protocol {
    Http1,
    /// Only where TLS has negotiated it.
    Http2,
}

async fn connection<S>(app: Arc<App>, router: Router, side: Side, stream: S, protocol: Protocol, peer: Peer, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: http::Request<hyper::body::Incoming>| {
        let (app, router) = (app.clone(), router.clone());
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(peer);
            Ok::<_, std::convert::Infallible>(answer(app, router, side, request).await)
        }
    });
    let builder = auto::Builder::new(TokioExecutor::new());
    let mut builder = match protocol {
        Protocol::Http1 => builder.http1_only(),
        Protocol::Http2 => builder.http2_only(),
    };
    builder.http1().timer(TokioTimer::new()).header_read_timeout(IDLE);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(PING).max_concurrent_streams(STREAMS);
    let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
    // What ends a connection early is the client's affair.
    watcher.watch(connection).await.ok();
}
