package dev.tenon.rest.contract;

import dev.tenon.core.TenonCore;
import dev.tenon.ports.limits.RateLimitPolicy;
import dev.tenon.rest.TrustedProxies;
import dev.tenon.testkit.ScriptedProviders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test over HTTP: every test has an installation of its own. */
public abstract class HttpTest {

    private Installation installation;

    @BeforeEach
    void startTheServer() {
        installation =
                Installation.start(new ScriptedProviders(providers()), trustedProxies(), rateLimits(), this::build);
    }

    @AfterEach
    void stopTheServer() {
        installation.close();
    }

    /** The names of the providers by which people may come in. */
    protected String[] providers() {
        return new String[0];
    }

    /** Who is believed about the addresses of clients. */
    protected TrustedProxies trustedProxies() {
        return TrustedProxies.NONE;
    }

    /** How often callers may ask. */
    protected RateLimitPolicy rateLimits() {
        return RateLimitPolicy.standard();
    }

    /** What the test needs beside what every installation has. */
    protected void build(TenonCore.Builder builder) {}

    protected Installation tenon() {
        return installation;
    }

    /** A client that has signed in nowhere. */
    protected ValidatingClient http() {
        return installation.http();
    }
}
