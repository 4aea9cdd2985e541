/** What every store of API keys and of their use does. */
@NullMarked
package dev.tenon.testkit.apikeys;

import org.jspecify.annotations.NullMarked;
