package dev.gangway.rules;

/**
 * One ProxyPassReverseCookiePath or ProxyPassReverseCookieDomain line (mod_proxy.md section 5.2). Immutable.
 *
 * @param interpolates whether {@code ${NAME}} in both is a variable of the request
 */
public record CookieRewrite(Position position, String internal, String external, boolean interpolates) {}
