package dev.gangway.rules;

/** What ProxyVia says about the Via field (mod_proxy.md section 6.4). */
public enum Via {
    /** What others said passes unchanged. */
    OFF,
    /** This hop is added to requests and answers. */
    ON,
    /** As {@link #ON}, with the product's name. */
    FULL,
    /** Requests lose what others said; answers keep it. */
    BLOCK
}
