package dev.tenon.spring;

import dev.tenon.ports.kernel.Measure;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;

/** Tenon's numbers for Micrometer, which gives them to Prometheus under the very names that they have at Tenon's own server. */
final class TenonMeters implements MeterBinder {

    private static final String TOTAL = "_total";

    private final List<Measure> measures;

    TenonMeters(List<Measure> measures) {
        this.measures = measures;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Measure measure : measures) {
            switch (measure.type()) {
                case COUNTER ->
                    FunctionCounter.builder(name(measure), measure, TenonMeters::value)
                            .description(measure.help())
                            .register(registry);
                case GAUGE ->
                    Gauge.builder(name(measure), measure, TenonMeters::value)
                            .description(measure.help())
                            .strongReference(true)
                            .register(registry);
            }
        }
    }

    /** Words with dots between them, and without the ending that a registry adds by itself where it is the custom. */
    private static String name(Measure measure) {
        String name = measure.name();
        String bare = name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
        return bare.replace('_', '.');
    }

    private static double value(Measure measure) {
        return measure.value().getAsLong();
    }
}
