/** API keys: how programs act for people and organizations, and what they did with them. */
@NullMarked
package dev.tenon.ports.apikeys;

import org.jspecify.annotations.NullMarked;
