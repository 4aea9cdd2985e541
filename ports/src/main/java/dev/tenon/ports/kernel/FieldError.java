package dev.tenon.ports.kernel;

/**
 * What is wrong with one field of a request.
 *
 * @param pointer where: a JSON pointer (RFC 6901) into the request, e.g. {@code /email}
 * @param code what, for programs: kebab case, e.g. {@code too-short}
 * @param detail what, for people: a sentence that says what to do
 */
public record FieldError(String pointer, String code, String detail) {}
