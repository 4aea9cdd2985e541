package dev.tenon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What is given to embedders: every module but those that say that they are not published. */
class PublishedTest {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    /** What Maven Central asks of every artifact, and what a module may have from its parent. */
    private static final List<String> ASKED = List.of("name", "description", "url", "licenses", "scm", "developers");

    private static final Map<String, Element> MODULES = new TreeMap<>();
    private static Element parent;

    @BeforeAll
    static void readThePoms() throws Exception {
        parent = pom(REPOSITORY);
        for (Element module : children(child(parent, "modules"))) {
            MODULES.put(module.getTextContent(), pom(REPOSITORY.resolve(module.getTextContent())));
        }
    }

    @Test
    void modules_are_those_whose_poms_do_not_say_otherwise() {
        assertThat(MODULES.keySet().stream().filter(module -> !isPublished(module)))
                .containsExactly(
                        "app",
                        "architecture-tests",
                        "benchmarks",
                        "examples",
                        "examples/spring-boot",
                        "generated-clients");
    }

    @Test
    void modules_are_all_in_the_bom_and_nothing_else_is() {
        List<String> inTheBom =
                children(child(child(MODULES.get("bom"), "dependencyManagement"), "dependencies")).stream()
                        .map(dependency -> {
                            assertThat(text(dependency, "groupId")).isEqualTo("dev.tenon");
                            assertThat(text(dependency, "version")).isEqualTo("${project.version}");
                            return text(dependency, "artifactId");
                        })
                        .toList();

        assertThat(inTheBom)
                .containsExactlyInAnyOrderElementsOf(MODULES.keySet().stream()
                        .filter(module -> isPublished(module) && !module.equals("bom"))
                        .map(module -> text(MODULES.get(module), "artifactId"))
                        .toList());
    }

    @Test
    void poms_without_our_parent_have_its_version() {
        assertThat(text(MODULES.get("bom"), "version")).isEqualTo(text(parent, "version"));
        assertThat(text(MODULES.get("examples/spring-boot"), "version")).isEqualTo(text(parent, "version"));
    }

    @Test
    void modules_have_what_maven_central_asks_for() {
        for (String module : MODULES.keySet()) {
            if (isPublished(module)) {
                Element pom = MODULES.get(module);
                boolean inherits = has(pom, "parent");
                assertThat(ASKED.stream()
                                .filter(asked -> !has(pom, asked))
                                // A name and a description are one's own.
                                .filter(asked -> !inherits
                                        || List.of("name", "description").contains(asked)
                                        || !has(parent, asked)))
                        .as("missing in %s", module)
                        .isEmpty();
            }
        }
    }

    private static boolean isPublished(String module) {
        Element pom = MODULES.get(module);
        return !has(pom, "properties") || !has(child(pom, "properties"), "maven.deploy.skip");
    }

    private static Element pom(Path folder) throws Exception {
        try (var file = Files.newInputStream(folder.resolve("pom.xml"))) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file)
                    .getDocumentElement();
        }
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private static boolean has(Element element, String name) {
        return children(element).stream().anyMatch(each -> each.getTagName().equals(name));
    }

    private static Element child(Element element, String name) {
        return children(element).stream()
                .filter(each -> each.getTagName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no <" + name + "> in <" + element.getTagName() + ">"));
    }

    private static String text(Element element, String name) {
        return child(element, name).getTextContent().strip();
    }
}
