/** Brings a database's schema up to what this version of Tenon needs. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.jdbi.migration;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
