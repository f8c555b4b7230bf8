package dev.gangway.message;

/**
 * A path that httpd would not map either (mod_proxy.md section 4.1). Immutable.
 *
 * @param status 400 or 404
 * @param reason in lower case, for the log; holds nothing of the path
 */
public record RefusedPath(int status, String reason) implements PathResult {}
