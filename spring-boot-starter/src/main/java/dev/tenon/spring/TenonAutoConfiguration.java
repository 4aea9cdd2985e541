package dev.tenon.spring;

import dev.tenon.blob.fs.FileBlobStore;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.BcryptPasswords;
import dev.tenon.crypto.InstallationSecrets;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.ports.Storage;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.audit.Retention;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.documents.spi.BlobPlaces;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.DocumentProcessor;
import dev.tenon.ports.documents.spi.MediaTypeDetector;
import dev.tenon.ports.invoices.spi.InvoicePages;
import dev.tenon.ports.invoices.spi.PdfPrinter;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.spi.Ids;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.limits.RateLimitPolicy;
import dev.tenon.ports.notifications.NotificationPolicy;
import dev.tenon.ports.notifications.spi.MailSender;
import dev.tenon.ports.notifications.spi.MailTemplates;
import dev.tenon.ports.organizations.InvitationPolicy;
import dev.tenon.ports.organizations.OrganizationPolicy;
import dev.tenon.ports.payments.spi.PaymentGateway;
import dev.tenon.ports.signin.PasswordPolicy;
import dev.tenon.ports.signin.SessionPolicy;
import dev.tenon.ports.signin.ThrottlePolicy;
import dev.tenon.ports.signin.spi.PasskeyCeremonies;
import dev.tenon.ports.signin.spi.PasswordHasher;
import dev.tenon.ports.signin.spi.PasswordStrength;
import dev.tenon.ports.signin.spi.SocialProviders;
import dev.tenon.ports.signin.spi.TimeCodes;
import dev.tenon.ports.webhooks.spi.WebhookSender;
import dev.tenon.smtp.SmtpMailSender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes a {@link Tenon} of what the application has: its data source, whose transactions Tenon's changes join; its properties
 * {@code tenon.*}; and its beans, any of which goes before what is made here. A bean of a type that {@link TenonCore.Builder} takes is
 * given to the builder.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(TenonProperties.class)
public class TenonAutoConfiguration {

    private static final int SHORTEST_SECRET = 32;

    /** Tenon's own words for its keys, so that a server and an application with the same secret share a database. */
    private static final String KEY = "key";

    private static final String PEPPER = "password-pepper";

    @Bean
    @ConditionalOnMissingBean
    Secrets tenonSecrets(TenonProperties properties) {
        String secret = properties.secret();
        if (secret == null || secret.length() < SHORTEST_SECRET) {
            throw new MissingSecret();
        }
        return InstallationSecrets.of(secret.getBytes(StandardCharsets.UTF_8));
    }

    @Bean
    @ConditionalOnMissingBean
    PasswordHasher tenonPasswords(TenonProperties properties, Secrets secrets) {
        byte[] pepper = secrets.pseudonym(KEY, PEPPER).getBytes(StandardCharsets.US_ASCII);
        return new BcryptPasswords(properties.passwordCost(), pepper);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(Storage.class)
    @DependsOnDatabaseInitialization
    Tenon tenon(TenonProperties properties, Storage storage, ListableBeanFactory beans) {
        TenonCore.Builder builder = TenonCore.builder()
                .storage(storage)
                .baseUrl(properties.baseUrl())
                .language(properties.language());
        Chosen chosen = new Chosen(beans);
        chosen.give(Secrets.class, builder::secrets);
        chosen.give(PasswordHasher.class, builder::passwords);
        chosen.give(PasswordStrength.class, builder::passwordStrength);
        chosen.give(TimeCodes.class, builder::timeCodes);
        chosen.give(Ids.class, builder::ids);
        chosen.give(InstantSource.class, builder::clock);
        chosen.give(MailSender.class, builder::mailSender);
        chosen.give(MailTemplates.class, builder::mailTemplates);
        chosen.give(WebhookSender.class, builder::webhookSender);
        chosen.give(BlobStore.class, builder::blobStore);
        chosen.give(BlobPlaces.class, builder::blobPlaces);
        chosen.give(MediaTypeDetector.class, builder::mediaTypes);
        chosen.give(DocumentProcessor.class, builder::documentProcessor);
        chosen.give(InvoicePages.class, builder::invoicePages);
        chosen.give(PdfPrinter.class, builder::pdfPrinter);
        chosen.give(SocialProviders.class, builder::socialProviders);
        chosen.give(PasskeyCeremonies.class, builder::passkeyCeremonies);
        chosen.give(PasswordPolicy.class, builder::passwordPolicy);
        chosen.give(SessionPolicy.class, builder::sessionPolicy);
        chosen.give(ThrottlePolicy.class, builder::throttlePolicy);
        chosen.give(RateLimitPolicy.class, builder::rateLimitPolicy);
        chosen.give(NotificationPolicy.class, builder::notificationPolicy);
        chosen.give(OrganizationPolicy.class, builder::organizationPolicy);
        chosen.give(InvitationPolicy.class, builder::invitationPolicy);
        chosen.give(BillingPolicy.class, builder::billingPolicy);
        chosen.give(Retention.class, builder::retention);
        beans.getBeanProvider(PaymentGateway.class).orderedStream().forEach(builder::paymentGateway);
        beans.getBeanProvider(TenonCustomizer.class)
                .orderedStream()
                .forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(Tenon.class)
    TenonJobs tenonJobs(Tenon tenon, TenonProperties properties) {
        return new TenonJobs(tenon.jobs(), properties.jobs());
    }

    /** The application's beans, where there is one of a type, or one that is the primary one. */
    private record Chosen(ListableBeanFactory beans) {

        <T> void give(Class<T> type, Consumer<T> builder) {
            beans.getBeanProvider(type).ifUnique(builder);
        }
    }

    /** The application's database. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnSingleCandidate(DataSource.class)
    static class Database {

        @Bean
        @ConditionalOnMissingBean
        Storage tenonStorage(DataSource dataSource) {
            return JdbiStorage.of(OpenTransaction.withoutProxy(dataSource)).joining(OpenTransaction.over(dataSource));
        }

        @Bean
        @ConditionalOnProperty(name = "tenon.migrations", havingValue = "tenon", matchIfMissing = true)
        TenonMigrations tenonMigrations(DataSource dataSource) {
            return TenonMigrations.run(OpenTransaction.withoutProxy(dataSource));
        }
    }

    /** Mails by SMTP, where tenon-smtp is there and knows of a server. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SmtpMailSender.class)
    static class Mail {

        @Bean
        @ConditionalOnMissingBean(MailSender.class)
        @ConditionalOnProperty("tenon.mail.smtp-url")
        SmtpMailSender tenonMailSender(TenonProperties properties) {
            EmailAddress from = EmailAddress.parse(properties.mail().from())
                    .orElseThrow(() -> new IllegalArgumentException("tenon.mail.from is an e-mail address, not "
                            + properties.mail().from()));
            return SmtpMailSender.of(Objects.requireNonNull(properties.mail().smtpUrl()), from);
        }
    }

    /** Contents of documents as files, where tenon-blob-fs is there and knows of a folder. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(FileBlobStore.class)
    static class Files {

        @Bean
        @ConditionalOnMissingBean(BlobStore.class)
        @ConditionalOnProperty("tenon.blobs.directory")
        FileBlobStore tenonBlobStore(TenonProperties properties) throws IOException {
            return FileBlobStore.in(Objects.requireNonNull(properties.blobs().directory()));
        }
    }
}
