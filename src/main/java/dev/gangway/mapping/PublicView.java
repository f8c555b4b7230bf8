package dev.gangway.mapping;

/**
 * How the client addressed us. Immutable.
 *
 * @param authority the Host field as received
 * @param contextPath {@code ""} or {@code "/app"}, decoded
 * @param path the path that was mapped, decoded: of several mounts of one backend it tells which one the client used
 */
public record PublicView(String scheme, String authority, String contextPath, String path) {}
