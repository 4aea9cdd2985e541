/**
 * API keys: how programs act for people and organizations, and what they did with them.
 *
 * <p>{@link dev.tenon.ports.apikeys.ApiKeys} gives a key once and tells whom it stands for: never more than its scopes, and never more
 * than whoever made it may now. {@link dev.tenon.ports.apikeys.ApiUsage} counts and logs what keys ask.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.apikeys;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
