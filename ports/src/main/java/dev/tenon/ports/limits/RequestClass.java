package dev.tenon.ports.limits;

/** What a request is about, as far as its rate is limited. */
public enum RequestClass {
    /** Checks a password, a code or a mailed token, or causes such a mail. */
    LOGIN,
    /** May change something. */
    WRITE,
    /** Changes nothing. */
    READ
}
