package dev.tenon.app.config;

/** A setting that cannot be used; the message says which, where it comes from, and what to do. */
public final class InvalidSetting extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidSetting(String message) {
        super(message, null, false, false);
    }
}
