/** What every store of API keys and of their use does. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.apikeys;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
