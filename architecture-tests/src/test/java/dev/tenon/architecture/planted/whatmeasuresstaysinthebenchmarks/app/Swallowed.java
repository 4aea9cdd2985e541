package dev.tenon.architecture.planted.whatmeasuresstaysinthebenchmarks.app;

import org.openjdk.jmh.infra.Blackhole;

class Swallowed {
    void swallow(Blackhole blackhole, int number) {
        blackhole.consume(number);
    }
}
