package dev.gangway.rules;

import java.net.InetAddress;

/**
 * What one section says about access in one of httpd's two vocabularies. Of two checks of the same kind that cover a request
 * the later one replaces the earlier one; checks of both kinds must all pass (Satisfy All).
 */
public sealed interface AccessCheck permits HostRules, Requirements {

    /** The first of the directives that it was made of. */
    Position position();

    boolean admits(InetAddress client);
}
