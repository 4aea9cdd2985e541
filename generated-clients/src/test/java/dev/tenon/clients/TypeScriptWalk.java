package dev.tenon.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.enums.JSRuntimeType;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.NodeRuntime;
import com.caoccao.javet.interop.V8Host;
import com.caoccao.javet.interop.loader.IJavetLibLoadingListener;
import com.caoccao.javet.interop.loader.JavetLibLoader;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compiles {@code walk.ts} with the client beside it, as strictly as the compiler can, and runs it with the {@code fetch} of Node.js. */
final class TypeScriptWalk {

    private static final Path WALK = Path.of("src/test/typescript").toAbsolutePath();
    private static final Path GENERATED = Path.of("target/typescript").toAbsolutePath();

    private final ServerProcess server;
    private final Map<String, String> surroundings = new LinkedHashMap<>();
    private final Path directory;

    TypeScriptWalk(ServerProcess server, String administrator, String password, Path directory) throws IOException {
        this.server = server;
        this.directory = directory;
        surroundings.put("address", server.address());
        surroundings.put("email", "ben@example.org");
        surroundings.put("password", password);
        surroundings.put("administrator", administrator);
        surroundings.put("file", Files.readString(Path.of("pom.xml")));
    }

    void walk() throws Exception {
        // Where nobody else looks for it, instead of the folder of temporary files of the machine.
        JavetLibLoader.setLibLoadingListener(new IJavetLibLoadingListener() {
            @Override
            public File getLibPath(JSRuntimeType type) {
                return directory.resolve("node").toFile();
            }
        });
        try (NodeRuntime node = V8Host.getNodeInstance().createV8Runtime()) {
            // Not as a file: that would change the working directory of the whole process.
            node.getExecutor(Files.readString(WALK.resolve("run.js"))).executeVoid();
            assertThat(answer(node, "compile", paths()))
                    .as("what the compiler finds")
                    .isEmpty();

            assertThat(answer(node, "register", surroundings)).isEqualTo("202");
            surroundings.put("token", server.mailedTo(surroundings.get("email")));
            assertThat(answer(node, "walk", surroundings)).isEqualTo("walked");
        }
    }

    private Map<String, String> paths() {
        return Map.of(
                "compiler", GENERATED.resolve("compiler/typescript.js").toString(),
                "root", Path.of("").toAbsolutePath().toString(),
                "walk", WALK.resolve("walk.ts").toString(),
                "output", GENERATED.resolve("compiled").toString());
    }

    /** What a function of {@code run.js} gives, or how it fails. */
    private static String answer(NodeRuntime node, String function, Map<String, String> argument)
            throws IOException, JavetException {
        String call = "%s(%s)".formatted(function, new ObjectMapper().writeValueAsString(argument));
        node.getExecutor("globalThis.answer = undefined; " + call
                        + ".then(value => answer = String(value), failure => answer = failure.stack)")
                .executeVoid();
        node.await();
        return node.getExecutor("globalThis.answer").executeString();
    }
}
