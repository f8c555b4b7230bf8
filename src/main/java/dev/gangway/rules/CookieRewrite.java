package dev.gangway.rules;

/** One ProxyPassReverseCookiePath or ProxyPassReverseCookieDomain line (mod_proxy.md section 5.2). Immutable. */
public record CookieRewrite(Position position, String internal, String external) {}
