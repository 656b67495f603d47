"""Prometheus metrics of the gateway. No label holds anything about a person."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """Counters, gauges and histograms of one gateway, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.messages = Counter(
            "landfall_messages_total", "Client messages stored, by tier", ["tier"], registry=self.registry
        )
        self.turn_seconds = Histogram(
            "landfall_turn_seconds",
            "From a message's storing to its answer's storing",
            registry=self.registry,
            buckets=(0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300),
        )
        self.postponed = Counter(
            "landfall_turns_postponed_total", "Turns that have to run again", registry=self.registry
        )
        self.notifications = Counter(
            "landfall_pages_total", "Pages to coaches, by outcome", ["outcome"], registry=self.registry
        )
        self.spooled = Gauge(
            "landfall_spooled_messages",
            "Messages kept aside while the database is away",
            registry=self.registry,
        )
