package dev.tenon.rest;

import java.util.function.BooleanSupplier;

/**
 * Something that the server needs.
 *
 * @param name e.g. {@code database}
 * @param isUp whether it is there; may block for a while: after two seconds it counts as down
 */
public record ReadinessCheck(String name, BooleanSupplier isUp) {}
