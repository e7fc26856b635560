//! The names of our cookies as they travel. With HTTPS each begins with `__Host-`: the browser then takes
//! it from this very host alone, over TLS, for every path, and no other host of the domain can put one in
//! (RFC 6265bis 4.1.3). Inside, cookies keep their plain names.

use axum::extract::{Request, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;

const PREFIX: &str = "__Host-";

/// Takes the prefix off what comes and puts it on what goes. A cookie that comes without it is not ours.
pub async fn host_only(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if !app.config.server.secure_cookies {
        return next.run(request).await;
    }
    take_off(request.headers_mut());
    let mut response = next.run(request).await;
    put_on(response.headers_mut());
    response
}

fn take_off(headers: &mut HeaderMap) {
    let lines: Vec<&str> =
        headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok()).collect();
    let pairs = lines.iter().flat_map(|line| line.split(';'));
    let ours: Vec<&str> = pairs.filter_map(|pair| pair.trim().strip_prefix(PREFIX)).collect();
    let ours = HeaderValue::from_str(&ours.join("; "));
    headers.remove(COOKIE);
    if let Ok(ours) = ours {
        headers.insert(COOKIE, ours);
    }
}

fn put_on(headers: &mut HeaderMap) {
    let set: Vec<HeaderValue> = headers.get_all(SET_COOKIE).iter().cloned().collect();
    headers.remove(SET_COOKIE);
    for line in set {
        let named = [PREFIX.as_bytes(), line.as_bytes()].concat();
        if let Ok(named) = HeaderValue::from_bytes(&named) {
            headers.append(SET_COOKIE, named);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_cookies_of_this_very_host_come_in() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("__Host-lang=en; tracking=planted; x"));
        headers.append(COOKIE, HeaderValue::from_static("gandan_session=planted;__Host-flash=ok"));
        take_off(&mut headers);
        let lines: Vec<_> = headers.get_all(COOKIE).iter().collect();
        assert_eq!(lines, ["lang=en; flash=ok"]);
    }

    #[test]
    fn every_cookie_goes_out_under_its_full_name() {
        let mut headers = HeaderMap::new();
        headers.append(SET_COOKIE, HeaderValue::from_static("lang=en; Path=/; Secure"));
        headers.append(SET_COOKIE, HeaderValue::from_static("flash=ok; Path=/; Secure"));
        put_on(&mut headers);
        let lines: Vec<_> = headers.get_all(SET_COOKIE).iter().collect();
        assert_eq!(lines, ["__Host-lang=en; Path=/; Secure", "__Host-flash=ok; Path=/; Secure"]);
    }
}
