package dev.tenon.rest.webhooks;

import dev.tenon.ports.webhooks.IssuedWebhook;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.json.Json;

/**
 * A webhook with a secret that was just made.
 *
 * @param secret the secret itself, this once
 */
record IssuedWebhookResponse(String secret, @Json.Inlined WebhookResponse about) {

    static Answer answer(int status, IssuedWebhook issued) {
        IssuedWebhookResponse body = new IssuedWebhookResponse(issued.secret(), WebhookResponse.from(issued.webhook()));
        return Answer.json(status, body).withRevision(issued.webhook().revision());
    }
}
