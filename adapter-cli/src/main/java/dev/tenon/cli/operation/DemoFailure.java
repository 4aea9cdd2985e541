package dev.tenon.cli.operation;

/** A step of the demo went another way than it should; the message says how. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message, null, false, false);
    }
}
