package dev.tenon.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The packages below one root, laid out as the architecture says. The real house stands below {@code dev.tenon}; every
 * planted violation stands in a small house of its own.
 */
record House(String root) {

    static final House TENON = new House("dev.tenon");

    /** Everything that is shipped or shown. */
    static final List<String> LAYERS = List.of(
            "ports",
            "core",
            "testkit",
            "crypto",
            "jdbi",
            "smtp",
            "jte",
            "webhooks",
            "pdf",
            "social",
            "webauthn",
            "stripe",
            "blob",
            "tika",
            "extraction",
            "re2j",
            "openfeature",
            "rest",
            "cli",
            "spring",
            "app",
            "examples");

    /** The sides of the house that speak to the world. */
    static final List<String> ADAPTERS = List.of(
            "crypto",
            "jdbi",
            "smtp",
            "jte",
            "webhooks",
            "pdf",
            "social",
            "webauthn",
            "stripe",
            "blob",
            "tika",
            "extraction",
            "re2j",
            "openfeature",
            "rest",
            "cli");

    /** The words that name a package on every side. */
    static final List<String> CAPABILITIES = List.of(
            "accounts",
            "signin",
            "access",
            "apikeys",
            "organizations",
            "plans",
            "billing",
            "invoices",
            "payments",
            "documents",
            "notifications",
            "flags",
            "audit",
            "support",
            "imports",
            "limits",
            "webhooks");

    /** The compiled classes of the real modules, without their tests. */
    static JavaClasses compiled() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(TENON.root());
    }

    /** The house of one planted violation. */
    static House planted(HouseRule rule) {
        return new House("dev.tenon.architecture.planted."
                + rule.name().toLowerCase(Locale.ROOT).replace("_", ""));
    }

    /** The compiled classes of a planted house, read from its folder: a look through the whole class path takes long. */
    JavaClasses compiledHere() {
        URL folder = House.class.getResource("/" + root.replace('.', '/'));
        if (folder == null) {
            throw new IllegalStateException("There is no planted violation in " + root);
        }
        return new ClassFileImporter().importUrl(folder);
    }

    /** Package patterns for layers, each with all that is below it. */
    String[] layers(String... names) {
        return Arrays.stream(names).map(name -> root + "." + name + "..").toArray(String[]::new);
    }

    String[] layers(Stream<String> names) {
        return layers(names.toArray(String[]::new));
    }

    DescribedPredicate<JavaClass> in(String... names) {
        return resideInAnyPackage(layers(names)).as("stand in %s", String.join(", ", names));
    }

    /** The capability whose package of this layer the class stands in, or below. */
    Optional<String> capability(JavaClass type, String layer) {
        String prefix = root + "." + layer + ".";
        String name = type.getPackageName();
        if (!name.startsWith(prefix)) {
            return Optional.empty();
        }
        String word = name.substring(prefix.length());
        int dot = word.indexOf('.');
        return Optional.of(dot < 0 ? word : word.substring(0, dot)).filter(CAPABILITIES::contains);
    }
}
