//! The paths of the service, in one place for its router, its numbers and its description.

/// Every route with its method.
pub(crate) const ROUTES: &[(&str, &str)] = &[
    ("/v1/inspect", "post"),
    ("/v1/log", "post"),
    ("/v1/mrz", "post"),
    #[cfg(feature = "pictures")]
    ("/v1/image", "post"),
    ("/v1/seal", "post"),
    ("/v1/dtc", "post"),
    ("/v1/trust", "get"),
    ("/v1/explain/{code}", "get"),
    ("/v1/openapi.json", "get"),
    #[cfg(feature = "sessions")]
    ("/v1/sessions", "post"),
    #[cfg(feature = "sessions")]
    ("/v1/sessions/{id}", "delete"),
    #[cfg(feature = "sessions")]
    ("/v1/sessions/{id}/apdu", "post"),
    ("/healthz", "get"),
    ("/readyz", "get"),
    ("/metrics", "get"),
];
