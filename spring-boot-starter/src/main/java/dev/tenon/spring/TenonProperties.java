package dev.tenon.spring;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application says about Tenon. Whatever is not here is said by a bean, or by a {@link TenonCustomizer}.
 *
 * @param secret what keys are derived from: 32 characters or more, the same on every server over the database, and kept out of it.
 *     Needed unless there is a bean of Secrets.
 * @param baseUrl how links in mails begin
 * @param language the language of mails to people who chose none, as a BCP 47 tag
 * @param passwordCost the cost of bcrypt, 10 to 16
 * @param migrations who brings the database to Tenon's schema
 * @param jobs the background jobs
 * @param mail how mails go out, with tenon-smtp
 * @param blobs where contents of documents lie, with tenon-blob-fs
 */
@ConfigurationProperties("tenon")
public record TenonProperties(
        @Nullable String secret,
        @DefaultValue("http://localhost:8080") URI baseUrl,
        @DefaultValue("en") Locale language,
        @DefaultValue("12") int passwordCost,
        @DefaultValue("tenon") MigratedBy migrations,
        @DefaultValue Jobs jobs,
        @DefaultValue Mail mail,
        @DefaultValue Blobs blobs) {

    /** Who brings the database to Tenon's schema. */
    public enum MigratedBy {
        /** Tenon, when the application starts, before its own Flyway, Liquibase and JPA. */
        TENON,
        /** The application, with Tenon's change log or a script of it. */
        NONE
    }

    /**
     * The background jobs: mail, sweeping, forgetting.
     *
     * @param enabled whether they run in this application; if not, let them run elsewhere
     * @param patience how long they may take to end what they are at, when the application stops
     */
    public record Jobs(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("20s") Duration patience) {}

    /**
     * How mails go out.
     *
     * @param smtpUrl the mail server, like smtp://user:password@host:587; without it mails stay in the outbox
     * @param from the sender of mails
     */
    public record Mail(
            @Nullable URI smtpUrl,
            @DefaultValue("no-reply@tenon.localhost") String from) {}

    /**
     * Where contents of documents lie.
     *
     * @param directory a folder that all servers share; without it uploads are refused
     */
    public record Blobs(@Nullable Path directory) {}
}
