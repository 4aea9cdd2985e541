/** Commands about accounts. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.accounts;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
