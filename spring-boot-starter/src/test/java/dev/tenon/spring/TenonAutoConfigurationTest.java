package dev.tenon.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.blob.fs.FileBlobStore;
import dev.tenon.ports.Storage;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.notifications.spi.MailSender;
import dev.tenon.ports.signin.spi.PasswordHasher;
import dev.tenon.smtp.SmtpMailSender;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.InMemoryStorage;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.RecordingMailSender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TenonAutoConfigurationTest {

    private static final String SECRET = "tenon.secret=0123456789abcdef0123456789abcdef";

    private final ApplicationContextRunner bare = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(TenonAutoConfiguration.class, TenonActuatorAutoConfiguration.class));

    private final ApplicationContextRunner application =
            bare.withBean(Storage.class, InMemoryStorage::new).withPropertyValues(SECRET, "tenon.jobs.enabled=false");

    @TempDir
    Path directory;

    @Test
    void makes_tenon_of_a_storage_and_a_secret() {
        application.withPropertyValues("tenon.password-cost=10").run(context -> {
            assertThat(context).hasSingleBean(Tenon.class);
            Tenon tenon = context.getBean(Tenon.class);
            assertThat(tenon.accounts()
                            .register(
                                    Actor.system("test"),
                                    new Registration("ana@example.org", "correct horse battery staple"))
                            .email()
                            .value())
                    .isEqualTo("ana@example.org");
        });
    }

    @Test
    void makes_nothing_where_there_is_neither_a_storage_nor_a_data_source() {
        bare.withPropertyValues(SECRET)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(Tenon.class)
                        .doesNotHaveBean(TenonJobs.class)
                        .doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void says_what_to_do_without_a_secret() {
        bare.withBean(Storage.class, InMemoryStorage::new)
                .withPropertyValues("tenon.secret=too short")
                .run(context -> {
                    assertThat(context).hasFailed();
                    FailureAnalysis analysis = new MissingSecretAnalyzer().analyze(context.getStartupFailure());
                    assertThat(analysis).isNotNull();
                    assertThat(analysis.getAction()).contains("Set tenon.secret to 32 random characters or more");
                });
    }

    @Test
    void gives_way_to_the_beans_of_the_application() {
        MovableClock clock = new MovableClock();
        RecordingMailSender mails = new RecordingMailSender();
        application
                .withBean(Secrets.class, PlainSecrets::new)
                .withBean(PasswordHasher.class, FastPasswords::new)
                .withBean(InstantSource.class, () -> clock)
                .withBean(MailSender.class, () -> mails)
                .withBean(TenonCustomizer.class, () -> builder -> builder.baseUrl(URI.create("https://bees.example")))
                .withPropertyValues("tenon.secret=", "tenon.mail.smtp-url=smtp://localhost:25")
                .run(context -> {
                    Tenon tenon = context.getBean(Tenon.class);

                    Instant at = tenon.accounts()
                            .register(
                                    Actor.system("test"),
                                    new Registration("ana@example.org", "correct horse battery staple"))
                            .createdAt();
                    tenon.jobs().forEach(BackgroundJob::run);

                    assertThat(at).isEqualTo(clock.instant());
                    assertThat(mails.sent().getLast().text()).contains("https://bees.example/");
                    assertThat(context).doesNotHaveBean(SmtpMailSender.class);
                });
    }

    @Test
    void sends_by_smtp_and_stores_files_where_the_properties_say_so() {
        application
                .withPropertyValues("tenon.mail.smtp-url=smtp://localhost:25", "tenon.blobs.directory=" + directory)
                .run(context -> assertThat(context)
                        .hasSingleBean(SmtpMailSender.class)
                        .getBean(BlobStore.class)
                        .isInstanceOf(FileBlobStore.class));
        application.run(
                context -> assertThat(context).doesNotHaveBean(MailSender.class).doesNotHaveBean(BlobStore.class));
    }

    @Test
    void needs_neither_mail_nor_files_nor_the_actuator_on_the_class_path() {
        application
                .withClassLoader(new FilteredClassLoader(
                        SmtpMailSender.class, FileBlobStore.class, HealthIndicator.class, MeterRegistry.class))
                .run(context -> assertThat(context).hasSingleBean(Tenon.class));
    }

    @Test
    void tells_its_health_unless_it_is_switched_off() {
        application.run(context -> assertThat(
                        context.getBean(HealthIndicator.class).health().getStatus())
                .isEqualTo(Status.UP));
        application
                .withPropertyValues("management.health.tenon.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void gives_every_measure_to_the_registry() {
        application.run(context -> {
            MeterRegistry registry = new SimpleMeterRegistry();
            context.getBean(MeterBinder.class).bindTo(registry);

            List<Measure> measures = context.getBean(Tenon.class).measures();
            assertThat(registry.getMeters()).hasSameSizeAs(measures);
            assertThat(registry.get("tenon.usage.log.dropped").functionCounter().count())
                    .isZero();
        });
    }

    @Test
    void binds_every_property() {
        application
                .withPropertyValues(
                        "tenon.base-url=https://bees.example",
                        "tenon.language=de-AT",
                        "tenon.migrations=none",
                        "tenon.jobs.patience=3s",
                        "tenon.mail.from=bees@example.org")
                .run(context -> {
                    TenonProperties properties = context.getBean(TenonProperties.class);
                    assertThat(properties.baseUrl()).hasHost("bees.example");
                    assertThat(properties.language().toLanguageTag()).isEqualTo("de-AT");
                    assertThat(properties.migrations()).isEqualTo(TenonProperties.MigratedBy.NONE);
                    assertThat(properties.jobs().patience()).isEqualTo(Duration.ofSeconds(3));
                    assertThat(properties.mail().from()).isEqualTo("bees@example.org");
                });
    }
}
