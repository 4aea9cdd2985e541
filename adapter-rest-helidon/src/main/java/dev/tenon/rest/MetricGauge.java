package dev.tenon.rest;

import java.util.function.DoubleSupplier;

/**
 * A number that {@code /metrics} shows.
 *
 * @param name as Prometheus takes it, e.g. {@code tenon_database_connections_active}
 * @param help one line for people
 * @param value read at every scrape; must not block
 */
public record MetricGauge(String name, String help, DoubleSupplier value) {}
