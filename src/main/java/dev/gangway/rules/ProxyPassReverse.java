package dev.gangway.rules;

/**
 * One ProxyPassReverse line (mod_proxy.md section 5.1): values that begin with {@code url} come back under {@code path}.
 * {@code url} is absolute, or begins with a slash. Immutable.
 *
 * @param interpolates whether {@code ${NAME}} in both is a variable of the request
 */
public record ProxyPassReverse(Position position, String path, String url, boolean interpolates) {}
