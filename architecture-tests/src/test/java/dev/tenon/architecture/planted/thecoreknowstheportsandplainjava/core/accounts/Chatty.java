package dev.tenon.architecture.planted.thecoreknowstheportsandplainjava.core.accounts;

import java.util.logging.Logger;

class Chatty {
    private static final Logger LOG = Logger.getLogger("core");

    void speak() {
        LOG.info("hello");
    }
}
