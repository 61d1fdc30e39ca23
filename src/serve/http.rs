//! The server: connections, host names, and what is added to a page on its way out.

use std::convert::Infallible;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};

use super::Shared;
use super::preview::Answer;

/// Under the base path: the script, its style, and what it asks for.
const OWN: &str = "__dateline/";
const SCRIPT: &str = include_str!("live.js");
const STYLE: &str = include_str!("panel.css");
/// How long a page waits for a change before it asks again.
const LONGEST_WAIT: Duration = Duration::from_secs(25);

/// Answers requests until the user presses Ctrl-C. Says when it is ready for both.
pub(super) fn serve(
    preview: Shared,
    listener: TcpListener,
    names: Vec<String>,
    ready: impl FnOnce(),
) -> anyhow::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let names = Arc::new(names);
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        #[cfg(unix)]
        let mut stop = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())?;
        #[cfg(windows)]
        let mut stop = tokio::signal::windows::ctrl_c()?;
        ready();
        loop {
            tokio::select! {
                _ = stop.recv() => return anyhow::Ok(()),
                // One connection that fails is no reason to stop.
                accepted = listener.accept() => if let Ok((stream, _)) = accepted {
                    let _ = stream.set_nodelay(true);
                    let (preview, names) = (Arc::clone(&preview), Arc::clone(&names));
                    let service = service_fn(move |request| {
                        respond(Arc::clone(&preview), Arc::clone(&names), request)
                    });
                    let mut server = http1::Builder::new();
                    server.timer(TokioTimer::new());
                    tokio::spawn(server.serve_connection(TokioIo::new(stream), service));
                },
            }
        }
    })?;
    runtime.shutdown_background();
    Ok(())
}

async fn respond(
    preview: Shared,
    names: Arc<Vec<String>>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !is_own(host, &names) {
        let text =
            format!("`{host}` is not a name of this server. Name it with `--addr`, or use `localhost`.\n");
        return Ok(plain(StatusCode::MISDIRECTED_REQUEST, text));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response =
            plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are answered.\n".to_owned());
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Ok(response);
    }
    let path = request.uri().path().to_owned();
    if let Some(own) = path.strip_prefix(&preview.base()).and_then(|path| path.strip_prefix(OWN)) {
        return Ok(own_file(&preview, own, request.uri().query().unwrap_or_default()).await);
    }
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let is_head = request.method() == Method::HEAD;
    let made = tokio::task::spawn_blocking(move || {
        let answer = preview.answer(&path);
        let body = with_script(&answer, &preview);
        (answer, body)
    });
    let Ok((answer, body)) = made.await else {
        return Ok(plain(StatusCode::INTERNAL_SERVER_ERROR, "This page cannot be made.\n".to_owned()));
    };
    Ok(sent(&answer, body, known.as_ref(), is_head))
}

/// Whether a host name is one that a stranger's page cannot make its own: an address, `localhost`,
/// or a name that the user has chosen. Anything else may be a name that was pointed at this machine.
fn is_own(host: &str, names: &[String]) -> bool {
    let Ok(authority) = host.parse::<hyper::http::uri::Authority>() else { return false };
    let name = authority.host().trim_end_matches('.').to_ascii_lowercase();
    let address = name.trim_start_matches('[').trim_end_matches(']');
    address.parse::<IpAddr>().is_ok()
        || name == "localhost"
        || name.ends_with(".localhost")
        || names.iter().any(|own| own.eq_ignore_ascii_case(&name))
}

/// The script, its style, or the state as soon as it differs from the one that the page has.
async fn own_file(preview: &Shared, path: &str, query: &str) -> Response<Full<Bytes>> {
    let (media_type, body) = match path {
        "live.js" => ("text/javascript; charset=utf-8", SCRIPT.to_owned()),
        "panel.css" => ("text/css; charset=utf-8", STYLE.to_owned()),
        "state" => {
            let mut changes = preview.changes();
            if query.strip_prefix("since=").is_some_and(|version| version == preview.version()) {
                changes.mark_unchanged();
                let _ = tokio::time::timeout(LONGEST_WAIT, changes.changed()).await;
            }
            ("application/json", preview.state().to_string())
        }
        _ => return plain(StatusCode::NOT_FOUND, "There is nothing here.\n".to_owned()),
    };
    let mut response = Response::new(Full::new(Bytes::from(body)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// An answer on its way out. A page that the browser already has is not sent again.
fn sent(answer: &Answer, body: Vec<u8>, known: Option<&HeaderValue>, is_head: bool) -> Response<Full<Bytes>> {
    let is_known = answer.status == 200 && known.is_some_and(|known| known == answer.tag.as_str());
    let length = body.len();
    let body = if is_known || is_head { Bytes::new() } else { Bytes::from(body) };
    let mut response = Response::new(Full::new(body));
    let status = if is_known { 304 } else { answer.status };
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &answer.media_type);
    set(header::ETAG, &answer.tag);
    set(header::CACHE_CONTROL, "no-cache");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if is_head {
        set(header::CONTENT_LENGTH, &length.to_string());
    }
    if let Some(location) = &answer.location {
        set(header::LOCATION, location);
    }
    response
}

/// The body with the reload script, if it is a page.
fn with_script(answer: &Answer, preview: &Shared) -> Vec<u8> {
    if !answer.media_type.starts_with("text/html") {
        return answer.body.clone();
    }
    let Ok(html) = std::str::from_utf8(&answer.body) else { return answer.body.clone() };
    let at = html.rfind("</body>").unwrap_or(html.len());
    let [styles, others] = preview.assets();
    let script = format!(
        "<script src=\"{}{OWN}live.js\" data-tag=\"{}\" data-version=\"{}\" data-styles=\"{}\" data-others=\"{}\" defer></script>",
        preview.base(),
        answer.tag.trim_matches('"'),
        preview.version(),
        styles,
        others,
    );
    [&html[..at], &script, &html[at..]].concat().into_bytes()
}

fn plain(status: StatusCode, text: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(text)));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn only_names_that_cannot_be_turned_to_this_machine_are_its_own() {
        let names = ["desk.test".to_owned()];
        for own in
            ["127.0.0.1:1111", "localhost", "LOCALHOST:80", "[::1]:1111", "a.localhost:1", "desk.test:1"]
        {
            assert!(is_own(own, &names), "{own}");
        }
        for other in
            ["", "example.org", "127.0.0.1.example.org", "localhost.example.org", "a b", "example.org:1111"]
        {
            assert!(!is_own(other, &names), "{other}");
        }
    }
}
