//! Connections that do not finish what they begin are let go. The clock of these tests jumps to the next
//! deadline whenever everything waits.

use gandan::web::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::support::TestApp;

#[tokio::test]
async fn a_head_that_does_not_end_and_silence_are_let_go() {
    let app = TestApp::spawn().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let router = gandan::router::build(app.app.clone()).unwrap();
    let server = serve::run(listener, router, stop.clone());
    let clients = async {
        tokio::time::pause();
        for begun in ["", "GET / HTTP/1.1\r\nHost: x\r\n"] {
            let mut client = TcpStream::connect(address).await.unwrap();
            client.write_all(begun.as_bytes()).await.unwrap();
            let began = tokio::time::Instant::now();
            let mut said = Vec::new();
            client.read_to_end(&mut said).await.unwrap();
            assert_eq!(String::from_utf8_lossy(&said), "", "{begun:?}");
            assert_eq!(began.elapsed().as_secs(), 30, "{begun:?}");
        }
        let body = "POST /tracking HTTP/1.1\r\nHost: gandan.test\r\nOrigin: http://gandan.test\r\n\
                    Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\nnum";
        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(body.as_bytes()).await.unwrap();
        let mut said = vec![0; 12];
        client.read_exact(&mut said).await.unwrap();
        assert_eq!(said, b"HTTP/1.1 400");
        stop.cancel();
    };
    // The server ends once it is told to.
    tokio::join!(server, clients);
}
