package dev.tenon.app;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Leads what libraries log by java.util.logging into the one log. */
final class LogBridge {

    private static final Logger ROOT = Logger.getLogger("");

    private LogBridge() {}

    /** Call it before anything logs. Requests are of interest where the server is the command, not where it is a means. */
    static void install(boolean serving) {
        if (!serving) {
            System.setProperty("TENON_ACCESS_LOG", "OFF");
            System.setProperty("TENON_LOG", "ERROR");
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        ROOT.setLevel(Level.WARNING);
    }
}
