/** Sends mail by SMTP, or writes it into a folder, and reads what others sent. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.smtp;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
