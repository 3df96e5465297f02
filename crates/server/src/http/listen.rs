//! Accepting connections: TCP, a Unix socket or TLS, with limits on slow clients and a graceful end.

use super::service::{Side, answer};
use crate::app::App;
use axum::Router;
use axum::body::Body;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

/// The client's end of the connection, for devices and limits.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub Option<SocketAddr>);

const HEADER_TIMEOUT: Duration = Duration::from_secs(5);
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
    loop {
        tokio::select! {
            accepted = accept(&socket) => match accepted {
                Ok((stream, peer)) => {
                    let watcher = graceful.watcher();
                    let acceptor = tls.borrow().clone();
                    let (app, router) = (app.clone(), router.clone());
                    tokio::spawn(async move {
                        match (acceptor, stream) {
                            (Some(acceptor), Stream::Tcp(stream)) => {
                                // A client that does not finish its handshake is dropped, like one that sends no headers.
                                if let Ok(Ok(stream)) = tokio::time::timeout(HEADER_TIMEOUT, acceptor.accept(stream)).await {
                                    connection(app, router, side, stream, peer, watcher).await;
                                }
                            }
                            (_, Stream::Tcp(stream)) => connection(app, router, side, stream, peer, watcher).await,
                            (_, Stream::Unix(stream)) => connection(app, router, side, stream, peer, watcher).await,
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

async fn accept(socket: &Socket) -> std::io::Result<(Stream, Peer)> {
    match socket {
        Socket::Tcp(listener) => {
            let (stream, peer) = listener.accept().await?;
            stream.set_nodelay(true)?;
            Ok((Stream::Tcp(stream), Peer(Some(peer))))
        }
        Socket::Unix(listener, _) => Ok((Stream::Unix(listener.accept().await?.0), Peer(None))),
    }
}

async fn connection<S>(app: Arc<App>, router: Router, side: Side, stream: S, peer: Peer, watcher: hyper_util::server::graceful::Watcher)
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
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT);
    builder.http2().timer(TokioTimer::new());
    let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
    // What ends a connection early is the client's affair.
    watcher.watch(connection).await.ok();
}
