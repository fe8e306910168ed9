//! Who is answered.

use crate::client::{document, get, send, settings, sources, start, start_with};
use doc9303_serve::{AccessError, Exposure, tokens};

const TOKEN: &str = "5f2b0a6d1c9e4b7f8a3d2c1e0f9b8a7d";

#[test]
fn a_token_is_needed_where_there_is_one() {
    let mut own = settings();
    own.tokens = tokens(&format!("# gates\n{TOKEN}\n\nanother-token-of-the-service\n")).unwrap();
    own.loopback_only = false;
    let running = start_with(own, &sources(), None);
    let ask = |headers: &[(&str, &str)]| send(running.address, "GET", "/v1/trust", headers, b"");
    let wrong = format!("Bearer {TOKEN}x");
    for headers in [
        &[][..],
        &[("authorization", &*wrong)],
        &[("authorization", "Basic YTpi")],
        &[("authorization", "Bearer")],
    ] {
        let answer = ask(headers);
        assert_eq!((answer.status, answer.code().as_str()), (401, "auth.required"));
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    }
    assert_eq!(ask(&[("authorization", &format!("Bearer {TOKEN}"))]).status, 200);
    assert_eq!(ask(&[("authorization", "bearer another-token-of-the-service")]).status, 200);
    // Routes that are not there tell nothing either, and those for watchers tell nothing worth a token.
    assert_eq!(get(running.address, "/v1/nothing").status, 401);
    assert_eq!(get(running.address, "/metrics").status, 401);
    assert_eq!(get(running.address, "/healthz").status, 200);
    let body = document("passport").to_string();
    let form = [("content-type", "application/json")];
    assert_eq!(send(running.address, "POST", "/v1/inspect", &form, body.as_bytes()).status, 401);
}

#[test]
fn a_page_of_another_site_is_not_answered() {
    let running = start();
    for (host, status) in [
        ("localhost", 200),
        ("LOCALHOST:8303", 200),
        ("127.0.0.1:8303", 200),
        ("[::1]:8303", 200),
        ("rebound.example", 421),
        ("127.0.0.1.example:8303", 421),
        ("", 421),
    ] {
        assert_eq!(
            send(running.address, "GET", "/healthz", &[("host", host)], b"").status,
            status,
            "{host:?}"
        );
    }
}

#[test]
fn nothing_is_open_to_the_world() {
    let closed = Exposure {
        address: "127.0.0.1:8303".parse().unwrap(),
        has_tokens: false,
        has_client_authority: false,
        has_tls: false,
        is_behind_proxy: false,
    };
    assert_eq!(closed.check(), Ok(()));
    for address in ["0.0.0.0:8303", "192.0.2.1:8303", "[::]:8303", "[2001:db8::1]:8303"] {
        let address = address.parse().unwrap();
        let open = Exposure { address, ..closed };
        assert_eq!(open.check(), Err(AccessError::Open(address)));
        assert_eq!(
            Exposure { has_tls: true, is_behind_proxy: true, ..open }.check(),
            Err(AccessError::Open(address))
        );
        let clear = Exposure { has_tokens: true, ..open };
        assert_eq!(clear.check(), Err(AccessError::Clear(address)));
        assert_eq!(Exposure { has_tls: true, ..clear }.check(), Ok(()));
        assert_eq!(Exposure { is_behind_proxy: true, ..clear }.check(), Ok(()));
        assert_eq!(Exposure { has_tls: true, has_client_authority: true, ..open }.check(), Ok(()));
    }
    assert_eq!(tokens("# none\n\n"), Err(AccessError::NoToken));
    assert_eq!(tokens("short"), Err(AccessError::ShortToken));
}
