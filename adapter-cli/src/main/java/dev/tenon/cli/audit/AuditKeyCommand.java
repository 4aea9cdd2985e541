package dev.tenon.cli.audit;

import dev.tenon.cli.ActingCommand;
import dev.tenon.ports.kernel.Actor;
import picocli.CommandLine.Command;

/** {@code tenon audit key}. */
@Command(
        name = "key",
        description = "Print the public key that heads of the trail are signed with.",
        footer = {
            "",
            "It is made of the installation's secret, and the same on every server. What it signed is a line without its last member,",
            "the signature: so anybody can check a line with OpenSSL.",
            "",
            "Example:",
            "  tenon audit key > audit-key.pem"
        })
final class AuditKeyCommand extends ActingCommand {

    @Override
    protected int run(Work work, Actor actor) {
        String key = work.tenon().auditTrail().headKey(actor);
        work.output().text("-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----");
        return 0;
    }
}
