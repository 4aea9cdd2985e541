package dev.tenon.openfeature;

import dev.openfeature.sdk.ErrorCode;

/** Why a question gets no value but the one that whoever asks has at hand. */
final class Unanswerable extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    Unanswerable(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
