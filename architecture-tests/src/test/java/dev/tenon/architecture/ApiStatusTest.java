package dev.tenon.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Embedders are told what they can rely on, and what they can rely on does not speak of what they cannot. */
class ApiStatusTest {

    /** Not published. */
    private static final List<String> WITHIN = List.of("app", "examples", "benchmarks", "architecture");

    private static JavaClasses published;

    @BeforeAll
    static void readTheCompiledModules() {
        published = House.compiled().that(new DescribedPredicate<>("are published") {
            @Override
            public boolean test(JavaClass type) {
                return !House.TENON.in(WITHIN.toArray(String[]::new)).test(type)
                        && !type.getSimpleName().equals("package-info");
            }
        });
    }

    @Test
    void every_package_says_its_status() {
        Set<String> silent = new TreeSet<>();
        for (JavaClass type : published) {
            if (ofPackage(type).isEmpty()) {
                silent.add(type.getPackageName());
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void every_status_is_one_of_three() {
        for (JavaClass type : published) {
            assertThat(status(type)).as(type.getName()).isIn(Status.STABLE, Status.EXPERIMENTAL, Status.INTERNAL);
        }
    }

    @Test
    void what_is_stable_speaks_of_nothing_internal() {
        Set<String> slips = new TreeSet<>();
        for (JavaClass type : published) {
            if (isOpen(type) && status(type) == Status.STABLE) {
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    if (isSeen(unit.getModifiers())) {
                        Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                                .filter(spoken -> spoken.getPackageName().startsWith("dev.tenon"))
                                .filter(spoken -> status(spoken) == Status.INTERNAL)
                                .forEach(spoken -> slips.add(unit.getFullName() + " speaks of " + spoken.getName()));
                    }
                }
            }
        }
        assertThat(slips).isEmpty();
    }

    /** Public, and in nothing that is not. */
    private static boolean isOpen(JavaClass type) {
        return isSeen(type.getModifiers())
                && type.getEnclosingClass().map(ApiStatusTest::isOpen).orElse(true);
    }

    private static boolean isSeen(Set<JavaModifier> modifiers) {
        return (modifiers.contains(PUBLIC) || modifiers.contains(PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    /** What a type says itself, or what it stands in, or its package. */
    private static Status status(JavaClass type) {
        return type.tryGetAnnotationOfType(API.class)
                .map(API::status)
                .or(() -> type.getEnclosingClass().map(ApiStatusTest::status))
                .or(() -> ofPackage(type))
                .orElse(Status.INTERNAL);
    }

    private static Optional<Status> ofPackage(JavaClass type) {
        return type.getPackage()
                .tryGetPackageInfo()
                .flatMap(info -> info.tryGetAnnotationOfType(API.class))
                .map(API::status);
    }
}
