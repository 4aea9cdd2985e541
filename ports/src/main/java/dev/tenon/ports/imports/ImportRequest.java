package dev.tenon.ports.imports;

/**
 * What to import.
 *
 * @param source where it comes from, as {@code keycloak}
 * @param digest SHA-256 of all that the records were read from, in lower-case hexadecimal: the same again goes on where it
 *     stopped
 * @param createRoles whether roles that are not there are made, without permissions
 * @param dryRun whether only to look
 */
public record ImportRequest(String source, String digest, boolean createRoles, boolean dryRun) {}
