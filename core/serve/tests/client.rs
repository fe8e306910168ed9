//! A service on a thread of its own, and requests byte by byte.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doc9303::UnixTime;
use doc9303_inputs::Sources;
use doc9303_serve::{Bounds, Clock, Service, Settings, Tls};
use serde_json::{Map, Value};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Duration;

pub(crate) const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/vectors");
pub(crate) const AT: &str = "2026-06-01";

/// A service that runs until it is dropped.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    pub(crate) service: Service,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Asks it to stop, without waiting.
    pub(crate) fn stop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
    }

    /// Waits for its end.
    pub(crate) fn end(&mut self) {
        self.thread.take().unwrap().join().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The trust of the genuine passport and of the forged one.
pub(crate) fn sources() -> Sources {
    let paths = ["passport", "forged", "visa"].map(|name| PathBuf::from(format!("{VECTORS}/{name}/trust")));
    Sources { paths: paths.into_iter().filter(|path| path.exists()).collect(), ..Sources::default() }
}

/// Settings whose clock stands at the time of the vectors.
pub(crate) fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.clock = Clock::standing(UnixTime::parse(AT).unwrap());
    settings
}

pub(crate) fn bounded(change: impl FnOnce(&mut Bounds)) -> Settings {
    let mut settings = settings();
    change(&mut settings.bounds);
    settings
}

pub(crate) fn start() -> Running {
    start_with(settings(), &sources(), None)
}

pub(crate) fn start_with(settings: Settings, sources: &Sources, tls: Option<Tls>) -> Running {
    let service = Service::new(sources.load().unwrap(), sources.files().unwrap(), settings);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let running = service.clone();
    let sources = sources.clone();
    let thread = std::thread::spawn(move || {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            tokio::spawn(doc9303_serve::watch(running.clone(), sources, Duration::from_millis(50)));
            let stopped = async { drop(stopped.await) };
            doc9303_serve::serve(listener, tls, running, stopped).await.unwrap();
        });
    });
    Running { address, service, stop: Some(stop), thread: Some(thread) }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Reads one answer, of the length that it names.
    pub(crate) fn read(stream: &mut impl Read) -> std::io::Result<Answer> {
        let mut bytes = Vec::new();
        let mut chunk = [0; 16_384];
        loop {
            let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
            if let Some(end) = end {
                let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
                let status = head.get(9..12).unwrap().parse().unwrap();
                let mut answer = Answer { status, head, body: bytes.split_off(end + 4) };
                let length: usize =
                    answer.header("content-length").map_or(0, |length| length.parse().unwrap());
                while answer.body.len() < length {
                    let read = stream.read(&mut chunk)?;
                    if read == 0 {
                        return Err(std::io::ErrorKind::UnexpectedEof.into());
                    }
                    answer.body.extend_from_slice(&chunk[..read]);
                }
                return Ok(answer);
            }
            match stream.read(&mut chunk)? {
                0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
                read => bytes.extend_from_slice(&chunk[..read]),
            }
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The code of an error, whose form is checked.
    pub(crate) fn code(&self) -> String {
        let json = self.json();
        let error = json["error"].as_object().unwrap();
        assert_eq!(error.keys().collect::<Vec<_>>(), ["code", "message"]);
        assert!(!error["message"].as_str().unwrap().is_empty());
        error["code"].as_str().unwrap().to_owned()
    }
}

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// The bytes of a request.
pub(crate) fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\n");
    if !headers.iter().any(|(name, _)| *name == "host") {
        head.push_str("host: localhost\r\n");
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() || method == "POST" {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    [head.as_bytes(), b"\r\n", body].concat()
}

pub(crate) fn send(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut stream = connect(address);
    stream.write_all(&request(method, path, headers, body)).unwrap();
    Answer::read(&mut stream).unwrap()
}

pub(crate) fn get(address: SocketAddr, path: &str) -> Answer {
    send(address, "GET", path, &[], b"")
}

pub(crate) const JSON: (&str, &str) = ("content-type", "application/json");

pub(crate) fn post(address: SocketAddr, path: &str, body: &Value) -> Answer {
    send(address, "POST", path, &[JSON], body.to_string().as_bytes())
}

/// A form: the name of each part, that of its file, and the bytes.
pub(crate) fn post_form(address: SocketAddr, path: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Answer {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.extend(
            format!("--XYZ\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--XYZ--\r\n");
    send(address, "POST", path, &[("content-type", "multipart/form-data; boundary=XYZ")], &body)
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(crate) fn file(path: &str) -> Vec<u8> {
    std::fs::read(format!("{VECTORS}/{path}")).unwrap()
}

/// A picture with a zone, or without one.
#[cfg(feature = "pictures")]
pub(crate) fn page(name: &str) -> Vec<u8> {
    std::fs::read(format!("{VECTORS}/../mrz_image/pages/{name}")).unwrap()
}

/// The files of a folder by their names.
pub(crate) fn folder(path: impl AsRef<Path>) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

/// A document of the vectors as a request has it.
pub(crate) fn document(name: &str) -> Value {
    let files = folder(format!("{VECTORS}/{name}/chip"));
    let chip: Map<String, Value> =
        files.iter().map(|(name, bytes)| (name.clone(), base64(bytes).into())).collect();
    let mrz = String::from_utf8(file(&format!("{name}/mrz.txt"))).unwrap();
    serde_json::json!({ "mrz": mrz, "chip": chip, "at": AT, "records": "own_terminal" })
}

/// A folder that is there until it is dropped.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("serve-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
