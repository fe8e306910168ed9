//! Numbers of the service for Prometheus. They count and name routes, and nothing of any document.

use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The counters and the registry that writes them.
pub(crate) struct Metrics {
    registry: Mutex<Registry>,
    requests: Family<Answered, Counter>,
    latency: Family<Route, Histogram>,
    verdicts: Family<Verdict, Counter>,
    reloads: Family<Reload, Counter>,
    pub(crate) connections: Gauge,
    pub(crate) refused_connections: Counter,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: &'static str,
    method: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Verdict {
    route: &'static str,
    verdict: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reload {
    result: &'static str,
}

/// Upper ends of the histogram, in seconds.
const BUCKETS: [f64; 12] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0];

impl Metrics {
    /// `gauges`: what is looked at when somebody asks, each with its name, what it is, and its value.
    pub(crate) fn new(
        gauges: impl Fn() -> Vec<(&'static str, &'static str, i64)> + Send + Sync + 'static,
    ) -> Self {
        let mut registry = Registry::with_prefix("doc9303");
        let (requests, verdicts) = (Family::default(), Family::default());
        let constructor: fn() -> Histogram = latency;
        let latency = Family::new_with_constructor(constructor);
        let (reloads, connections, refused_connections) =
            (Family::default(), Gauge::default(), Counter::default());
        registry.register("requests", "Requests by route, method and status", requests.clone());
        registry.register(
            "request_duration_seconds",
            "Time from a request's head to its answer",
            latency.clone(),
        );
        registry.register("verdicts", "Documents by route and verdict", verdicts.clone());
        registry.register(
            "trust_reloads",
            "Tries to load trust anew, by what became of them",
            reloads.clone(),
        );
        registry.register("connections", "Connections that are open", connections.clone());
        registry.register(
            "refused_connections",
            "Connections that were closed because too many were open",
            refused_connections.clone(),
        );
        registry.register_collector(Box::new(Gauges(Box::new(gauges))));
        let registry = Mutex::new(registry);
        Metrics { registry, requests, latency, verdicts, reloads, connections, refused_connections }
    }

    pub(crate) fn answered(&self, route: &'static str, method: &'static str, status: u16, took: Duration) {
        self.requests.get_or_create(&Answered { route, method, status }).inc();
        self.latency.get_or_create(&Route { route }).observe(took.as_secs_f64());
    }

    pub(crate) fn judged(&self, route: &'static str, verdict: &'static str) {
        self.verdicts.get_or_create(&Verdict { route, verdict }).inc();
    }

    pub(crate) fn reloaded(&self, result: &'static str) {
        self.reloads.get_or_create(&Reload { result }).inc();
    }

    /// All of it as text.
    pub(crate) fn text(&self) -> Option<String> {
        let mut text = String::new();
        encode(&mut text, &self.registry.lock().unwrap_or_else(PoisonError::into_inner)).ok()?;
        Some(text)
    }
}

fn latency() -> Histogram {
    Histogram::new(BUCKETS)
}

/// Numbers that are taken when somebody asks for them.
struct Gauges(Box<dyn Fn() -> Vec<(&'static str, &'static str, i64)> + Send + Sync>);

impl fmt::Debug for Gauges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gauges")
    }
}

impl Collector for Gauges {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        for (name, help, value) in (self.0)() {
            let gauge = ConstGauge::new(value);
            gauge.encode(encoder.encode_descriptor(name, help, None, gauge.metric_type())?)?;
        }
        Ok(())
    }
}
