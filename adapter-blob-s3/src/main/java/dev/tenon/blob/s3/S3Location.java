package dev.tenon.blob.s3;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where blobs lie: {@code s3://bucket/prefix?endpoint=https://objects.example.org&region=eu-central-1}.
 *
 * @param prefix what the names of all blobs begin with; empty, or ends with a slash
 * @param endpoint of a store that is not Amazon's; {@code null} for Amazon's own
 * @param region as the store calls it
 * @param pathStyle whether the bucket stands in the path, and not in the name of the host
 */
public record S3Location(
        String bucket, String prefix, @Nullable URI endpoint, String region, boolean pathStyle) {

    private static final String SCHEME = "s3://";
    /** Stores that have one region alone take any name, and this is the one that they expect. */
    private static final String USUAL_REGION = "us-east-1";

    private static final Set<String> PARAMETERS = Set.of("endpoint", "region", "path-style");
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("(?:[A-Za-z0-9!_.*'()-]+/)*");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final int LONGEST_PREFIX = 200;

    public S3Location {
        require(BUCKET.matcher(bucket).matches(), "A bucket has 3 to 63 letters, digits, dots and hyphens");
        require(
                prefix.length() <= LONGEST_PREFIX
                        && PREFIX.matcher(prefix).matches()
                        && !prefix.contains("../")
                        && !prefix.startsWith("./"),
                "A prefix has plain words between slashes, " + LONGEST_PREFIX + " characters at most");
        require(REGION.matcher(region).matches(), "A region is a word like eu-central-1");
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with words for people, if it is none
     */
    public static S3Location parse(String address) {
        require(address.startsWith(SCHEME), "It begins with s3://");
        require(address.indexOf('#') < 0, "It has no part behind #");
        String[] halves = address.substring(SCHEME.length()).split("\\?", 2);
        require(halves[0].indexOf('@') < 0, "It holds no credentials");
        String[] path = halves[0].split("/", 2);
        Map<String, String> parameters = parameters(halves.length == 1 ? "" : halves[1]);
        URI endpoint = endpoint(parameters.get("endpoint"));
        String region = parameters.get("region");
        require(endpoint != null || region != null, "It says the bucket's region, like ?region=eu-central-1");
        return new S3Location(
                path[0],
                path.length == 1 ? "" : prefix(path[1]),
                endpoint,
                region == null ? USUAL_REGION : region,
                pathStyle(parameters.get("path-style"), endpoint != null));
    }

    private static String prefix(String text) {
        String inner = text.replaceAll("^/+|/+$", "");
        return inner.isEmpty() ? "" : inner + "/";
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] words = pair.split("=", 2);
            require(
                    words.length == 2 && PARAMETERS.contains(words[0]),
                    "Behind ? it takes endpoint=, region= and path-style=; \"" + words[0] + "\" is none of them");
            String value = URLDecoder.decode(words[1], StandardCharsets.UTF_8);
            require(parameters.put(words[0], value) == null, "It says " + words[0] + " twice");
        }
        return parameters;
    }

    private static @Nullable URI endpoint(@Nullable String text) {
        if (text == null) {
            return null;
        }
        URI uri = URI.create(text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        require(
                web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null,
                "An endpoint is an address like https://objects.example.org");
        return uri;
    }

    /** Few but Amazon's have a name in the DNS for each bucket. */
    private static boolean pathStyle(@Nullable String text, boolean usual) {
        if (text == null) {
            return usual;
        }
        require(text.equals("true") || text.equals("false"), "path-style is true or false");
        return text.equals("true");
    }

    private static void require(boolean holds, String words) {
        if (!holds) {
            throw new IllegalArgumentException(words);
        }
    }

    /** Whether what is sent can be read on the way, on another machine. */
    public boolean isPlainOverTheNetwork() {
        URI place = endpoint;
        return place != null
                && "http".equals(place.getScheme())
                && !Set.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(place.getHost()));
    }

    /** For people. */
    @Override
    public String toString() {
        URI place = endpoint;
        return SCHEME + bucket + "/" + prefix + " at " + (place == null ? "Amazon S3, " + region : place.toString());
    }
}
