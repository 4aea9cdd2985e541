/** Plans, entitlements and quotas over HTTP. */
@NullMarked
package dev.tenon.rest.plans;

import org.jspecify.annotations.NullMarked;
