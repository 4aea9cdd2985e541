package dev.tenon.rest.apikeys;

import dev.tenon.ports.apikeys.IssuedKey;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.json.Json;

/**
 * A key that was just made.
 *
 * @param key the key itself, this once
 */
record IssuedKeyResponse(String key, @Json.Inlined ApiKeyResponse about) {

    static Answer answer(Call call, IssuedKey issued) {
        IssuedKeyResponse body = new IssuedKeyResponse(issued.token().text(), ApiKeyResponse.from(issued.key()));
        return Answer.json(201, body)
                .with("Location", call.location("/v1/api-keys/" + issued.key().id()))
                .withRevision(issued.key().revision());
    }
}
