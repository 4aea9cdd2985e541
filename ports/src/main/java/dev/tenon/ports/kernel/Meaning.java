package dev.tenon.ports.kernel;

/**
 * What a refusal means, whenever and to whomever it happens.
 *
 * @param kind what sort of refusal it is
 * @param title one short sentence, without a full stop
 * @param remedy what the caller can do about it
 */
public record Meaning(Kind kind, String title, String remedy) {}
