package dev.tenon.app;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Leads what libraries log by java.util.logging into the one log. */
final class LogBridge {

    private static final Logger ROOT = Logger.getLogger("");

    private LogBridge() {}

    static void install() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        ROOT.setLevel(Level.WARNING);
    }
}
