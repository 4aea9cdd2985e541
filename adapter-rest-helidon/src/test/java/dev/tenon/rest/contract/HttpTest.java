package dev.tenon.rest.contract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test over HTTP: every test has an installation of its own. */
public abstract class HttpTest {

    private Installation installation;

    @BeforeEach
    void startTheServer() {
        installation = Installation.start();
    }

    @AfterEach
    void stopTheServer() {
        installation.close();
    }

    protected Installation tenon() {
        return installation;
    }

    /** A client that has signed in nowhere. */
    protected ValidatingClient http() {
        return installation.http();
    }
}
