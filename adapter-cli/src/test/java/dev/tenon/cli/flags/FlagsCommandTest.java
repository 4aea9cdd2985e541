package dev.tenon.cli.flags;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlagsCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @TempDir
    private Path folder;

    @Test
    void a_flag_is_made_changed_evaluated_and_deleted() {
        JsonNode made = json("flags", "create", "new-checkout", "--on", "--users", "ana");
        assertThat(made.at("/isEnabled").asBoolean()).isTrue();
        assertThat(made.at("/strategies/0/name").asText()).isEqualTo("userWithId");

        assertThat(json("flags", "evaluate", "new-checkout", "--user", "ana")
                        .at("/0/enabled")
                        .asBoolean())
                .isTrue();
        JsonNode ben = json("flags", "evaluate", "--user", "ben").at("/0");
        assertThat(ben.at("/enabled").asBoolean()).isFalse();
        assertThat(ben.at("/reason").asText()).isEqualTo("no_strategy");

        JsonNode fine = json("flags", "set", "new-checkout", "--rollout", "0.25", "--stale");
        assertThat(fine.at("/strategies/0/name").asText()).isEqualTo("fineRollout");
        assertThat(fine.at("/isStale").asBoolean()).isTrue();
        assertThat(cli.run("flags", "list", "--stale").silent().out()).contains("new-checkout", "0.25 %");
        assertThat(json("flags", "set", "new-checkout", "--off", "--everyone")
                        .at("/isEnabled")
                        .asBoolean())
                .isFalse();
        assertThat(cli.run("flags", "show", "new-checkout").silent().out()).contains("everyone");
        assertThat(cli.run("flags", "delete", "new-checkout", "--yes").err())
                .contains("The flag new-checkout is deleted.");
        cli.run("flags", "show", "new-checkout").refused(6);
    }

    private JsonNode json(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "-o";
        all[arguments.length + 1] = "json";
        return cli.run(all).silent().json();
    }

    @Test
    void a_file_says_what_a_flag_is_made_of_and_what_it_leaves_out_stays() throws IOException {
        Path file = file("flag.json", """
                {"isEnabled": true, "strategies": [{"name": "default", "constraints": [
                    {"contextName": "country", "operator": "IN", "values": ["DE"]}]}]}
                """);
        json("flags", "create", "search", "--file", file.toString(), "--description", "Finding");
        String shown = cli.run("flags", "show", "search", "-o", "json").silent().out();
        Path again = file("again.json", shown);
        JsonNode same = json("flags", "set", "search", "--file", again.toString(), "--off");

        assertThat(same.at("/isEnabled").asBoolean()).isFalse();
        assertThat(same.at("/description").asText()).isEqualTo("Finding");
        assertThat(same.at("/strategies/0/constraints/0/values/0").asText()).isEqualTo("DE");
        assertThat(cli.run(
                                "flags",
                                "set",
                                "search",
                                "--file",
                                file("bad.json", "{\"isOn\": true}").toString())
                        .refused(3)
                        .err())
                .contains("/isOn");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void a_state_of_Unleash_is_evaluated_line_by_line_without_a_database() throws IOException {
        Path state = file("state.json", """
                {"version": 2, "features": [{"name": "on", "enabled": true, "strategies": [
                    {"name": "userWithId", "parameters": {"userIds": "ana"}}],
                    "variants": [{"name": "blue", "weight": 1, "payload": {"type": "string", "value": "b"}}]}]}
                """);
        Path contexts = file("contexts.jsonl", """
                {"flag": "on", "context": {"userId": "ana"}}

                {"flag": "on", "context": {"userId": "ben", "properties": {"country": null}}}
                {"flag": "other"}
                """);

        String lines = cli.run(
                        "flags",
                        "evaluate",
                        "--state",
                        state.toString(),
                        "--contexts",
                        contexts.toString(),
                        "-o",
                        "jsonl")
                .silent()
                .out();

        assertThat(lines.lines().map(line -> line.replaceFirst(",\"reason\".*", "}")))
                .containsExactly(
                        "{\"flag\":\"on\",\"enabled\":true,\"variant\":{\"name\":\"blue\",\"payload\":{\"type\":\"string\","
                                + "\"value\":\"b\"},\"enabled\":true,\"feature_enabled\":true}}",
                        "{\"flag\":\"on\",\"enabled\":false,\"variant\":{\"name\":\"disabled\",\"enabled\":false,"
                                + "\"feature_enabled\":false}}",
                        "{\"flag\":\"other\",\"enabled\":false,\"variant\":{\"name\":\"disabled\",\"enabled\":false,"
                                + "\"feature_enabled\":false}}");
        Path broken = file("broken.jsonl", "{\"flag\": \"on\"}\n{\"context\": {}}\n");
        assertThat(cli.run("flags", "evaluate", "--state", state.toString(), "--contexts", broken.toString())
                        .refused(2)
                        .err())
                .contains("Line 2");
    }

    @Test
    void a_state_of_Unleash_is_taken_over_and_once_only() throws IOException {
        Path state = file("state.json", """
                {"version": 2, "segments": [{"id": 7, "constraints": [
                    {"contextName": "country", "operator": "IN", "values": ["DE"]}]}],
                 "features": [
                    {"name": "child", "enabled": true, "dependencies": [{"feature": "parent"}], "strategies": []},
                    {"name": "parent", "enabled": true, "strategies": [{"name": "default", "segments": [7]}]},
                    {"name": "odd one", "enabled": true, "strategies": []}]}
                """);

        JsonNode first =
                cli.run("flags", "import", state.toString(), "-o", "json").json();
        assertThat(first.findValuesAsText("name")).containsExactly("segment-7", "parent", "odd one", "child");
        assertThat(first.findValuesAsText("outcome"))
                .startsWith("made", "made")
                .anyMatch(outcome -> outcome.startsWith("refused: "));
        JsonNode evaluated = json("flags", "evaluate", "child", "--property", "country=DE");
        assertThat(evaluated.at("/0/enabled").asBoolean()).isTrue();
        assertThat(cli.run("flags", "import", state.toString(), "-o", "json")
                        .json()
                        .findValuesAsText("outcome"))
                .contains("there already")
                .doesNotContain("made");
        assertThat(cli.run("flags", "segments", "list").silent().out()).contains("segment-7");
        cli.run("flags", "segments", "delete", "segment-7", "--yes").refused(7);
    }

    @Test
    void a_segment_is_set_and_set_anew() throws IOException {
        Path beta = file("beta.json", "[{\"contextName\": \"userId\", \"operator\": \"IN\", \"values\": [\"ana\"]}]");
        Path nobody = file("nobody.json", "[]");

        assertThat(json("flags", "segments", "set", "beta", "--file", beta.toString())
                        .at("/constraints"))
                .hasSize(1);
        assertThat(json("flags", "segments", "set", "beta", "--file", nobody.toString())
                        .at("/constraints"))
                .isEmpty();
        assertThat(cli.run("flags", "segments", "delete", "beta", "--yes").err())
                .contains("beta is deleted");
    }

    @Test
    void refuses_what_contradicts_itself_or_changes_nothing() {
        cli.run("flags", "create", "a", "--on", "--off").refused(2);
        cli.run("flags", "create", "a", "--rollout", "5", "--everyone").refused(2);
        cli.run("flags", "create", "a b").refused(3);
        cli.run("flags", "create", "a", "--rollout", "500").refused(3);
        cli.run("flags", "create", "a", "--type", "odd").refused(2);
        cli.run("flags", "set", "a").refused(2);
        cli.run("flags", "evaluate", "a").silent();
    }
}
