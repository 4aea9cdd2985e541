package dev.tenon.rest.http;

import dev.tenon.ports.kernel.Measure;
import dev.tenon.rest.MetricGauge;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Numbers for Prometheus. Labels have few values: methods that routes have, templates of routes, statuses. */
public final class HttpMetrics {

    /** What {@code /metrics} sends. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double[] SECONDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("tenon_http_requests_total")
            .help("Requests, by method, route and status")
            .labelNames("method", "route", "status")
            .withoutExemplars()
            .register(registry);
    private final Histogram duration = Histogram.builder()
            .name("tenon_http_request_duration_seconds")
            .help("How long requests took, from the headers to the last byte of the answer")
            .labelNames("method", "route")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .withoutExemplars()
            .register(registry);
    private final LongAdder started = new LongAdder();
    private final LongAdder finished = new LongAdder();
    private final Map<String, Series> series = new ConcurrentHashMap<>();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    /** One route and method: found once, so that counting a request costs no look-up of labels. */
    final class Series {
        private final String method;
        private final String route;
        private final DistributionDataPoint durations;
        private final Map<Integer, CounterDataPoint> statuses = new ConcurrentHashMap<>();

        private Series(String method, String route) {
            this.method = method;
            this.route = route;
            this.durations = duration.labelValues(method, route);
        }

        void count(int status, long nanos) {
            statuses.computeIfAbsent(status, code -> requests.labelValues(method, route, Integer.toString(code)))
                    .inc();
            durations.observe(nanos / 1e9);
        }
    }

    /** Numbers of the JVM, of requests, those that are handed in, and Tenon's own. */
    public HttpMetrics(String version, List<MetricGauge> gauges, List<Measure> measures) {
        gauge("tenon_http_requests_in_flight", "Requests at work", () -> started.sum() - (double) finished.sum());
        gauges.forEach(each -> gauge(each.name(), each.help(), each.value()));
        measures.forEach(this::measure);
        GaugeWithCallback.builder()
                .name("tenon_build")
                .help("Always 1; the label tells the version")
                .labelNames("version")
                .callback(point -> point.call(1, version))
                .register(registry);
        machine();
    }

    private void machine() {
        var memory = ManagementFactory.getMemoryMXBean();
        var threads = ManagementFactory.getThreadMXBean();
        var runtime = ManagementFactory.getRuntimeMXBean();
        gauge(
                "jvm_heap_used_bytes",
                "Heap in use",
                () -> memory.getHeapMemoryUsage().getUsed());
        gauge(
                "jvm_heap_committed_bytes",
                "Heap taken from the system",
                () -> memory.getHeapMemoryUsage().getCommitted());
        gauge(
                "jvm_heap_max_bytes",
                "Heap at most",
                () -> memory.getHeapMemoryUsage().getMax());
        gauge(
                "jvm_nonheap_used_bytes",
                "Memory of the JVM itself",
                () -> memory.getNonHeapMemoryUsage().getUsed());
        gauge("jvm_threads", "Platform threads", threads::getThreadCount);
        gauge("process_uptime_seconds", "Since the JVM started", () -> runtime.getUptime() / 1e3);
        CounterWithCallback.builder()
                .name("jvm_gc_seconds_total")
                .help("Time spent on garbage collection")
                .callback(point -> point.call(ManagementFactory.getGarbageCollectorMXBeans().stream()
                                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                                .sum()
                        / 1e3))
                .register(registry);
    }

    private void measure(Measure measure) {
        LongSupplier value = measure.value();
        switch (measure.type()) {
            case COUNTER ->
                CounterWithCallback.builder()
                        .name(measure.name())
                        .help(measure.help())
                        .callback(point -> point.call((double) value.getAsLong()))
                        .register(registry);
            case GAUGE -> gauge(measure.name(), measure.help(), () -> (double) value.getAsLong());
        }
    }

    private void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(point -> point.call(value.getAsDouble()))
                .register(registry);
    }

    void connections(DoubleSupplier open) {
        gauge("tenon_http_connections", "Connections that have sent something", open);
    }

    /** A request began. */
    void begin() {
        started.increment();
    }

    /** A request ended. */
    void end(Series where, int status, long nanos) {
        finished.increment();
        where.count(status, nanos);
    }

    /** Where requests of this method and route are counted. */
    Series series(String method, String route) {
        return series.computeIfAbsent(method + ' ' + route, name -> new Series(method, route));
    }

    /** How many requests there were. */
    long total() {
        return started.sum();
    }

    /** Everything, in the text format. */
    public byte[] text() {
        ByteArrayOutputStream text = new ByteArrayOutputStream(16 * 1024);
        try {
            writer.write(text, registry.scrape());
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return text.toByteArray();
    }
}
