package dev.tenon.ports.billing;

/**
 * Something of which more is used than a plan allows. It stays readable; only more of it is refused.
 *
 * @param key what, as entitlements name it, e.g. {@code max-storage}
 * @param used how much is used, in the thing's own unit
 * @param limit how much the plan allows
 */
public record Excess(String key, long used, long limit) {}
