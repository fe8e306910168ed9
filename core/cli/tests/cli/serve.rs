//! `doc9303 serve`: the program as a service, with real sockets and signals.

use crate::common::vectors;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// The program at work, and the lines of its log.
struct Running {
    child: Child,
    address: String,
    log: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(arguments: &[&str]) -> Running {
    let mut child = Command::new(env!("CARGO_BIN_EXE_doc9303"))
        .arg("serve")
        .args(arguments)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let log = Arc::new(Mutex::new(String::new()));
    // The first line says where it listens.
    let first = lines.next().unwrap().unwrap();
    let told: Value = serde_json::from_str(&first).unwrap_or_else(|_| panic!("{first}"));
    let address = told["address"].as_str().unwrap().to_owned();
    let kept = log.clone();
    let reader = std::thread::spawn(move || {
        lines.map_while(Result::ok).for_each(|line| kept.lock().unwrap().push_str(&(line + "\n")));
    });
    Running { child, address, log, reader: Some(reader) }
}

impl Running {
    /// The status and the body of an answer.
    fn send(&self, head: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head =
            format!("{head}host: localhost\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
        stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let status = String::from_utf8_lossy(&answer[9..12]).parse().unwrap();
        (status, answer[end + 4..].to_vec())
    }

    /// A document of the vectors as a form.
    fn inspect(&self, name: &str, more: &str) -> (u16, Vec<u8>) {
        let folder = vectors().join(name);
        let mut body = Vec::new();
        let mut part = |disposition: String, bytes: &[u8]| {
            body.extend(format!("--XYZ\r\ncontent-disposition: form-data; {disposition}\r\n\r\n").bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        };
        part("name=\"mrz\"".to_owned(), &std::fs::read(folder.join("mrz.txt")).unwrap());
        part("name=\"at\"".to_owned(), b"2026-06-01");
        part("name=\"records\"".to_owned(), b"own_terminal");
        for entry in std::fs::read_dir(folder.join("chip")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            part(format!("name=\"chip\"; filename=\"{name}\""), &std::fs::read(&path).unwrap());
        }
        body.extend(b"--XYZ--\r\n");
        let head =
            format!("POST /v1/inspect HTTP/1.1\r\ncontent-type: multipart/form-data; boundary=XYZ\r\n{more}");
        self.send(&head, &body)
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    /// Waits for the end and returns the status and the whole log.
    fn end(&mut self) -> (Option<i32>, String) {
        let status = self.child.wait().unwrap().code();
        self.reader.take().unwrap().join().unwrap();
        (status, self.log.lock().unwrap().clone())
    }
}

fn path(name: &str) -> String {
    vectors().join(name).to_str().unwrap().to_owned()
}

fn refused(arguments: &[&str]) -> (Option<i32>, String) {
    let output: Output =
        Command::new(env!("CARGO_BIN_EXE_doc9303")).arg("serve").args(arguments).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// The same input at the same time gives the same bytes over HTTP and on the command line; and nothing of the holder gets into a log.
#[test]
fn the_service_says_what_the_command_line_says_and_keeps_quiet() {
    let trust = ["passport/trust", "forged/trust"].map(path);
    let mut running = start(&["--listen", "127.0.0.1:0", "--trust", &trust[0], "--trust", &trust[1]]);
    for (name, verdict) in [("passport", "successful"), ("forged", "failed")] {
        let (mrz, chip) = (path(&format!("{name}/mrz.txt")), path(&format!("{name}/chip")));
        let arguments =
            ["inspect", "--mrz", &mrz, "--chip", &chip, "--trust", &trust[0], "--trust", &trust[1]];
        let more = ["--at", "2026-06-01", "--records-of-own-terminal", "--json"];
        let printed =
            Command::new(env!("CARGO_BIN_EXE_doc9303")).args(arguments).args(more).output().unwrap();
        let (status, body) = running.inspect(name, "");
        assert_eq!(
            (status, String::from_utf8(body.clone()).unwrap()),
            (200, String::from_utf8(printed.stdout).unwrap())
        );
        assert_eq!(serde_json::from_slice::<Value>(&body).unwrap()["verdict"], verdict);
    }
    // Everywhere where something personal could stand.
    let json = "content-type: application/json\r\n";
    running.send(
        &format!("POST /v1/inspect HTTP/1.1\r\n{json}"),
        br#"{"mrz": "L898902C3 ERIKSSON", "ERIKSSON": 1}"#,
    );
    running.send("GET /v1/explain/ERIKSSON?language=L898902C3 HTTP/1.1\r\n", b"");
    running.send("GET /ERIKSSON/L898902C3?name=ERIKSSON HTTP/1.1\r\n", b"");
    running.send("DELETE /v1/sessions/ERIKSSON HTTP/1.1\r\n", b"");
    running.send("GET /healthz HTTP/1.1\r\nx-request-id: ERIKSSON ANNA\r\n", b"");
    running.signal("-TERM");
    let (status, log) = running.end();
    assert_eq!(status, Some(0), "{log}");
    for line in log.lines() {
        assert!(serde_json::from_str::<Value>(line).is_ok(), "{line}");
    }
    for word in ["ERIKSSON", "L898902C", "ANNA", "740812"] {
        assert!(!log.contains(word), "{word} in {log}");
    }
    let told = |word: &str| log.lines().filter(|line| line.contains(word)).count();
    assert_eq!(told("\"route\":\"/v1/inspect\""), 3, "{log}");
    assert_eq!(told("\"verdict\":\"failed\""), 1, "{log}");
    assert!(log.contains("\"in_order\":true"), "{log}");
}

#[test]
fn it_does_not_start_open_to_the_world() {
    for address in ["0.0.0.0:0", "[::]:0"] {
        let (status, told) = refused(&["--listen", address]);
        assert_eq!(status, Some(64), "{told}");
        assert!(told.contains("anybody could ask: give --token-file"), "{told}");
        let (status, _) = refused(&["--listen", address, "--behind-proxy"]);
        assert_eq!(status, Some(64));
    }
    let file =
        std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("tokens-{}", std::process::id()));
    let name = file.to_str().unwrap();
    std::fs::write(&file, "5f2b0a6d1c9e4b7f8a3d2c1e0f9b8a7d\n").unwrap();
    let (status, told) = refused(&["--listen", "0.0.0.0:0", "--token-file", name]);
    assert!(status == Some(64) && told.contains("in clear: give --tls"), "{told}");
    let running = start(&["--listen", "0.0.0.0:0", "--token-file", name, "--behind-proxy"]);
    assert_eq!(running.send("GET /v1/trust HTTP/1.1\r\n", b"").0, 401);
    let token = "authorization: Bearer 5f2b0a6d1c9e4b7f8a3d2c1e0f9b8a7d\r\n";
    assert_eq!(running.send(&format!("GET /v1/trust HTTP/1.1\r\n{token}"), b"").0, 200);
    std::fs::write(&file, "short\n").unwrap();
    assert_eq!(refused(&["--listen", "127.0.0.1:0", "--token-file", name]).0, Some(64));
    std::fs::remove_file(&file).unwrap();
    assert_eq!(refused(&["--listen", "127.0.0.1:0", "--token-file", name]).0, Some(66));
    assert_eq!(refused(&["--listen", "127.0.0.1:0", "--trust", "no/such/folder"]).0, Some(66));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let (status, told) = refused(&["--listen", &taken.local_addr().unwrap().to_string()]);
    assert_eq!(status, Some(74), "{told}");
}

/// A process that is killed in the middle leaves nothing behind that another one would stumble over.
#[test]
fn a_killed_service_starts_again() {
    let trust = path("passport/trust");
    let mut running = start(&["--listen", "127.0.0.1:0", "--trust", &trust]);
    let address = running.address.clone();
    let mut unfinished = TcpStream::connect(&address).unwrap();
    unfinished.write_all(b"POST /v1/inspect HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n").unwrap();
    assert_eq!(running.inspect("passport", "").0, 200);
    running.signal("-KILL");
    running.end();
    drop(unfinished);
    let again = start(&["--listen", &address, "--trust", &trust]);
    assert_eq!((again.address.clone(), again.inspect("passport", "").0), (address, 200));
}

/// The README shows what works: its block is run as it stands, at another port.
#[test]
fn the_readme_shows_what_works() {
    let readme = std::fs::read_to_string(vectors().join("../../README.md")).unwrap();
    let section = readme.split("## As a service\n").nth(1).unwrap().split("\n## ").next().unwrap();
    assert!(section.lines().count() <= 25);
    let block = section.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    if Command::new("curl").arg("--version").output().is_err() {
        panic!("the README's commands need curl");
    }
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let block = block.replace("8303/", &format!("{port}/"));
    let (serve, ask) = block.split_once('\n').unwrap();
    let address = format!("127.0.0.1:{port}");
    let serve = serve.replace("doc9303 serve", &format!("exec doc9303 serve --listen {address}"));
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_doc9303")).parent().unwrap();
    let search = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let shell = |script: &str| {
        let mut command = Command::new("sh");
        command.args(["-ec", script]).env("PATH", &search).current_dir(vectors().join("passport"));
        command
    };
    let serve = serve.trim_end_matches('&').trim_end().trim_end_matches('&');
    let mut service = shell(serve).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    while TcpStream::connect(&address).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(20), "the service of the README does not start");
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = shell(ask).output().unwrap();
    let _ = service.kill();
    let _ = service.wait();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let reports: Vec<Value> = said.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    assert_eq!(reports[0]["verdict"], "successful", "{said}");
    assert!(reports.iter().any(|answer| answer["states"].is_array()), "{said}");
    assert!(reports.iter().any(|answer| answer["command"].is_string()), "{said}");
}
