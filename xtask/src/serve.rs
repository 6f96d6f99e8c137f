//! A file server for this machine only: enough of HTTP to open the page.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

/// Where the page is served: the port that is asked for, or any free one.
pub fn listen(port: Option<u16>) -> io::Result<TcpListener> {
    const USUAL: u16 = 8417;
    match port {
        Some(port) => TcpListener::bind((Ipv4Addr::LOCALHOST, port)),
        None => TcpListener::bind((Ipv4Addr::LOCALHOST, USUAL)).or_else(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0))),
    }
}

/// Serves the files of a folder until the program ends.
pub fn serve(listener: &TcpListener, folder: &Path) {
    for stream in listener.incoming().flatten() {
        let folder = folder.to_owned();
        // A browser that goes away in the middle is no concern of the others.
        thread::spawn(move || answer(stream, &folder).ok());
    }
}

fn answer(mut stream: TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let file = file(folder, target).and_then(|file| Some((content_type(&file), fs::read(file).ok()?)));
    let (status, content_type, body) = match file {
        _ if method != "GET" && method != "HEAD" => ("405 Method Not Allowed", "text/plain", b"Only GET and HEAD.\n".to_vec()),
        Some((content_type, body)) => ("200 OK", content_type, body),
        None => ("404 Not Found", "text/plain", b"There is no such file.\n".to_vec()),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// The file a request is about; none outside the folder.
fn file(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = Path::new(if path.is_empty() { "regulars.html" } else { path });
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| folder.join(path))
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("tgz") => "application/gzip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn request(text: &str) -> String {
        let folder = std::env::temp_dir().join(format!("regulars-serve-{}-{}", std::process::id(), text.len()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("regulars.html"), "<p>茶</p>").unwrap();
        let listener = listen(Some(0)).unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        client.write_all(text.as_bytes()).unwrap();
        answer(listener.accept().unwrap().0, &folder).unwrap();
        let mut response = String::new();
        client.read_to_string(&mut response).unwrap();
        fs::remove_dir_all(folder).unwrap();
        response
    }

    #[test]
    fn the_page_is_at_the_root() {
        let response = request("GET /?view=rfm HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assert!(response.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 10\r\n"));
        assert!(response.ends_with("\r\n\r\n<p>茶</p>"));
        let head = request("HEAD /regulars.html HTTP/1.1\r\n\r\n");
        assert!(head.contains("Content-Length: 10\r\n") && head.ends_with("\r\n\r\n"));
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for target in ["/../Cargo.toml", "/a/../../Cargo.toml", "//etc/hosts", "etc/hosts", ""] {
            assert!(file(Path::new("dist"), target).is_none(), "{target}");
        }
        assert!(request("GET /missing.html HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"));
        assert!(request("POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405"));
    }
}
