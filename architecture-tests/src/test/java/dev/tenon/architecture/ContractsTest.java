package dev.tenon.architecture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.Storage;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is stored in memory keeps the same promises as what is stored for good: every contract is run by both. */
class ContractsTest {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Pattern RUN =
            Pattern.compile("(?m)^(?:public )?(?:final )?class \\w+ extends (\\w+Contract)\\b");

    /** What the contracts of stores share; itself none. */
    private static final String COMMON = "StorageContract";

    private static final Map<String, String> CONTRACTS = new TreeMap<>();

    @BeforeAll
    static void readTheContracts() throws IOException {
        for (Path file : sources("ports-testkit/src/main")) {
            String name = file.getFileName().toString().replace(".java", "");
            if (name.endsWith("Contract") && !name.equals(COMMON)) {
                CONTRACTS.put(name, Files.readString(file));
            }
        }
        assertThat(CONTRACTS).hasSizeGreaterThan(40);
    }

    @Test
    void are_all_run_in_memory() throws IOException {
        assertThat(runs("ports-testkit/src/test").keySet()).containsAll(CONTRACTS.keySet());
    }

    @Test
    void are_all_run_by_an_adapter() throws IOException {
        Map<String, List<Path>> runs = new TreeMap<>();
        try (Stream<Path> folders = Files.list(REPOSITORY)) {
            for (Path folder : folders.filter(
                            each -> each.getFileName().toString().startsWith("adapter-")
                                    && Files.isDirectory(each.resolve("src/test")))
                    .toList()) {
                runs(REPOSITORY.relativize(folder) + "/src/test")
                        .forEach((contract, files) -> runs.computeIfAbsent(contract, each -> new ArrayList<>())
                                .addAll(files));
            }
        }
        assertThat(runs.keySet()).containsAll(CONTRACTS.keySet());
    }

    @Test
    void ask_every_store_of_the_storage() {
        String asked = String.join("\n", CONTRACTS.values());
        assertThat(Arrays.stream(Storage.class.getMethods()).map(Method::getName))
                .allSatisfy(store -> assertThat(asked).contains(store + "()"));
    }

    /** The classes in a folder that run a contract, by the contract. */
    private static Map<String, List<Path>> runs(String folder) throws IOException {
        record Run(String contract, Path file) {}
        List<Run> runs = new ArrayList<>();
        for (Path file : sources(folder)) {
            RUN.matcher(Files.readString(file))
                    .results()
                    .map((MatchResult found) -> new Run(found.group(1), file))
                    .forEach(runs::add);
        }
        return runs.stream().collect(groupingBy(Run::contract, mapping(Run::file, toList())));
    }

    private static List<Path> sources(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(REPOSITORY.resolve(folder))) {
            return files.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }
}
