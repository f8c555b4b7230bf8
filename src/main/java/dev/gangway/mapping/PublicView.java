package dev.gangway.mapping;

/**
 * How the client addressed us. Immutable.
 *
 * @param authority the Host field as received
 * @param contextPath {@code ""} or {@code "/app"}, decoded
 */
public record PublicView(String scheme, String authority, String contextPath) {}
