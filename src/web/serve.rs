//! Takes connections and hands their requests on. A client that does not finish what it begins is let go, so
//! that a few of them cannot hold all connections.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// For the head of a request, and for a connection that waits for its next one.
const HEAD_WITHIN: Duration = Duration::from_secs(30);
/// After a connection that could not be taken.
const ACCEPT_AGAIN: Duration = Duration::from_millis(200);
/// For open requests once the process is asked to end.
const END_WITHIN: Duration = Duration::from_secs(30);

/// Serves until stopped, then lets open requests finish.
pub async fn run(listener: TcpListener, router: Router, stop: CancellationToken) {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN);
    let open = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Too many open files passes as connections end; until then the error comes back at once.
                tracing::warn!(%error, "a connection could not be taken");
                tokio::select! {
                    () = stop.cancelled() => break,
                    () = tokio::time::sleep(ACCEPT_AGAIN) => continue,
                }
            }
        };
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = service_fn(move |request| answer(router.clone(), address, request));
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        let connection = open.watch(connection);
        spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    if tokio::time::timeout(END_WITHIN, open.shutdown()).await.is_err() {
        tracing::warn!("requests were still open when the process ended");
    }
}

async fn answer(
    router: Router,
    address: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(address));
    router.oneshot(request).await
}

#[expect(clippy::disallowed_methods, reason = "connections are awaited before the process ends")]
fn spawn(connection: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(connection);
}
