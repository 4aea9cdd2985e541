package dev.tenon.ports.kernel;

/**
 * What sort of refusal a {@link RefusalCode} is. Adapters translate the kind, never the code: HTTP to a status, the
 * command line to an exit code.
 */
public enum Kind {
    /** The request cannot be read. */
    MALFORMED,
    /** The request was read, and what it asks for breaks a rule that the caller can mend. */
    INVALID,
    /** The caller is not known. */
    UNAUTHENTICATED,
    /** The caller is known and may not do this. */
    FORBIDDEN,
    /** There is no such thing, or the caller may not know of it. */
    NOT_FOUND,
    /** What is asked for contradicts what is. */
    CONFLICT,
    /** It was there, and is no more. */
    GONE,
    /** The caller's copy is out of date. */
    STALE,
    /** A limit of the caller's plan is reached. */
    LIMIT_REACHED,
    /** A single thing is larger than any that is taken here. */
    TOO_LARGE,
    /** Too often; the refusal says when to come back. */
    TOO_MANY,
    /** Something that Tenon needs is busy or away; the refusal says when to come back. */
    UNAVAILABLE
}
