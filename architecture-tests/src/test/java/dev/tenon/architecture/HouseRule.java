package dev.tenon.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.net.IDN;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the house. Each is told the house that it looks at, so that the same rule that watches the real modules
 * is seen to reject its planted violation.
 */
enum HouseRule {

    // ---- who may know whom

    EVERY_CLASS_STANDS_IN_A_LAYER("a class outside every layer escapes every other rule") {
        @Override
        ArchRule over(House house) {
            String[] known =
                    house.layers(Stream.concat(House.LAYERS.stream(), Stream.of("benchmarks", "architecture")));
            return classes().should().resideInAnyPackage(known);
        }
    },

    PACKAGES_ARE_CAPABILITIES("one word finds every layer") {
        @Override
        ArchRule over(House house) {
            String words = String.join("|", House.CAPABILITIES);
            Pattern allowed = Pattern.compile(Pattern.quote(house.root()) + "\\.(ports(\\.(kernel|" + words
                    + ")(\\.spi)?)?|core(\\.(kernel|" + words + "))?)");
            return classes()
                    .that(house.in("ports", "core"))
                    .should(each("stand in a package named after a capability", (type, say) -> {
                        if (!allowed.matcher(type.getPackageName()).matches()) {
                            say.accept(type, "stands in " + type.getPackageName());
                        }
                    }));
        }
    },

    PORTS_KNOW_NOBODY("they are the whole contract") {
        @Override
        ArchRule over(House house) {
            return classes()
                    .that(house.in("ports"))
                    .should()
                    .onlyDependOnClassesThat(house.in("ports").or(plainJava()));
        }
    },

    DRIVING_PORTS_DO_NOT_SPEAK_OF_DRIVEN_ONES("whoever calls Tenon need not know what stores for it") {
        @Override
        ArchRule over(House house) {
            return noClasses()
                    .that(house.in("ports").and(not(driven(house))))
                    .should()
                    .dependOnClassesThat(driven(house));
        }
    },

    THE_CORE_KNOWS_THE_PORTS_AND_PLAIN_JAVA("no framework, no SQL, no JSON, no logging") {
        @Override
        ArchRule over(House house) {
            return classes()
                    .that(house.in("core"))
                    .should()
                    .onlyDependOnClassesThat(house.in("core", "ports").or(plainJava()));
        }
    },

    CAPABILITIES_OF_THE_CORE_MEET_IN_THE_PORTS("a capability can be read, tested and replaced alone") {
        @Override
        ArchRule over(House house) {
            return classes()
                    .that(house.in("core"))
                    .should(each("import no other capability of the core", (type, say) -> {
                        Optional<String> own = house.capability(type, "core");
                        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                            JavaClass other = dependency.getTargetClass();
                            boolean isComposition = other.getPackageName().equals(house.root() + ".core");
                            Optional<String> theirs = house.capability(other, "core");
                            boolean isAnother = theirs.isPresent() && !theirs.equals(own);
                            if (own.isPresent() && (isComposition || isAnother)) {
                                say.accept(type, dependency.getDescription());
                            }
                        }
                        boolean isKernel = type.getPackageName().startsWith(house.root() + ".core.kernel");
                        if (isKernel) {
                            type.getDirectDependenciesFromSelf().stream()
                                    .filter(dependency -> house.in("core").test(dependency.getTargetClass()))
                                    .filter(dependency -> !dependency
                                            .getTargetClass()
                                            .getPackageName()
                                            .startsWith(house.root() + ".core.kernel"))
                                    .forEach(dependency -> say.accept(type, dependency.getDescription()));
                        }
                    }));
        }
    },

    ADAPTERS_KNOW_THE_PORTS_ONLY("each can be left out or replaced") {
        @Override
        ArchRule over(House house) {
            return classes()
                    .that(house.in(House.ADAPTERS.toArray(String[]::new)))
                    .should(each("know no other side of the house than the ports", (type, say) -> {
                        String own = layerOf(house, type);
                        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                            String other = layerOf(house, dependency.getTargetClass());
                            if (!other.isEmpty() && !other.equals(own) && !other.equals("ports")) {
                                say.accept(type, dependency.getDescription());
                            }
                        }
                    }));
        }
    },

    HTTP_AND_COMMAND_LINE_NEVER_SEE_A_DRIVEN_PORT("they would pass by the checks of the core") {
        @Override
        ArchRule over(House house) {
            return noClasses().that(house.in("rest", "cli")).should().dependOnClassesThat(driven(house));
        }
    },

    THE_TESTKIT_KNOWS_THE_PORTS_AND_THE_TEST_LIBRARIES("embedders take it into their own tests") {
        @Override
        ArchRule over(House house) {
            return classes()
                    .that(house.in("testkit"))
                    .should()
                    .onlyDependOnClassesThat(house.in("testkit", "ports")
                            .or(resideInAnyPackage(
                                    "java..",
                                    "javax.net..",
                                    "org.apiguardian..",
                                    "org.jspecify..",
                                    "org.junit.jupiter.api..",
                                    "org.assertj..")));
        }
    },

    NOBODY_KNOWS_THE_APPLICATION("it names everyone, so nobody may name it") {
        @Override
        ArchRule over(House house) {
            return noClasses()
                    .that(not(house.in("app", "benchmarks", "architecture")))
                    .should()
                    .dependOnClassesThat(house.in("app"));
        }
    },

    // ---- one technology, one module

    HELIDON_STAYS_IN_THE_HTTP_ADAPTER("the next line of Helidon is another one") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("rest"), "io.helidon..");
        }
    },

    THE_DATABASE_STAYS_IN_ITS_ADAPTER("SQL has one home") {
        @Override
        ArchRule over(House house) {
            // An example is an embedder, who brings a data source.
            return only(
                    house,
                    List.of("jdbi", "examples"),
                    "org.jdbi..",
                    "com.zaxxer..",
                    "org.postgresql..",
                    "liquibase..");
        }
    },

    JDBC_STAYS_IN_THE_DATABASE_ADAPTER_AND_THE_APPLICATION("the application starts the embedded server, no more") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("jdbi", "spring", "app", "examples"), "java.sql..", "javax.sql..");
        }
    },

    THE_EMBEDDED_DATABASE_STAYS_IN_THE_APPLICATION("an embedder brings a data source") {
        @Override
        ArchRule over(House house) {
            // An example that is to run by one command brings one too.
            return only(house, List.of("app", "examples"), "io.zonky..");
        }
    },

    PICOCLI_STAYS_IN_THE_COMMAND_LINE("the words of the command line have one home") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("cli"), "picocli..", "me.tongfei..", "com.github.freva..");
        }
    },

    DRAWING_STAYS_IN_THE_COMMAND_LINE("a server draws nothing, and must start where there are no fonts") {
        @Override
        ArchRule over(House house) {
            // Who reads documents draws them too, in a process of its own.
            return only(house, List.of("cli", "extraction"), "java.awt..", "javax.imageio..", "javax.swing..");
        }
    },

    JSON_STAYS_IN_HTTP_AND_COMMAND_LINE("records are bound at the border") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("rest", "cli"), "com.fasterxml.jackson..");
        }
    },

    CRYPTOGRAPHY_STAYS_IN_ITS_ADAPTER("it is reviewed in one place") {
        @Override
        ArchRule over(House house) {
            return only(
                    house,
                    List.of("crypto"),
                    "at.favre..",
                    "com.eatthepath..",
                    "com.nulabinc..",
                    "com.fasterxml.uuid..",
                    "javax.crypto..",
                    "org.bouncycastle..");
        }
    },

    MAIL_LIBRARIES_STAY_IN_THE_MAIL_ADAPTER("whoever sends otherwise leaves it out") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("smtp"), "org.simplejavamail..", "jakarta.mail..", "com.sanctionco..");
        }
    },

    TEMPLATES_STAY_IN_THE_TEMPLATE_ADAPTER("whoever writes mails otherwise leaves it out") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("jte"), "gg.jte..");
        }
    },

    HTTP_CLIENTS_STAY_IN_THE_WEBHOOK_ADAPTER("whoever calls an address that somebody chose passes by the same guard") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("webhooks"), "okhttp3..", "okio..", "kotlin..");
        }
    },

    PDF_LIBRARIES_STAY_IN_THE_PDF_ADAPTER("whoever prints nothing leaves them out") {
        @Override
        ArchRule over(House house) {
            return only(
                    house,
                    List.of("pdf", "extraction"),
                    "com.openhtmltopdf..",
                    "org.apache.pdfbox..",
                    "org.apache.fontbox..");
        }
    },

    SIGN_IN_LIBRARIES_STAY_IN_THE_SOCIAL_ADAPTER("whoever knows providers otherwise leaves it out") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("social"), "com.github.scribejava..", "com.nimbusds..");
        }
    },

    PASSKEY_LIBRARIES_STAY_IN_THE_PASSKEY_ADAPTER("whoever wants no passkeys leaves it out") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("webauthn"), "com.yubico..", "com.upokecenter..");
        }
    },

    STRIPE_STAYS_IN_ITS_ADAPTER("whoever takes no payments with it leaves 20 MB out") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("stripe"), "com.stripe..", "com.google.gson..");
        }
    },

    S3_STAYS_IN_ITS_ADAPTER("whoever keeps files on a disk leaves it out") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("blob.s3"), "software.amazon..");
        }
    },

    FILE_TYPES_STAY_IN_THEIR_ADAPTER("whoever believes what uploaders say leaves it out") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("tika"), "org.apache.tika..");
        }
    },

    EXTRACTION_STAYS_IN_ITS_ADAPTER("whoever looks into no documents leaves it out") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("extraction"), "org.jsoup..");
        }
    },

    SPRING_STAYS_IN_THE_STARTER("whoever embeds Tenon elsewhere never meets it") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("spring", "examples"), "org.springframework..", "io.micrometer..");
        }
    },

    REGULAR_EXPRESSIONS_OF_OTHERS_STAY_IN_THEIR_ADAPTER("whoever has no flags with expressions leaves it out") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("re2j"), "com.google.re2j..");
        }
    },

    OPENFEATURE_STAYS_IN_ITS_ADAPTER("whoever asks for flags otherwise leaves it out") {
        @Override
        ArchRule over(House house) {
            return only(house, List.of("openfeature"), "dev.openfeature..");
        }
    },

    WHAT_MEASURES_STAYS_IN_THE_BENCHMARKS("neither JMH nor what Tenon is measured beside is given away") {
        @Override
        ArchRule over(House house) {
            return only(
                    house,
                    List.of("benchmarks"),
                    "org.openjdk.jmh..",
                    "org.casbin..",
                    "com.github.kagkarlsson..",
                    "io.getunleash..");
        }
    },

    ROWS_ARE_MAPPED_BY_HAND("a reflective mapper doubles the cost of a small query") {
        @Override
        ArchRule over(House house) {
            return noClasses()
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("org.jdbi.v3.core.mapper.reflect..", "org.jdbi.v3.sqlobject.."));
        }
    },

    // ---- doors

    IMPLEMENTATIONS_ARE_PACKAGE_PRIVATE("what is not public can be changed") {
        @Override
        ArchRule over(House house) {
            Map<String, Pattern> names = Map.of(
                    "core", Pattern.compile("\\w+Service"),
                    "jdbi", Pattern.compile("Jdbi\\w+Store"),
                    "rest", Pattern.compile("\\w+Routes"));
            return classes()
                    .that(house.in("core", "jdbi", "rest"))
                    .should(each("keep services, stores and routes package-private", (type, say) -> {
                        Pattern name = names.get(layerOf(house, type));
                        boolean isPublic = type.getModifiers().contains(JavaModifier.PUBLIC);
                        if (name != null
                                && isPublic
                                && name.matcher(type.getSimpleName()).matches()) {
                            say.accept(type, "is public");
                        }
                    }));
        }
    },

    A_CAPABILITY_HAS_ONE_PUBLIC_DOOR("whoever enters a package enters it there") {
        @Override
        ArchRule over(House house) {
            return classes()
                    .that(house.in("core", "jdbi", "rest", "cli"))
                    .should(all("have at most one public class in the package of a capability", (types, say) -> {
                        Map<String, List<JavaClass>> doors = new TreeMap<>();
                        types.stream()
                                .filter(type -> type.isTopLevelClass()
                                        && type.getModifiers().contains(JavaModifier.PUBLIC)
                                        && !isFoundByItsPort(type))
                                .filter(type -> house.capability(type, layerOf(house, type))
                                        .isPresent())
                                // picocli wants to see commands, so each noun of the command line is a door.
                                .filter(type -> !layerOf(house, type).equals("cli")
                                        || !type.getSimpleName().endsWith("Command"))
                                .forEach(type -> doors.computeIfAbsent(type.getPackageName(), name -> new ArrayList<>())
                                        .add(type));
                        doors.values().stream()
                                .filter(several -> several.size() > 1)
                                .forEach(several -> say.accept(
                                        several.get(0),
                                        "is one of several doors: "
                                                + several.stream()
                                                        .map(JavaClass::getSimpleName)
                                                        .collect(joining(", "))));
                    }));
        }
    },

    DRIVING_PORTS_TAKE_THE_ACTOR_FIRST("HTTP, command line and embedders pass the same checks") {
        @Override
        ArchRule over(House house) {
            return classes()
                    .that()
                    .haveFullyQualifiedName(house.root() + ".ports.Tenon")
                    .should(each("index ports whose methods take the actor first", (index, say) -> {
                        for (JavaMethod accessor : index.getMethods()) {
                            JavaClass port = accessor.getRawReturnType();
                            if (!house.in("ports").test(port)) {
                                continue;
                            }
                            for (JavaMethod method : port.getMethods()) {
                                List<JavaClass> parameters = method.getRawParameterTypes();
                                boolean asksAnActor = !parameters.isEmpty()
                                        && parameters.get(0).getName().equals(house.root() + ".ports.kernel.Actor");
                                // The one question that comes before there is an actor: whom a token or a key stands
                                // for.
                                boolean tellsTheActor = method.getRawReturnType()
                                        .getSimpleName()
                                        .startsWith("Authenticated");
                                if (!asksAnActor && !tellsTheActor && !isHidden(method)) {
                                    say.accept(port, "does not take the actor first in " + method.getName());
                                }
                            }
                        }
                    }));
        }
    },

    REFUSALS_ARE_ENUMS_OF_THE_PORTS("together they are the catalogue that is served and printed") {
        @Override
        ArchRule over(House house) {
            return classes()
                    .that(describe(
                            "implement RefusalCode",
                            type -> type.getAllRawInterfaces().stream()
                                    .anyMatch(
                                            face -> face.getName().equals(house.root() + ".ports.kernel.RefusalCode"))))
                    .and(describe("are declared by name", type -> !type.isAnonymousClass()))
                    .should()
                    .beEnums()
                    .andShould()
                    .haveSimpleNameEndingWith("Refusal")
                    .andShould(new ArchCondition<JavaClass>("stand in the ports") {
                        @Override
                        public void check(JavaClass type, ConditionEvents events) {
                            if (!house.in("ports").test(type)) {
                                events.add(violated(type, type.getName() + " stands outside the ports"));
                            }
                        }
                    });
        }
    },

    // ---- habits

    NOBODY_READS_THE_CLOCK_BUT_THE_APPLICATION("one now per use case, handed in, and tests move it") {
        @Override
        ArchRule over(House house) {
            return classes()
                    .that(not(house.in("app", "benchmarks", "architecture", "examples")))
                    .should(accessNone("read no wall clock of their own", HouseRule::readsTheWallClock));
        }
    },

    THE_CORE_LEAVES_NOTHING_TO_CHANCE("ids, secrets and time are handed in") {
        @Override
        ArchRule over(House house) {
            return classes()
                    .that(house.in("core", "ports"))
                    .should(accessNone("make no random and measure no time", HouseRule::drawsOrMeasures));
        }
    },

    NO_DATES_OF_OLD("java.time is what Tenon speaks") {
        @Override
        ArchRule over(House house) {
            return noClasses()
                    .should()
                    .dependOnClassesThat(belongToAnyOf(
                                    java.util.Date.class,
                                    java.util.Calendar.class,
                                    java.util.GregorianCalendar.class,
                                    java.util.TimeZone.class,
                                    java.text.DateFormat.class,
                                    java.text.SimpleDateFormat.class)
                            .or(describe(
                                    "dates of JDBC",
                                    type -> Set.of("java.sql.Date", "java.sql.Time", "java.sql.Timestamp")
                                            .contains(type.getName()))));
        }
    },

    OPTIONAL_IS_FOR_ANSWERS("a field or a parameter that may be absent is nullable, and says so") {
        @Override
        ArchRule over(House house) {
            return classes().should(each("use Optional as a return type only", (type, say) -> {
                for (JavaField field : type.getFields()) {
                    if (isOptional(field.getRawType()) && !isSynthetic(field.getModifiers())) {
                        say.accept(type, "keeps an Optional in " + field.getName());
                    }
                }
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    if (!isHidden(unit) && unit.getRawParameterTypes().stream().anyMatch(HouseRule::isOptional)) {
                        say.accept(type, "takes an Optional in " + unit.getName());
                    }
                }
            }));
        }
    },

    EVERY_PACKAGE_IS_NULL_MARKED("null-ness is checked where it is declared") {
        @Override
        ArchRule over(House house) {
            return classes()
                    .that(describe(
                            "are no package-info", type -> !type.getSimpleName().equals("package-info")))
                    .should(each("stand in a package that is @NullMarked", (type, say) -> {
                        boolean isMarked = type.getPackage()
                                .tryGetPackageInfo()
                                .map(info -> info.isAnnotatedWith(NullMarked.class))
                                .orElse(false);
                        if (!isMarked) {
                            say.accept(type, "stands in " + type.getPackageName() + ", which is not @NullMarked");
                        }
                    }));
        }
    },

    NAMES_SAY_WHAT_A_CLASS_IS("an Impl, a Helper or a Manager does not") {
        @Override
        ArchRule over(House house) {
            Pattern empty = Pattern.compile(
                    "\\w*(Impl|Utils?|Helpers?|Manager|DTO|Dto|Entity)|(Base|Abstract)[A-Z]\\w*|I[A-Z][a-z]\\w*");
            return classes().should(each("bear a name that says what they are", (type, say) -> {
                if (!type.isAnonymousClass()
                        && empty.matcher(type.getSimpleName()).matches()) {
                    say.accept(type, "has a name that says nothing");
                }
            }));
        }
    },

    ONE_CLASS_WRITES_TO_THE_STANDARD_STREAMS("data on stdout, all else on stderr, decided in one place") {
        @Override
        ArchRule over(House house) {
            return classes()
                    .that(not(house.in("benchmarks", "examples", "architecture")))
                    .should(all("write to the standard streams in one class of the command line", (types, say) -> {
                        List<JavaClass> writers = types.stream()
                                .filter(type ->
                                        type.getAccessesFromSelf().stream().anyMatch(HouseRule::isStandardStream))
                                .toList();
                        for (JavaClass writer : writers) {
                            if (writers.size() > 1 || !house.in("cli").test(writer)) {
                                say.accept(writer, "writes to System.out or System.err");
                            }
                        }
                    }));
        }
    };

    private final String reason;

    HouseRule(String reason) {
        this.reason = reason;
    }

    /** The rule as it stands. */
    abstract ArchRule over(House house);

    /** The rule with its reason. A small house has few layers, so a rule may find nothing to look at there. */
    ArchRule in(House house) {
        return over(house).because(reason).allowEmptyShould(true);
    }

    // ---- the words that the rules are made of

    private static DescribedPredicate<JavaClass> plainJava() {
        return resideInAnyPackage(
                        "java.lang..",
                        "java.time..",
                        "java.math..",
                        "java.io..",
                        "java.nio.charset..",
                        "java.text..",
                        "java.util",
                        "java.util.concurrent..",
                        "java.util.function..",
                        "java.util.regex..",
                        "java.util.stream..",
                        "java.util.zip..",
                        "org.apiguardian..",
                        "org.jspecify..")
                .or(belongToAnyOf(IDN.class, URI.class))
                .as("are plain Java");
    }

    private static DescribedPredicate<JavaClass> driven(House house) {
        return resideInAnyPackage(house.root() + ".ports..spi..")
                .or(describe("Storage", type -> type.getName().equals(house.root() + ".ports.Storage")))
                .as("are driven ports");
    }

    private static ArchRule only(House house, List<String> layers, String... packages) {
        return noClasses()
                .that(not(house.in(layers.toArray(String[]::new))))
                .and(not(house.in("benchmarks", "architecture")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages));
    }

    private static String layerOf(House house, JavaClass type) {
        String prefix = house.root() + ".";
        if (!type.getPackageName().startsWith(prefix)) {
            return "";
        }
        String rest = type.getPackageName().substring(prefix.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    /** What {@code java.util.ServiceLoader} makes for an {@code installed()} of the ports: it has to be public, and nobody names it. */
    private static boolean isFoundByItsPort(JavaClass type) {
        return type.getAllRawInterfaces().stream()
                .flatMap(port -> port.getMethods().stream())
                .anyMatch(method -> method.getName().equals("installed")
                        && method.getModifiers().contains(JavaModifier.STATIC));
    }

    private static boolean isOptional(JavaClass type) {
        return Stream.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class)
                .anyMatch(type::isEquivalentTo);
    }

    private static boolean isSynthetic(Collection<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.SYNTHETIC);
    }

    /** Made by the compiler: the body of a lambda, a bridge. */
    private static boolean isHidden(JavaCodeUnit unit) {
        return isSynthetic(unit.getModifiers()) || unit.getName().startsWith("lambda$");
    }

    private static boolean isStandardStream(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(System.class)
                && Set.of("out", "err").contains(access.getTarget().getName());
    }

    private static boolean readsTheWallClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        boolean withoutSource = access.getTarget() instanceof CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().stream().noneMatch(type -> type.isAssignableTo(Clock.class));
        // The constructor of a public class may fall back to the system's clock where the caller hands none in.
        boolean isDefault = access.getOrigin().isConstructor()
                && access.getOriginOwner().getModifiers().contains(JavaModifier.PUBLIC);
        return (owner.getPackageName().equals("java.time") && name.equals("now") && withoutSource)
                || (!isDefault && owner.isAssignableTo(InstantSource.class) && name.startsWith("system"))
                || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"));
    }

    private static boolean drawsOrMeasures(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        return (owner.isEquivalentTo(System.class) && name.equals("nanoTime"))
                || (owner.isEquivalentTo(Math.class) && name.equals("random"))
                || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"))
                || owner.isEquivalentTo(Random.class)
                || owner.isEquivalentTo(ThreadLocalRandom.class);
    }

    private static ArchCondition<JavaClass> accessNone(String description, Predicate<JavaAccess<?>> forbidden) {
        return each(
                description,
                (type, say) -> type.getAccessesFromSelf().stream()
                        .filter(forbidden)
                        .forEach(access -> say.accept(type, access.getDescription())));
    }

    /** A condition on one class at a time. */
    private static ArchCondition<JavaClass> each(
            String description, BiConsumer<JavaClass, BiConsumer<JavaClass, String>> look) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                look.accept(type, (culprit, what) -> events.add(violated(culprit, culprit.getName() + " " + what)));
            }
        };
    }

    /** A condition on all classes together. */
    private static ArchCondition<JavaClass> all(
            String description, BiConsumer<Collection<JavaClass>, BiConsumer<JavaClass, String>> look) {
        return new ArchCondition<>(description) {
            private final List<JavaClass> seen = new ArrayList<>();

            @Override
            public void init(Collection<JavaClass> types) {
                seen.clear();
                seen.addAll(types);
            }

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                // Everything is said in finish, when all are known.
            }

            @Override
            public void finish(ConditionEvents events) {
                look.accept(seen, (culprit, what) -> events.add(violated(culprit, culprit.getName() + " " + what)));
            }
        };
    }
}
